"""Finds what a question takes for granted ('20%지?', '3천만원 나오는 거죠?', '못 받죠?') so that it can be checked."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gazel.reasoning.understanding.amounts import Amount

_CONFIRM = re.compile(
    r"(?:맞(?:지|죠|나|아|습|는지|는거)|거(?:지|죠|쥬|네|임\?|잖)|(?:이|되|돼|하|나오|받|없|있|니|같|걸리|나가|들어가|주|낫|좋|다르|빠지|끝나)(?:지|죠|쥬)"
    r"|[%프로원일년회번]\s*(?:이?지|이?죠|인가요?|이잖|맞)|아니(?:야|에요|예요|죠|지|냐|였)|아닌가|잖아|라던데|다던데|다면서|라면서|다며|라며|다고\s*(?:하|들|알)"
    r"|라고\s*(?:하|들|알)|[라다]고\s*(?:[가-힣]+\s+){0,2}그러(?:던|더|는)|(?:인|는|은|한)\s*줄|[가-힣](?:지|죠)\s*(?:\?+|$)|당연히|(?:인가|은가|는가|나)\s*(?:봐|보네|보죠)|누구나|무조건|그럼\s*(?:다|전부)|[다라]는데\s*(?:맞|진짜|정말))"
)
_NEGATIVE = re.compile(
    r"못\s*받|안\s*나오|안\s*나와|안\s*되|안\s*돼|안\s*주|제외|빠지|해당\s*안|없는\s*거|면책이라|거절|부지급|소용\s*없|못\s*하|끝난\s*거|꽝|(?<![\d,])0\s*원"
)
_EARLY = re.compile(r"첫\s*해|(?:1|일)\s*년\s*(?:안|이내|내(?!\s*고)|미만|도\s*안|전에)|가입\s*(?:하자마자|직후|초기)")
_WHOLE = re.compile(r"전액|온전히|(?:다|전부)\s*(?:나오|나와|주|줘|받)(?!.{0,6}(?:못|안))")
_CONDITIONS = {"waiting": r"면책|대기\s*기간", "reduction": r"감액|삭감"}
_LACKING = r"\s*(?:기간|기한)?\s*(?:이|은|도|가|는)?\s*(?:아예|전혀|하나도)?\s*(?:없|안\s*하|안\s*걸|안\s*붙|0일)"
_HAVING = r"\s*(?:기간|기한)?\s*(?:이|은|도|가|는)?\s*(?:있|걸리|걸려|붙|적용|돼|되|인|이)"
_POSITIVE = re.compile(r"나오|나와|받|되|돼|나가|주|포함|들어가|면제|괜찮|가능|보장")


@dataclass(frozen=True, slots=True)
class Premise:
    """What the speaker believes: a share (%), an amount (won), a number of days, a waiting period or reduction.

    `negative` where a no is expected, `early` where it is believed of the first year.
    """

    percent: int | None = None
    won: int | None = None
    days: int | None = None
    waiting: bool | None = None
    reduction: bool | None = None
    negative: bool = False
    early: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Only what was claimed, as JSON values."""
        given = {
            "percent": self.percent,
            "won": self.won,
            "days": self.days,
            "waiting": self.waiting,
            "reduction": self.reduction,
            "early": self.early or None,
        }
        return {"negative": self.negative, **{name: value for name, value in given.items() if value is not None}}


def find_premise(
    text: str, percents: tuple[Decimal, ...], amounts: tuple[Amount, ...], days: tuple[int, ...], *, dated: bool
) -> Premise | None:
    """The belief a question wants confirmed; None for an open question. `dated` questions use amounts as inputs, not beliefs."""
    if not _CONFIRM.search(text):
        return None
    open_amounts = (
        [a for a in amounts if a.role in ("", "claimed", "sum_general", "sum_insured", "sum_minor")] if not dated else []
    )
    whole = [int(p) for p in percents if p == int(p)] or ([100] if _WHOLE.search(text) and not _NEGATIVE.search(text) else [])
    conditions = {name: _believed(name, text) for name in _CONDITIONS}
    return Premise(
        percent=whole[-1] if whole else None,
        won=open_amounts[-1].won if open_amounts else None,
        days=days[-1] if days and not dated else None,
        negative=bool(_NEGATIVE.search(text))
        and not re.search(r"안\s*(?:걸리|내도)", text)
        and not any(v is not None for v in conditions.values()),
        early=bool(_EARLY.search(text)),
        **conditions,
    )


def _believed(condition: str, text: str) -> bool | None:
    """Whether a condition is believed to apply (True), not to (False), or is not spoken of (None)."""
    word = rf"(?:{_CONDITIONS[condition]})"
    if re.search(word + _LACKING, text):
        return False
    return True if re.search(word + _HAVING, text) else None


def asks_whether(text: str) -> bool:
    """Whether the question can be answered yes or no."""
    return bool(_CONFIRM.search(text) or (_POSITIVE.search(text) and re.search(r"(?:나요|까요?|니|냐|요|나|어|지)\s*\?*$", text)))

"""Finds how long after the contract something happened ('가입 두 달 만에', '계약 18일째'), and how far a follow-up moves a date."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gazel.insurance.calendar_days import anniversary
from gazel.reasoning.understanding.dates import DateMention, shift
from gazel.reasoning.understanding.lengths import LENGTH, NUMBER, length_of


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A length of time: `months` and then `days`; `under` when it is an upper bound ('1년 안 됐는데').

    `nth` when a day is counted out ('90일째'): the contract's own day is the first one of such a count.
    """

    months: int
    days: int
    text: str
    under: bool = False
    nth: bool = False

    def after(self, contract: date) -> date:
        """The day this long after `contract`; one day less where it is an upper bound or a count that begins with the contract."""
        years, months = divmod(self.months, 12)
        whole = anniversary(contract, years) if not months else shift(contract, self.months, "개월")
        day = whole + timedelta(days=self.days)
        return day - timedelta(days=1) if self.under or self.nth else day

    def as_args(self) -> dict[str, Any]:
        """What was said, as the argument `elapsed` of the tool `payout_calc`."""
        said = {"months": self.months, "days": self.days, "under": self.under}
        return {**said, "nth": True} if self.nth else said


_SINCE = re.compile(
    LENGTH
    + r"\s*(?:쯤|정도|가량|도|도\s*채|밖에|밖에는|이|가|은)?\s*"
    + r"(?P<tail>만에|째|차(?!병)|(?:안|채\s*안|못)\s*(?:됐|되|돼|지난|지나)|(?:된|됐|되었|되는)|지나|지났|지난|경과|후|뒤|에(?!서)|시점|때|이면|면|인데|이고|임|이에요|예요|$)"
)
CONTRACT = re.compile(r"가입|계약|갱신|들었|들어|들고|든\s*지|넣은|시작|보험\s*든")
_OTHER_CLOCK = re.compile(r"(?:서류|접수|청구|제출|퇴원|보험금|증권|청약|신청|지급)[^.,?!]{0,8}$")


def find_elapsed(text: str, dates: Iterable[DateMention] = ()) -> Elapsed | None:
    """The time since the contract that a tidy text states, where it speaks of a contract; never a part of one of `dates`."""
    taken = [(mention.start, mention.end) for mention in dates]
    cue = CONTRACT.search(text)
    if cue is None:
        return _held_for(text, taken) or _until_event(text, taken)
    for match in (*_SINCE.finditer(text), *_BARE.finditer(text)):
        length = length_of(match)
        if length is None or length == (0, 0) or any(match.start() < end and start < match.end() for start, end in taken):
            continue
        near = abs(match.start() - cue.start()) < 25
        if near and not _OTHER_CLOCK.search(text[: match.start()]):
            under = bool(re.match(r"안|채|못", match["tail"]))
            return Elapsed(*length, match.group().strip(), under, nth=_counts_out(length, match["tail"]))
    return None


def _counts_out(length: tuple[int, int], tail: str) -> bool:
    """Whether days are counted out one by one ('90일째') and no years or months."""
    return not length[0] and tail in ("째", "차")


_BARE = re.compile(
    r"(?:가입|계약)\s*(?:후|한\s*지|하고)?\s*"
    + LENGTH
    + r"(?P<tail>)(?=[\s,.]|$)(?!\s*(?:이내|안에|까지|전|이상|이하|동안|납|만기))"
)
"""Right behind the word for the contract the length needs no other word ('가입 11개월 갑상선암 진단')."""
_HELD = re.compile(
    r"(?:짜리|특약|담보|보험|진단비|암\s*\d{2,4}|\d\s*(?:만원?|원))(?:를|을|이|가|은|는|로)?\s*(?:든\s*지\s*|유지\s*)?"
    + LENGTH
    + r"\s*(?:이|째|이나|도)?\s*(?:(?P<under>안|채\s*안)\s*)?(?:됐|되|된|돼|넘|지났|지난|유지)"
)

_NTH = re.compile(rf"(?:(?P<years>{NUMBER})\s*년|(?P<months>{NUMBER})\s*개월)\s*차(?!병|이)")
"""A year or month of the contract ('3년차') needs no word of it."""


def _held_for(text: str, taken: list[tuple[int, int]]) -> Elapsed | None:
    """How long a rider has been held, told right behind it ('유사암 500짜리 3년 됐고')."""
    for match in (*_HELD.finditer(text), *_NTH.finditer(text)):
        length = length_of(match)
        if length and length != (0, 0) and not any(match.start() < end and start < match.end() for start, end in taken):
            return Elapsed(*length, match.group().strip(), under=bool(match.groupdict().get("under")))
    return None


_BEFORE_EVENT = re.compile(
    LENGTH
    + r"\s*(?P<tail>만에|째(?=에|\s|\d|$)|차(?=에|\s|면|여도|라도|인데|이[고면어라]|$)|(?:안|이내|내|미만)(?:에|이면|면|이라면)?)\s*[^.?!]{0,12}?(?:걸리|걸렸|진단|수술|확정|발병|나오|나와|이면|하면|받|암|얼마|반만|%|\d)"
)
_NO_EVENT = re.compile(r"청구|접수|철회|취소|고지|알릴|서류|시효|입원|지급기|품질|갱신|부활|실효")


def _until_event(text: str, taken: list[tuple[int, int]]) -> Elapsed | None:
    """How long after the contract a diagnosis or operation comes, where the contract itself is not spoken of ('200일째 위암이면')."""
    if _NO_EVENT.search(text):
        return None
    for match in _BEFORE_EVENT.finditer(text):
        length = length_of(match)
        if length and length != (0, 0) and not any(match.start() < end and start < match.end("tail") for start, end in taken):
            return Elapsed(
                *length,
                match.group()[: match.end("tail") - match.start()].strip(),
                under=bool(re.match(r"안|이내|내|미만", match["tail"])),
                nth=_counts_out(length, match["tail"]),
            )
    return None


_NEXT_DAY = re.compile(r"다음\s*날|담\s*날|이튿날|익일")
_DAY_BEFORE = re.compile(r"전\s*날|하루\s*전")
_MOVED = re.compile(
    LENGTH + r"\s*(?:(?:쯤|정도|만|더|이라도)\s*)*(?P<way>뒤|후|지나|지난|늦|전|앞|일찍|빨리|빨랐|빨라|먼저|이르|일렀)"
)


_EARLIER = frozenset({"전", "앞", "일찍", "빨리", "빨랐", "빨라", "먼저", "이르", "일렀"})


def find_move(text: str) -> Elapsed | None:
    """How far a follow-up moves the date of the turn before ('다음날이면?' +1 day, '한 달 전이면?' −1 month)."""
    if _NEXT_DAY.search(text):
        return Elapsed(0, 1, "다음날")
    if _DAY_BEFORE.search(text):
        return Elapsed(0, -1, "전날")
    for match in _MOVED.finditer(text):
        length = length_of(match)
        if length and length != (0, 0):
            sign = -1 if match["way"] in _EARLIER else 1
            return Elapsed(sign * length[0], sign * length[1], match.group().strip())
    return None

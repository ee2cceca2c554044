"""Cuts sentences into clauses and reads from each what it claims: names, figures with their roles, and yes or no."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazel.reasoning.model.grounding.figures import Figure, read_figures
from gazel.reasoning.model.grounding.names import ExactNames, Names
from gazel.reasoning.model.grounding.words import is_ending

_BREAK = re.compile(
    r"(?<=[^\d\s])(?<![면때우에는])[,;]\s*|[,;]\s+|\s/\s|[()]|\n|(?<=[%원일월년회감액])\s*·\s*|(?<=:)\s"
    r"|(?<=[가-힣]고|[가-힣]며|지만|으나|는데|면서|어서|아서|해서|므로|니까)\s+(?=\S)"
)
_ROLES: dict[str, str] = {
    "insured": r"가입\s*금액|보험\s*가입|가입한|가입하신|증권",
    "own": r"자기\s*부담|본인\s*부담|공제",
    "limit": r"한도|최대|상한",
    "billed": r"치료비|의료비|진료비|비급여|급여|청구\s*금액|낸\s*돈",
    "example": r"예시|설계|제안서",
    "paid": r"지급|받|나오|나옵|나와|나온|보험금|수령|드립|드려",
    "reduced": r"감액|차감|줄어|줄여|깎",
    "wait": r"면책|대기|책임\s*개시|보장\s*개시|개시일",
    "contract": r"계약일|계약\s*일자|가입일|가입\s*일자|체결",
    "anniversary": r"해당일",
    "diagnosis": r"진단\s*확정|확정일|진단일|진단받",
    "start": r"보장이?\s*시작|보장은|보장을|효력",
    "deadline": r"시효|기한|이내에?\s*청구|소멸",
    "basis": r"기준일|작성일|자료",
}
_CUES = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _ROLES.items()))
_REACH = 14
"""Characters between a figure and the cue that gives it its role."""
_ROLES_OF: dict[str, frozenset[str]] = {
    "won": frozenset({"insured", "own", "limit", "billed", "example", "paid", "reduced"}),
    "date": frozenset({"contract", "anniversary", "diagnosis", "start", "deadline", "basis", "wait"}),
    **dict.fromkeys(("year", "month", "day"), frozenset({"wait", "reduced", "deadline"})),
}
_CONDITION = re.compile(
    r"[가-힣]면(?=[\s,]|$)|(?<!의 )경우|때(?=[\s,에는만]|$)|미만|이내|이하|이상|초과|이후|이전|부터|까지|지나|경과|전이|후에|동안"
)

_PREDICATES: dict[str, str] = {
    "pay": r"지급|받으|받을|받습|받게|나옵|나와|나오|나갑|수령|보장(?:되|됩|돼|된|됨|하|합|해|함|받|이?\s*안)|담보(?:됩|합|하|되)",
    "include": r"포함|들어가|들어갑",
    "fall_under": r"해당",
    "waive": r"면제",
    "reduce": r"감액|줄어|깎",
    "exclude": r"제외|별도|빼|빠지|빠집",
    "wait": r"면책|대기",
    "apply": r"적용",
    "possible": r"가능|수\s*있|수\s*없|불가",
    "exist": r"있습|있어|있는|있으|있고|없습|없어|없는|없으|없고|없이|없음|없다",
    "same": r"같습|같은|동일|다릅|다른|다르",
    "change": r"변경|바뀌|바뀝",
    "be": r"입니다|이에요|예요|아닙|아니",
}
_PREDICATE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PREDICATES.items()))
_NEGATION = re.compile(r"않|없|아니|아닙|못|불가|안\s(?=[가-힣])|미지급|어렵|다릅|다른|다르")
_OPPOSED = {
    "same": re.compile(r"다릅|다른|다르"),
    "exist": re.compile(r"없"),
    "possible": re.compile(r"없|불가"),
    "be": re.compile(r"아닙|아니"),
}
_NEGATABLE_REACH = 12

_NOUN_TAIL = re.compile(r"(?:기간|금액|액|금|비율|여부|사유|내용|대상|범위|조건|개시일|개시)[가-힣]{0,3}$")

_ASPECTS = {
    "wait": re.compile(r"면책|대기\s*기간|책임\s*개시|보장\s*개시"),
    "reduce": re.compile(r"감액|삭감|깎"),
    "limit": re.compile(r"한도|횟수"),
}
_OBJECT = re.compile(r"(?P<noun>[가-힣A-Za-z·]+?)(?:이|가|은|는|도|을|를)?\s*(?P<verb>없|아니|아닙|제외)")
_DIRECTED = re.compile(r"(?:[가-힣]+\s)?[가-힣]+(?:까지|부터|이전|이후)")

Polar = tuple[str, bool]
"""A predicate and whether it is affirmed."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its own names, figures and predicates, as written."""

    text: str
    names: Names
    figures: tuple[Figure, ...]
    predicates: frozenset[Polar]

    @property
    def bounds(self) -> tuple[Figure, ...]:
        """The figures that say until or from when it holds: '1년 미만', and in a reduction '1년 50%' too."""
        reduces = ("reduce", True) in self.predicates
        return tuple(f for f in self.figures if f.side or (reduces and f.kind in ("year", "month", "day")))

    @property
    def aspects(self) -> frozenset[str]:
        """What of a rider it speaks of: its waiting period, its reduction, its limit (none of them: what it pays)."""
        return frozenset(name for name, pattern in _ASPECTS.items() if pattern.search(self.text))

    @property
    def denials(self) -> frozenset[tuple[str, str]]:
        """(noun, verb) of what is said not to be: ('감액', '없') of '감액은 없습니다', ('일반암', '아니') of '일반암이 아니라'."""
        found = _OBJECT.finditer(self.text)
        return frozenset((match["noun"], "아니" if match["verb"] == "아닙" else match["verb"]) for match in found)

    @property
    def directions(self) -> frozenset[str]:
        """The words that say from or up to when: '계약일부터' is not '계약일까지'."""
        return frozenset(_DIRECTED.findall(self.text))

    @property
    def conditional(self) -> bool:
        """Whether it holds only under a condition or for a time (미만, 이후, ~면, 경우 …)."""
        return bool(self.bounds or _CONDITION.search(self.text))


def plain(text: str) -> str:
    """The text in NFKC without markdown marks."""
    return re.sub(r"[*_`#>]+", "", unicodedata.normalize("NFKC", text)).replace("％", "%").strip(" -•\t")


def clauses(text: str, names: ExactNames) -> tuple[Clause, ...]:
    """The clauses of a plain sentence; a piece without figure and predicate belongs to the next one."""
    pieces = _merge([piece for piece in _BREAK.split(names.without_brackets(text)) if piece and piece.strip()])
    read = [read_clause(piece, names) for piece in pieces]
    for index in range(
        len(read) - 2, -1, -1
    ):  # '180일 미만이면 25%, 1년 미만이면 50%를 지급': the verb at the end holds for both
        if not read[index].predicates:
            read[index] = replace(read[index], predicates=read[index + 1].predicates)
    return tuple(read)


def read_clause(text: str, names: ExactNames, label: str = "") -> Clause:
    """One clause as it stands; `label` (a table's column header) gives roles and predicates too."""
    whole = f"{label} {text}".strip()
    in_names = names.figured_spans(whole)
    read = [f for f in read_figures(whole) if not any(start <= f.start and f.end <= end for start, end in in_names)]
    figures = tuple(_with_roles(whole, figure, read) for figure in read)
    return Clause(whole, names.find(whole), figures, _predicates(whole))


def is_predicate(word: str) -> bool:
    """Whether the word is a predicate of claims with its ending, or a noun made of it (지급금액, 면책기간)."""
    match = _PREDICATE.match(word)
    return match is not None and (is_ending(rest := word[match.end() :]) or bool(_NOUN_TAIL.match(rest)))


def _merge(pieces: Sequence[str]) -> list[str]:
    merged: list[str] = []
    carry = ""
    for piece in pieces:
        carry = f"{carry} {piece}".strip()
        if read_figures(carry) or _PREDICATE.search(carry):
            merged.append(carry)
            carry = ""
    if carry:
        merged.append(carry)
    return merged


def _with_roles(text: str, figure: Figure, figures: Sequence[Figure]) -> Figure:
    """What the figure is of: the nearest cue in its clause, not beyond a neighbouring figure; cues before it are true of it too."""
    after = text[figure.end : min([f.start for f in figures if f.start >= figure.end], default=len(text))]
    if figure.kind == "percent":
        return replace(
            figure, role="reduced" if re.match(r"\s*(?:를|을|가|만큼)?\s*(?:감액|차감|줄|깎|공제|삭감)", after) else ""
        )
    before = text[max([f.end for f in figures if f.end <= figure.start], default=0) : figure.start]
    allowed = _ROLES_OF.get(figure.kind, frozenset())
    ahead = [(len(before) - cue.end(), 0, cue.lastgroup or "") for cue in _CUES.finditer(before)]
    behind = [(cue.start(), 1, cue.lastgroup or "") for cue in _CUES.finditer(after)]
    near = [item for item in (*ahead, *behind) if item[0] <= _REACH and item[2] in allowed]
    if not near:
        return figure
    role = min(near)[2]
    also = {name for _, side, name in near if side == 0 and name != "paid"}  # '지급금액 … 예시 600만원' is an example, not paid
    return replace(figure, role=role, roles=frozenset({role, *also}))


def _predicates(text: str) -> frozenset[Polar]:
    """Each predicate with its polarity: a negation shortly after it, before the next predicate of another kind, turns it."""
    matches = list(_PREDICATE.finditer(text))
    found: set[Polar] = set()
    for index, match in enumerate(matches):
        name = match.lastgroup or ""
        opposed = _OPPOSED.get(name)
        if opposed is not None:
            found.add(
                (name, not opposed.search(match[0]) and not _NEGATION.match(text[match.end() : match.end() + 4].lstrip("지는 ")))
            )
            continue
        end = match.end() + _NEGATABLE_REACH
        following = [m.start() for m in matches[index + 1 :] if m.lastgroup not in ("exist", "possible", "be")]
        end = min([end, *following])
        found.add(
            (name, not _NEGATION.search(text[match.end() : end]) and not re.search(r"(?:안|못|미)\s?$", text[: match.start()]))
        )
    return frozenset(found)

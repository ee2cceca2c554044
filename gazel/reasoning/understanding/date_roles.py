"""Gives each date of a question its part: contract, pathology report, doctor's certificate, surgery, receipt …"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from gazel.reasoning.understanding.dates import DateMention

DateRole = Literal[
    "contract",
    "report",
    "certificate",
    "diagnosis",
    "surgery",
    "treatment",
    "received",
    "applied",
    "policy_received",
    "concluded",
    "known",
    "birth",
    "discharge",
    "due",
    "revival",
    "renewal",
    "event",
]

_CUES: tuple[tuple[DateRole, str], ...] = (
    ("certificate", r"진단서(?:\s*(?:발급|작성|날짜|일자))?"),
    ("policy_received", r"증권(?:\s*(?:을|를))?\s*(?:수령|받)?|수령"),
    (
        "report",
        r"(?:병리|조직\s*검사|검사|세포|보고서)\S{0,3}\s*(?:결과)?\s*(?:보고|나온|나왔|나오)?|결과\s*보고|결과지?|확정|확진",
    ),
    ("renewal", r"갱신"),
    ("revival", r"부활"),
    ("concluded", r"성립|체결"),
    ("applied", r"청약|신청"),
    (
        "contract",
        r"계약\s*(?:일자?|날짜)?|가입(?!\s*금액)|들었|들어서|들고|들엇|들어놨|든\s*(?:거|게|보험|건|실손|실비)|(?:실손|실비)(?:\s*보험)?(?:을|를)?\s*(?:든|들은|넣은)|개시|보험\s*시작",
    ),
    ("surgery", r"수술(?!비|\s*담보|\s*특약)|로봇(?!\s*(?:수술비|담보|특약))|다빈치(?!\s*(?:로봇\s*)?(?:수술비|담보|특약))|절제"),
    ("treatment", r"(?:항암|치료|방사선|투약)(?!\S*비)"),
    ("received", r"접수|서류|제출|냈|넣었|청구"),
    ("discharge", r"퇴원"),
    (
        "known",
        r"알았|알게|알아|(?<![가-힣])안\s*(?:날|시점|때|(?:거|건|것|게|지)(?=[은는이가\s:,]|$))|인지(?:한|했|일|(?=[은는]))",
    ),
    ("birth", r"생년월일|생일|출생|태어|생(?=\s|$|이)"),
    ("due", r"지급\s*(?:기일|예정일)"),
    ("diagnosis", r"진단(?!비|금|\s*\d[\d,]*\s*[만천억백])|발병|발견|걸렸|걸리|암\s*(?:이\s*)?(?:나왔|판정)|판정|사고"),
)
_BEFORE, _AFTER, _FAR = 18, 24, 99.0


@dataclass(frozen=True, slots=True)
class _Cue:
    role: DateRole
    start: int
    end: int


def _cues(text: str, dates: Sequence[DateMention]) -> list[_Cue]:
    found: list[_Cue] = []
    for role, pattern in _CUES:
        for match in re.finditer(pattern, text):
            inside_date = any(match.start() < d.end and d.start < match.end() for d in dates)
            if match.group() and not inside_date and not any(match.start() < c.end and c.start < match.end() for c in found):
                found.append(_Cue(role, match.start(), match.end()))
    return sorted(found, key=lambda cue: cue.start)


def _distance(date: DateMention, cue: _Cue, text: str) -> float:
    """How far a cue stands from a date; a label right before it ('계약일 2025.10.2') counts as nearest."""
    if cue.end <= date.start:
        between = text[cue.end : date.start]
        if len(between) > _BEFORE or re.search(r"[.?!]\s", between):
            return _FAR
        return len(between) + (6.0 if re.search(r"(?:고|서|며|는데|니)\s|,", between) else 0.0)
    between = text[date.end : cue.start]
    if len(between) > _AFTER or re.search(r"[.?!]\s", between):
        return _FAR
    return len(between) + (6.0 if "," in between or "(" in between else 0.5)


def assign_roles(text: str, dates: Sequence[DateMention]) -> dict[DateRole, DateMention]:
    """Each date under the role of the cue it belongs to: as many dates as possible, then the shortest distances.

    A date without a cue is an `event`; several of one role keep the first.
    """
    cues = _cues(text, dates)
    choices = [
        [(i, d) for i, cue in enumerate(cues) if (d := _distance(date, cue, text)) < _FAR] or [(-1, 0.0)] for date in dates[:4]
    ]
    best: tuple[float, tuple[tuple[int, float], ...]] | None = None
    for combination in product(*([*options, (-1, 40.0)] for options in choices)):
        used = [i for i, _ in combination if i >= 0]
        if len(used) != len(set(used)):
            continue
        cost = sum(distance for _, distance in combination) + sum(30.0 for a, b in pairwise(used) if b < a)
        if best is None or cost < best[0]:
            best = (cost, combination)
    roles: dict[DateRole, DateMention] = {}
    for date, (index, _) in zip(dates, best[1] if best else (), strict=False):
        roles.setdefault(cues[index].role if index >= 0 else "event", date)
    return roles

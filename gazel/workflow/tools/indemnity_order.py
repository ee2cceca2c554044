"""Puts what is known of indemnity insurance into the order in which a question asks for it: the item and figure asked about lead."""

import re
from collections.abc import Sequence

from gazel.reasoning.evidence import Point

_ITEMS = ("도수", "주사", "MRI", "입원", "통원")
_KINDS = ("한도", "재가입", "갱신", "판매")
_WORDS = {"외래": "통원", "체외충격파": "도수", "엠알아이": "MRI", "mri": "MRI", "언제부터": "판매"}
_SHARE = re.compile(r"자기부담|본인부담|공제|몇(?:프로|%|퍼)|부담|비율|빼고")
_COUNT = re.compile(r"몇(?:번|회)|횟수|회까지|번까지")
_GENERATION = re.compile(r"[45](?=세대)")
_DEFINITION = re.compile(r"뭐(?:야|예요|에요|죠|지)|무엇|뜻|이란|언제")
ITEM, KIND, FIGURE, ELSEWHERE = 3, 1, 1, -4
"""Weights of the item asked about, of a kind of care or limit, of a figure of the sort asked for, and of another generation alone."""


def as_asked(points: Sequence[Point], question: str) -> list[Point]:
    """The points with those that answer in front; in their own order where a meaning is asked or nothing tells them apart."""
    plain = "".join(question.split())
    if _DEFINITION.search(plain) and not (_SHARE.search(plain) or _COUNT.search(plain)):
        return list(points)
    for said, word in _WORDS.items():
        plain = plain.replace(said, word)
    return sorted(points, key=lambda point: -_weight(point.text, plain))


def _weight(text: str, question: str) -> int:
    asked, told = set(_GENERATION.findall(question)), set(_GENERATION.findall(text))
    weight = sum(ITEM for word in _ITEMS if word in question and word in text)
    weight += sum(KIND for word in _KINDS if word in question and word in text)
    weight += sum(KIND for kind in ("비급여", "급여") if _names(kind, question) and _names(kind, text))
    degree = next((degree for degree in ("비중증", "중증") if _names(degree, question)), "")
    weight += ITEM * bool(degree and _names(degree, text))
    weight += FIGURE * bool(_SHARE.search(question) and "%" in text) + FIGURE * bool(
        _COUNT.search(question) and re.search(r"\d회", text)
    )
    weight += FIGURE * bool(len(asked) > 1 and len(told) > 1)
    return weight + ELSEWHERE * bool(len(asked) == 1 and told and not asked & told)


def _names(word: str, text: str) -> bool:
    """Whether a word is said by itself and not only inside 비급여 or 비중증; 'no 중증' is 비중증."""
    if word == "비중증" and re.search(r"중증(?:이)?(?:아니|아닌|말고)", text):
        return True
    return re.search(rf"(?<!비){word}", text) is not None if word in ("급여", "중증") else word in text

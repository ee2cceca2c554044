"""Reads Korean number words: native counters (한, 두, 석 달) and Sino-Korean numerals (삼천, 이백오십)."""

import re

NATIVE = {
    "하루": 1,
    "하룻": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
"""Words that are a number of days by themselves."""

COUNTER = {
    "한": 1,
    "두": 2,
    "세": 3,
    "석": 3,
    "서": 3,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열한": 11,
    "열두": 12,
    "열": 10,
    "반": 0,
}
COUNTER_PATTERN = "|".join(sorted((word for word in COUNTER if word != "반"), key=len, reverse=True))

_DIGIT = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9, "영": 0, "공": 0}
_UNIT = {"십": 10, "백": 100, "천": 1000}
SINO_PATTERN = r"[일이삼사오육륙칠팔구십백천]+"
_SINO = re.compile(SINO_PATTERN)


def sino(word: str) -> int | None:
    """The value below 10,000 of Sino-Korean numerals ('이백오십' → 250), None where it is none."""
    if not _SINO.fullmatch(word):
        return None
    total, digit = 0, 0
    for char in word:
        if char in _UNIT:
            total, digit = total + (digit or 1) * _UNIT[char], 0
        else:
            digit = _DIGIT[char]
    return total + digit


def count(word: str) -> int | None:
    """The value of digits, a native counter or Sino-Korean numerals."""
    word = word.strip()
    if word.isdigit():
        return int(word)
    return COUNTER.get(word, sino(word))

"""Reads what a question says of a person: age, sex, whether a child or senior, how the contract was applied for."""

import re
from typing import Any

from gazel.reasoning.understanding.numerals import count

_AGE = re.compile(
    r"(?P<label>보험\s*나이|만)?\s*(?<!\d)(?P<n>\d{1,3})\s*(?:세(?!대|만기|\s*만기|납)|살|짜리\s*(?:아이|아들|딸|자녀))"
)
_DECADE = re.compile(r"(?P<n>[2-9]0)\s*대\s*(?P<part>초반|중반|후반)?")
_NATIVE_AGE = re.compile(r"(?P<n>열|스물|서른|마흔|쉰|예순|일흔)\s*(?P<one>한|두|세|네|다섯|여섯|일곱|여덟|아홉)?\s*살")
_TENS = {"열": 10, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70}
_FEMALE = re.compile(r"여자|여성|여잔|女|아내|부인|엄마|어머니|딸|누나|언니|female|woman", re.IGNORECASE)
_MALE = re.compile(r"남자|남성|남잔|男|남편|아빠|아버지|아들|male|man\b", re.IGNORECASE)
_CHANNELS: tuple[tuple[str, str], ...] = (
    ("phone", r"전화|tm|텔레마케팅|통화로"),
    ("online", r"인터넷|온라인|다이렉트|앱으로|모바일"),
    ("face", r"(?<!비)대면|설계사(?:를|랑|와|하고)?\s*(?:직접\s*)?만나|지점|창구|방문"),
)
_SET_ASIDE = re.compile(r"(?:로|으로|를|을|가|이|은|는)?\s*(?:한\s*(?:게|거|것)\s*)?(?:말고|빼고|대신|아니|안\s*하고|안\s*했)")


def find_age(text: str) -> int | None:
    """The age in years; bounds such as '15세 미만' count as their number."""
    match = _AGE.search(text)
    if match and int(match["n"]) <= 120:
        return int(match["n"])
    native = _NATIVE_AGE.search(text)
    if native:
        return _TENS[native["n"]] + (count(native["one"]) or 0 if native["one"] else 0)
    return None


def find_person(text: str) -> dict[str, Any]:
    """`age`, `decade`, `sex`, `channel`: only what was said."""
    found: dict[str, Any] = {}
    age = find_age(text)
    if age is not None:
        found["age"] = age
    decade = _DECADE.search(text)
    if decade and age is None:
        found["decade"] = f"{decade['n']}대{' ' + decade['part'] if decade['part'] else ''}"
    female, male = _FEMALE.search(text), _MALE.search(text)
    if bool(female) != bool(male):
        found["sex"] = "여성" if female else "남성"
    if channel := _channel(text):
        found["channel"] = channel
    return found


def _channel(text: str) -> str | None:
    """How the contract was applied for; a way that is set aside for another ('전화 말고 대면') is none."""
    for name, pattern in _CHANNELS:
        if any(not _SET_ASIDE.match(text, match.end()) for match in re.finditer(pattern, text, re.IGNORECASE)):
            return name
    return None

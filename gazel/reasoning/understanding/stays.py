"""Finds how many days a stay in hospital lasted, in digits or words ('입원을 일주일', '보름 입원', '3박 4일')."""

import re

from gazel.reasoning.understanding.numerals import COUNTER_PATTERN, NATIVE, SINO_PATTERN, count

_WORD = "|".join(sorted(NATIVE, key=len, reverse=True))
_LENGTH = (
    rf"(?:(?<![\d월.\-/가-힣])|(?<=입원))(?:\d박\s*)?(?:(?P<week>일주일)|(?P<native>{_WORD})"
    rf"|(?P<weeks>\d+|{COUNTER_PATTERN}|{SINO_PATTERN})\s*주일?(?!년|차|기|수|민|사|소)|(?P<days>\d+|{SINO_PATTERN})\s*일(?!\s*(?:자|날|요일|반|차|월|당)|생))"
)
_NO_STAY = r"(?!\s*(?:쯤|정도)?\s*(?:전(?!부|체)|뒤|후|째|만에|만\s*에|안에|이내|늦|일찍|먼저|빨리|빠르|빨랐|지나|지났|됐|되었|당|마다|에\s*\d|\d))"
"""A length before or after something, or the day of a daily sum ('하루 2만원'), is none of a stay."""
_STAY = re.compile(_LENGTH + _NO_STAY)
_SPELLED = re.compile(_LENGTH + _NO_STAY + r"(?:만|간|동안|정도|쯤)?\s*(?:이?면|이?라면|이?었|였|은|는|으로|로|있|입원|누워|$)")
_WARD = re.compile(r"입원(?!\s*(?:일당|비))|누워|병실")


def find_stay(text: str) -> int | None:
    """The days of a stay that a tidy text tells of: the length nearest to the word for it, or one that stands alone in words."""
    ward = _WARD.search(text)
    found = list(_STAY.finditer(text))
    if ward and found:
        return _days(min(found, key=lambda match: min(abs(match.start() - ward.end()), abs(ward.start() - match.end()))))
    return next((_days(match) for match in _SPELLED.finditer(text) if _surely(match)), None)


def _surely(match: re.Match[str]) -> bool:
    """Whether a length without the word for a stay can be no day of a month ('7일이면?' can)."""
    return not match["days"] or re.match(r"\s*(?:간|동안|있|입원|누워)", match.string[match.end("days") + 1 :]) is not None


def _days(match: re.Match[str]) -> int:
    if match["week"]:
        return 7
    if match["native"]:
        return NATIVE[match["native"]]
    return 7 * (count(match["weeks"]) or 0) if match["weeks"] else count(match["days"]) or 0

"""Lengths of time in digits or words ('1년 2개월', '두 달', '보름', '일주일'), as one pattern and its value."""

import re

from gazel.reasoning.understanding.numerals import COUNTER_PATTERN, NATIVE, SINO_PATTERN, count

NUMBER = rf"(?:\d+|{COUNTER_PATTERN}|{SINO_PATTERN})"
LENGTH = (
    rf"(?<![\d월.\-/])(?P<halfyear>반\s*년)?(?:(?P<years>{NUMBER})\s*(?:년|해)(?:\s*(?P<half>반))?)?\s*(?:(?P<months>{NUMBER})\s*(?:개월|달))?\s*"
    rf"(?:(?P<weeks>{NUMBER})\s*주일?)?\s*(?:(?P<days>{NUMBER})\s*일(?!\s*월|요일))?(?P<native>{'|'.join(NATIVE)})?(?P<week>일주일)?"
)
"""Every part may be missing: `length_of` tells whether there is one."""


def length_of(match: re.Match[str]) -> tuple[int, int] | None:
    """(months, days) of a match of LENGTH; None where it has no part."""
    part = match.groupdict()
    if not any(part.get(name) for name in ("halfyear", "years", "months", "weeks", "days", "native", "week")):
        return None
    numbers = {name: count(part[name]) if part.get(name) else 0 for name in ("years", "months", "weeks", "days")}
    if any(value is None or value > 10_000 for value in numbers.values()):
        return None
    months = (numbers["years"] or 0) * 12 + (6 if part.get("half") or part.get("halfyear") else 0) + (numbers["months"] or 0)
    days = (
        (numbers["weeks"] or 0) * 7
        + (numbers["days"] or 0)
        + NATIVE.get(part.get("native") or "", 0)
        + (7 if part.get("week") else 0)
    )
    return months, days

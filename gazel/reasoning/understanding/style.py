"""Finds how the answer is wanted: number of lines, for a messenger, short, as a table, in easy words."""

import re
from typing import Any

from gazel.reasoning.understanding.numerals import count

_LINES = re.compile(r"(?P<n>\d+|한|두|세|네|다섯|삼|이|오)\s*(?:줄|문장|라인)")
_MESSENGER = re.compile(
    r"카톡|카카오톡|문자|메시지|메세지|톡으로|톡용|sms|lms|알림톡|고객(?:님)?(?:한테|에게|께)\s*(?:바로\s*)?(?:보낼|보내)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"짧게|간단(?:히|하게)|요약|핵심만|한마디로|결론만|요점만|briefly|short", re.IGNORECASE)
_EASY = re.compile(r"쉽게|쉬운\s*말|초등|풀어서|어르신")
_TABLE = re.compile(r"표로|표\s*(?:만|형태|정리)|테이블|table", re.IGNORECASE)


def find_style(text: str) -> dict[str, Any]:
    """The wishes as JSON values; only those that were spoken: `lines`, `messenger`, `short`, `easy`, `table`."""
    wishes: dict[str, Any] = {
        name: True
        for name, pattern in (("messenger", _MESSENGER), ("short", _SHORT), ("easy", _EASY), ("table", _TABLE))
        if pattern.search(text)
    }
    lines = _LINES.search(text)
    number = count(lines["n"]) if lines else None
    if number and 1 <= number <= 10:
        wishes["lines"] = number
    return wishes

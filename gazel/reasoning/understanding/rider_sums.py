"""Finds riders that are told with their own sums ('유사암600/수술30/암입원일당2만'), so that each is worked out with its own."""

import re
from collections.abc import Mapping, Sequence

from gazel.reasoning.understanding.amounts import Amount

_RIDERS: tuple[tuple[str, str], ...] = (
    ("암입원일당", r"(?:암\s*)?(?:직접\s*치료\s*)?(?:입원\s*)?일당|(?:암\s*)?입원비?"),
    ("다빈치로봇", r"(?:다빈치\s*)?로봇(?:\s*수술)?|다빈치"),
    ("표적항암", r"표적(?:\s*항암)?(?:\s*약물)?"),
    ("항암방사선약물", r"항암(?:\s*방사선)?(?:\s*[·/]?\s*약물)?(?:\s*치료)?"),
    ("유사암수술비", r"(?:유사암|갑상선암?)\s*수술"),
    ("암수술비", r"(?:일반\s*)?암\s*수술"),
    ("수술", r"수술"),
    ("유사암진단비", r"유사암(?:\s*진단)?|갑상선암\s*진단"),
    ("암진단비", r"(?:일반암|암)\s*진단|일반암"),
)
PART_OF = {"유사암진단비": "sum_minor", "암진단비": "sum_general", "암입원일당": "daily"}
"""Families whose sum has a name of its own."""
_NAMES = re.compile("|".join(f"(?P<r{place}>{pattern})" for place, (_, pattern) in enumerate(_RIDERS)))
_SUM = re.compile(
    r"\s*(?:치료)?(?:비|금)?\s*(?:특약|담보|가입\s*금액)?\s*(?:은|는|이|가|을|를|도|:|=)?\s*(?:하루|매일|월)?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)?"
)
_NO_SUM = re.compile(r"\s*(?:%|년|월|일|개월|달|세|살|종|회|번|개|명|프로|퍼|차|/\d|[.\-]\d)")
_SMALLEST = 10
"""Ten thousands of won from which a bare number is a sum ('수술30' is 30만원)."""
DAILY, SURGERY = "암입원일당", "수술"


def rider_sums(text: str, amounts: Sequence[Amount]) -> Mapping[str, int]:
    """Family → won of each rider that stands right before its sum; 수술 for a surgery benefit of either kind."""
    at = {amount.start: amount for amount in amounts}
    found: dict[str, int] = {}
    for match in _NAMES.finditer(text):
        after = _SUM.match(text, match.end())
        if after is None or after["number"] is None:
            continue
        family = next(name for place, (name, _) in enumerate(_RIDERS) if match[f"r{place}"])
        won = _won(after, at, text)
        if won:
            found.setdefault(family, won)
    return found


def _won(after: re.Match[str], at: Mapping[int, Amount], text: str) -> int | None:
    """The amount that begins at the number, else the number in ten thousands of won."""
    if amount := at.get(after.start("number")):
        return amount.won
    number = after["number"]
    bare = number.isdigit() and len(number) <= 4 and int(number) >= _SMALLEST and not _NO_SUM.match(text, after.end("number"))
    return int(number) * 10_000 if bare else None

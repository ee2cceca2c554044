"""JSON values → the typed inputs of rule functions; RuleError names the field and what it can take."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from gazel.errors import RuleError
from gazel.insurance.labels import label
from gazel.insurance.particles import josa
from gazel.insurance.reduction import ReductionStep

MAX_WON = 10**13
MAX_DAYS = 36_500
MAX_ROWS = 1_000
FIRST_YEAR, LAST_YEAR = 1900, 2200
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def refuse(name: str, value: Any, wanted: str) -> RuleError:
    """The error for a value that the field cannot take."""
    return RuleError(f"{name}({label(name)}): {josa(repr(str(value)[:60]), '을/를')} 쓸 수 없습니다.", hint=wanted)


def check_legible(value: Any) -> None:
    """Raises RuleError where a text in `value` holds half a character, which no answer could repeat."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise RuleError("입력에 깨진 글자가 있습니다.", hint="글자를 다시 입력해 주세요.") from error
    except RecursionError as error:
        raise RuleError("입력이 너무 깊게 겹쳐 있습니다.", hint="항목 이름과 값만 적어 주세요.") from error


def as_date(name: str, value: Any) -> date:
    """An ISO date between 1900 and 2200."""
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise refuse(name, value, "달력에 있는 날짜를 적어 주세요.") from None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise refuse(name, value, f"YYYY-MM-DD 날짜({FIRST_YEAR}~{LAST_YEAR}년)로 적어 주세요.")


def _whole(name: str, value: Any, top: int, wanted: str) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= top:
        raise refuse(name, value, wanted)
    return value


def as_won(name: str, value: Any) -> int:
    """Whole won, not negative."""
    return _whole(name, value, MAX_WON, "0 이상의 정수(원)로 적어 주세요.")


def as_days(name: str, value: Any) -> int:
    """A whole number of days, not negative."""
    return _whole(name, value, MAX_DAYS, "0 이상의 정수(일)로 적어 주세요.")


def as_business_days(name: str, value: Any) -> int:
    """1 to 365 business days."""
    days = _whole(name, value, 365, "1~365의 정수로 적어 주세요.")
    if days == 0:
        raise refuse(name, value, "1~365의 정수로 적어 주세요.")
    return days


def as_age(name: str, value: Any) -> int:
    """An age of 0 to 150 years."""
    return _whole(name, value, 150, "0~150의 정수로 적어 주세요.")


def as_count(name: str, value: Any) -> int:
    """A small whole number."""
    return _whole(name, value, 1_000, "0 이상의 정수로 적어 주세요.")


def _percent(name: str, value: Any, top: int) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not 0 <= value <= top:
        raise refuse(name, value, f"0~{top} 사이의 숫자(%)로 적어 주세요.")
    return Fraction(str(value))


def as_percent(name: str, value: Any) -> Fraction:
    """A percentage of 0 to 100, exactly as written in decimals."""
    return _percent(name, value, 100)


def as_ratio(name: str, value: Any) -> Fraction:
    """A percentage of the sum insured, up to 1000."""
    return _percent(name, value, 1_000)


def as_flag(name: str, value: Any) -> bool:
    """true or false."""
    if isinstance(value, bool):
        return value
    raise refuse(name, value, "true 또는 false로 적어 주세요.")


def as_text(name: str, value: Any) -> str:
    """A text of at most 60 characters; blank means not given."""
    if isinstance(value, str) and len(value) <= 60:
        return value
    raise refuse(name, value, "60자 이하의 글자로 적어 주세요.")


def one_of(*choices: str) -> Callable[[str, Any], str]:
    """A parser that takes exactly these words."""

    def parse(name: str, value: Any) -> str:
        if isinstance(value, str) and value.strip() in choices:
            return value.strip()
        raise refuse(name, value, f"{' · '.join(choices)} 가운데 하나로 적어 주세요.")

    return parse


def as_mapping(name: str, value: Any) -> Mapping[str, Any]:
    """A JSON object of texts, finite numbers and nulls."""
    if isinstance(value, dict) and all(_is_plain(item) for item in value.values()):
        return value
    raise refuse(name, value, "항목 이름과 값(글자·숫자)의 묶음으로 적어 주세요.")


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))


def _items(name: str, value: Any) -> list[Any]:
    if isinstance(value, list) and len(value) <= MAX_ROWS:
        return value
    raise refuse(name, value, f"{MAX_ROWS}개 이하의 목록으로 적어 주세요.")


def as_dates(name: str, value: Any) -> tuple[date, ...]:
    """A list of ISO dates."""
    return tuple(as_date(name, item) for item in _items(name, value))


def as_wons(name: str, value: Any) -> tuple[int, ...]:
    """A list of amounts in won."""
    return tuple(as_won(name, item) for item in _items(name, value))


def as_steps(name: str, value: Any) -> tuple[ReductionStep, ...]:
    """A list of {"until": "90d|180d|1y|2y", "pct": 0–100}."""
    steps = []
    for item in _items(name, value):
        if not isinstance(item, dict) or set(item) != {"until", "pct"} or not isinstance(item["until"], str):
            raise refuse(name, item, '{"until": "1y", "pct": 50} 모양으로 적어 주세요.')
        steps.append(ReductionStep(item["until"].strip().lower(), as_percent(name, item["pct"])))
    return tuple(steps)

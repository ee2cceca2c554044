"""The filter language in plain Python: what `search(filter=…)` must agree with."""

import operator
from typing import Any

MISSING = object()
ORDER = {"$gt": operator.gt, "$gte": operator.ge, "$lt": operator.lt, "$lte": operator.le}


def matches(value: Any, condition: dict[str, Any]) -> bool:
    """Whether an object passes a filter."""
    return all(_entry(value, key, operand) for key, operand in condition.items())


def _entry(value: Any, key: str, operand: Any) -> bool:
    if key == "$and":
        return all(matches(value, part) for part in operand)
    if key == "$or":
        return any(matches(value, part) for part in operand)
    if key == "$not":
        return not matches(value, operand)
    return _test(_at(value, key), operand)


def _at(value: Any, key: str) -> Any:
    if isinstance(value, dict) and key in value:
        return value[key]
    if "." not in key:
        return MISSING
    for step in key.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.lstrip("-").isdigit() and -len(value) <= int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return value


def _test(found: Any, operand: Any) -> bool:
    if not isinstance(operand, dict):
        return equal(found, operand)
    if operand and all(k.startswith("$") for k in operand):
        return all(_operator(found, name, value) for name, value in operand.items())
    return isinstance(found, dict) and matches(found, operand)


def _operator(found: Any, name: str, operand: Any) -> bool:
    match name:
        case "$eq":
            return equal(found, operand)
        case "$ne":
            return not equal(found, operand)
        case "$in":
            return _among(found, operand)
        case "$nin":
            return not _among(found, operand)
        case "$exists":
            return (found is not MISSING) == operand
        case "$not":
            return not _test(found, operand)
        case "$contains":
            return found is not MISSING and (
                contains(found, operand) or (isinstance(found, str) and isinstance(operand, str) and operand in found)
            )
    numbers = isinstance(operand, int | float)
    comparable = _is_number(found) if numbers else isinstance(found, str)
    return comparable and ORDER[name](found, operand)


def _among(found: Any, operands: list[Any]) -> bool:
    candidates = [found, *found] if isinstance(found, list) else [found]
    return any(equal(candidate, one) for candidate in candidates for one in operands)


def equal(found: Any, operand: Any) -> bool:
    """JSON equality; a missing field equals None."""
    if found is MISSING:
        return operand is None
    if isinstance(found, bool) or isinstance(operand, bool):
        return found is operand
    if isinstance(found, dict) and isinstance(operand, dict):
        return found.keys() == operand.keys() and all(equal(found[k], operand[k]) for k in found)
    if isinstance(found, list) and isinstance(operand, list):
        return len(found) == len(operand) and all(map(equal, found, operand))
    return (_is_number(found) == _is_number(operand)) and type(found) in _kin(operand) and found == operand


def contains(found: Any, operand: Any, *, top: bool = True) -> bool:
    """jsonb's containment: objects by key, lists by element, a scalar in a list at the top."""
    if isinstance(found, dict) and isinstance(operand, dict):
        return all(k in found and contains(found[k], operand[k], top=False) for k in operand)
    if isinstance(found, list) and isinstance(operand, list):
        return all(any(contains(one, wanted, top=False) for one in found) for wanted in operand)
    if top and isinstance(found, list) and not isinstance(operand, dict):
        return any(equal(one, operand) for one in found)
    return not isinstance(found, dict | list) and not isinstance(operand, dict | list) and equal(found, operand)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kin(value: Any) -> tuple[type, ...]:
    return (int, float) if _is_number(value) else (type(value),)

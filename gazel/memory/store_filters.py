"""The filter language of `search`, compiled to SQL over the `value` column.

    {"color": "red"}                          equal; None also matches a missing field
    {"meta": {"lang": "ko"}}, {"meta.lang": "ko"}   nested; a list index may be part of a dotted path
    {"score": {"$gte": 4, "$lt": 5}}          $eq $ne $gt $gte $lt $lte: numbers by value, text by code point
    {"tag": {"$in": ["a", "b"]}}              $in $nin: it, or an element of it, equals one of; none of
    {"tags": {"$contains": "a"}}              element of a list, part of a text, or subset of an object
    {"note": {"$exists": True}}               present, even if null
    {"$and": [...]}, {"$or": [...]}, {"$not": {...}}, {"age": {"$not": {"$gt": 3}}}

Every condition is true or false, never unknown, so `$ne`, `$nin` and `$not` are exact complements.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gazel.errors import InvalidMemory
from gazel.memory.store_namespaces import TRUE, Sql, all_of, any_of
from gazel.memory.store_values import checked_text, json_text

ORDER = {"$gt": ">", "$gte": ">=", "$lt": "<", "$lte": "<="}
MAX_DEPTH = 32
MAX_PARAMS = 60_000
"""PostgreSQL takes 65,535 parameters a statement."""


def compile_filter(filter: Mapping[str, Any] | None, table: str = "s") -> Sql:
    """`filter` as a condition on `table`.value; raises InvalidMemory naming the operator or operand that cannot be used."""
    if not filter:
        return TRUE
    condition = _all_fields(Sql(f"{table}.value"), filter, 0)
    if len(condition.params) > MAX_PARAMS:
        raise InvalidMemory("필터의 조건이 너무 많습니다.", hint="$in 하나로 묶어 주세요.")
    return condition


def _all_fields(base: Sql, filter: Mapping[str, Any], depth: int) -> Sql:
    if not isinstance(filter, Mapping):
        raise InvalidMemory(f"필터는 사전이어야 합니다({filter!r}).", hint='예: {"topic": "갑상선암"}')
    if depth > MAX_DEPTH:
        raise InvalidMemory(f"필터가 {MAX_DEPTH}단계보다 깊습니다.", hint="조건을 펼쳐 주세요.")
    return all_of(*[_field_or_logic(base, key, operand, depth) for key, operand in filter.items()])


def _field_or_logic(base: Sql, key: str, operand: Any, depth: int) -> Sql:
    checked_text(key, "필터의 필드 이름")
    if key in ("$and", "$or"):
        if isinstance(operand, Mapping | str) or not isinstance(operand, Sequence):
            raise InvalidMemory(f"{key}에는 필터 목록이 필요합니다.", hint=f'예: {{"{key}": [{{…}}, {{…}}]}}')
        parts = [_all_fields(base, part, depth + 1) for part in operand]
        return all_of(*parts) if key == "$and" else any_of(parts)
    if key == "$not":
        return _negated(_all_fields(base, operand, depth + 1))
    if key.startswith("$"):
        raise _unsupported(key)
    return _test(_at(base, key), operand, depth)


def _at(base: Sql, key: str) -> Sql:
    """The JSON at a field; a dotted name is first a field of that very name, then a path."""
    literal = f"({base.text} -> %s::text)"
    if "." not in key:
        return Sql(literal, [*base.params, key])
    return Sql(f"coalesce({literal}, {base.text} #> %s::text[])", [*base.params, key, *base.params, key.split(".")])


def _test(at: Sql, operand: Any, depth: int) -> Sql:
    if not isinstance(operand, Mapping):
        return _equal(at, operand)
    if operand and all(isinstance(k, str) and k.startswith("$") for k in operand):
        return all_of(*[_operator(at, name, value, depth) for name, value in operand.items()])
    if any(isinstance(k, str) and k.startswith("$") for k in operand):
        raise InvalidMemory("한 조건에 연산자와 필드가 섞여 있습니다.", hint="$and로 나누어 주세요.")
    is_object = Sql(f"coalesce(jsonb_typeof({at.text}) = 'object', FALSE)", at.params)
    return all_of(is_object, _all_fields(at, operand, depth + 1))


def _operator(at: Sql, name: str, operand: Any, depth: int) -> Sql:
    if name == "$eq":
        return _equal(at, operand)
    if name == "$ne":
        return _negated(_equal(at, operand))
    if name in ORDER:
        return _ordered(at, name, operand)
    if name == "$in":
        return _among(at, name, operand)
    if name == "$nin":
        return _negated(_among(at, name, operand))
    if name == "$contains":
        return _contains(at, operand)
    if name == "$exists":
        if not isinstance(operand, bool):
            raise InvalidMemory(f"$exists에는 True나 False가 필요합니다({operand!r}).")
        return Sql(f"{at.text} IS {'NOT NULL' if operand else 'NULL'}", at.params)
    if name == "$not":
        if not isinstance(operand, Mapping):
            raise InvalidMemory(f"$not에는 조건이 필요합니다({operand!r}).", hint='예: {"age": {"$not": {"$gt": 40}}}')
        return _negated(_test(at, operand, depth + 1))
    raise _unsupported(name)


def _equal(at: Sql, operand: Any) -> Sql:
    missing = "TRUE" if operand is None else "FALSE"
    return Sql(f"coalesce({at.text} = %s::jsonb, {missing})", [*at.params, json_text(operand, "필터의 값")])


def _among(at: Sql, name: str, operands: Any) -> Sql:
    if isinstance(operands, Mapping | str) or not isinstance(operands, Sequence | set | frozenset):
        raise InvalidMemory(f"{name}에는 값의 목록이 필요합니다({operands!r}).", hint=f'예: {{"{name}": ["a", "b"]}}')
    missing = "TRUE" if None in operands else "FALSE"
    wanted = [json_text(operand, "필터의 값") for operand in operands]
    whole = Sql(f"coalesce({at.text} = ANY(%s::text[]::jsonb[]), {missing})", [*at.params, wanted])
    elements = f"jsonb_array_elements(CASE WHEN jsonb_typeof({at.text}) = 'array' THEN {at.text} ELSE '[]' END)"
    element = Sql(
        f"EXISTS (SELECT FROM {elements} AS e (one) WHERE e.one = ANY(%s::text[]::jsonb[]))", [*at.params, *at.params, wanted]
    )
    return any_of([whole, element])


def _ordered(at: Sql, name: str, operand: Any) -> Sql:
    sign = ORDER[name]
    if isinstance(operand, bool) or not isinstance(operand, int | float | str):
        raise InvalidMemory(f"{name}로는 숫자나 글만 견줄 수 있습니다({operand!r}).", hint="날짜는 ISO 8601 글로 견주세요.")
    if isinstance(operand, str):
        text = f"({at.text} #>> '{{}}') COLLATE \"C\" {sign} %s::text"
        kind, last = "string", checked_text(operand, "필터의 값")
    else:
        text, kind, last = f"{at.text} {sign} %s::jsonb", "number", json_text(operand, "필터의 값")
    return Sql(f"coalesce(CASE WHEN jsonb_typeof({at.text}) = '{kind}' THEN {text} END, FALSE)", [*at.params, *at.params, last])


def _contains(at: Sql, operand: Any) -> Sql:
    subset = Sql(f"coalesce({at.text} @> %s::jsonb, FALSE)", [*at.params, json_text(operand, "필터의 값")])
    if not isinstance(operand, str):
        return subset
    part = f"CASE WHEN jsonb_typeof({at.text}) = 'string' THEN strpos({at.text} #>> '{{}}', %s::text) > 0 END"
    return any_of([subset, Sql(f"coalesce({part}, FALSE)", [*at.params, *at.params, operand])])


def _negated(condition: Sql) -> Sql:
    return Sql(f"NOT ({condition.text})", condition.params)


def _unsupported(name: str) -> InvalidMemory:
    known = "$eq $ne $gt $gte $lt $lte $in $nin $contains $exists $and $or $not"
    return InvalidMemory(f"모르는 필터 연산자입니다(Unsupported operator: {name}).", hint=f"쓸 수 있는 것: {known}")

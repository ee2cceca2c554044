"""The discipline for tools that a user brings: a closed argument schema for the model, and the check of what it chose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gazel.errors import SettingsError

Schema = dict[str, Any]

TEXT = r'^[^\u0000-\u001f"\\]{1,200}$'
"""Any text without control characters, quotes and backslashes: unbounded strings run to the token limit."""
MOST_ITEMS = 8
_KEPT = frozenset({"type", "enum", "minimum", "maximum", "description", "format"})
_TYPES: Mapping[str, type | tuple[type, ...]] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


@dataclass(frozen=True, slots=True)
class OfferedTool:
    """A tool as the model sees it; `schema` is closed."""

    name: str
    description: str
    schema: Schema


def closed(name: str, schema: Mapping[str, Any]) -> Schema:
    """A tool's argument schema with every object closed and every text bounded; raises SettingsError where that cannot be."""
    return _object(name, schema, schema.get("$defs", {}))


def violation(value: Any, schema: Schema, path: str = "args") -> str:
    """What is wrong with `value` after a closed schema, in Korean; '' where nothing is."""
    if "enum" in schema:
        return "" if value in schema["enum"] else f"{path}: 허용되지 않은 값입니다."
    kind = schema["type"]
    if kind == "object":
        return _object_violation(value, schema, path)
    if kind == "array":
        if not isinstance(value, list) or len(value) > schema["maxItems"]:
            return f"{path}: {schema['maxItems']}개까지의 목록이어야 합니다."
        return next((bad for item in value if (bad := violation(item, schema["items"], path))), "")
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return f"{path}: {kind} 값이어야 합니다."
    if kind == "string":
        return "" if re.fullmatch(schema["pattern"].strip("^$"), str(value)) else f"{path}: 쓸 수 없는 글자가 있거나 너무 깁니다."
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return "" if low <= value <= high else f"{path}: 범위를 벗어났습니다."


def _object(name: str, schema: Mapping[str, Any], shared: Mapping[str, Any]) -> Schema:
    if schema.get("additionalProperties") not in (None, False) or (not schema.get("properties") and schema.get("required")):
        raise _open(name)
    fields = {field: _value(name, inner, shared) for field, inner in schema.get("properties", {}).items()}
    required = [field for field in schema.get("required", ()) if field in fields]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _value(name: str, schema: Mapping[str, Any], shared: Mapping[str, Any]) -> Schema:
    if reference := schema.get("$ref"):
        return _value(name, shared[reference.rsplit("/", 1)[-1]], shared)
    if choices := [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]:
        return _value(name, choices[0], shared)
    kind = schema.get("type", "string" if "enum" in schema else None)
    if kind == "object":
        if not schema.get("properties"):
            raise _open(name)
        return _object(name, schema, shared)
    if kind == "array":
        return {"type": "array", "items": _value(name, schema.get("items", {}), shared), "maxItems": MOST_ITEMS}
    if kind not in _TYPES:
        raise _open(name)
    kept = {key: value for key, value in schema.items() if key in _KEPT and key != "format"}
    return {**kept, "type": kind, **({"pattern": TEXT} if kind == "string" and "enum" not in schema else {})}


def _object_violation(value: Any, schema: Schema, path: str) -> str:
    if not isinstance(value, dict):
        return f"{path}: 객체여야 합니다."
    if missing := [field for field in schema["required"] if field not in value]:
        return f"{path}: {', '.join(missing)}이(가) 빠졌습니다."
    if unknown := [field for field in value if field not in schema["properties"]]:
        return f"{path}: 모르는 인자입니다({', '.join(map(str, unknown))})."
    found = (violation(item, schema["properties"][field], f"{path}.{field}") for field, item in value.items())
    return next((bad for bad in found if bad), "")


def _open(name: str) -> SettingsError:
    return SettingsError(
        f"도구 '{name}'의 인자를 제한할 수 없습니다.", hint="인자마다 자료형(문자열, 수, 목록, 필드가 정해진 객체)을 적어 주세요."
    )

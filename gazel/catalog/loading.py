"""`load_catalog(folder)`: reads and validates every data file under data/insurance, or says which field is wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gazel.catalog.catalog import Catalog
from gazel.catalog.checks import check_all
from gazel.catalog.knowledge import Deadline, Document, Facility, Procedure, Statute, Term, Topic
from gazel.catalog.provenance import Row, Source
from gazel.catalog.reading import RawRow, read_rows, read_words
from gazel.catalog.rows import CodeGroup, Coverage, Family, Insurer, Plan, Product

ModelT = TypeVar("ModelT", bound=BaseModel)

FILES: dict[str, type[Row]] = {
    "insurers": Insurer,
    "products": Product,
    "families": Family,
    "code_groups": CodeGroup,
    "coverages": Coverage,
    "plans": Plan,
    "documents": Document,
    "deadlines": Deadline,
    "procedures": Procedure,
    "topics": Topic,
    "glossary": Term,
    "statutes": Statute,
    "facilities": Facility,
}
"""Data file (without .json) → the type of its rows; also the `kind` under which the rows are stored."""

KOREAN = {
    "missing": "필수 항목이 없습니다.",
    "extra_forbidden": "알 수 없는 항목입니다.",
    "literal_error": "정해진 값 중 하나여야 합니다({expected}).",
    "string_pattern_mismatch": "형식이 맞지 않습니다({pattern}).",
    "string_type": "문자열이어야 합니다.",
    "string_too_short": "빈 값을 둘 수 없습니다.",
    "too_short": "하나 이상 있어야 합니다.",
    "int_type": "정수여야 합니다.",
    "int_parsing": "정수여야 합니다.",
    "int_from_float": "정수여야 합니다.",
    "float_parsing": "숫자여야 합니다.",
    "float_type": "숫자여야 합니다.",
    "bool_parsing": "true 또는 false여야 합니다.",
    "greater_than": "{gt}보다 커야 합니다.",
    "greater_than_equal": "{ge} 이상이어야 합니다.",
    "less_than_equal": "{le} 이하여야 합니다.",
    "tuple_type": "목록이어야 합니다.",
}
"""What is said for each of pydantic's error types."""


def load_catalog(folder: Path) -> Catalog:
    """The catalogue in `folder` (data/insurance); raises CatalogError naming file, line and field of the first bad value."""
    sources = _sources(folder / "sources.json")
    tables: dict[str, dict[str, Row]] = {}
    raw: dict[str, dict[str, RawRow]] = {}
    for name, model in FILES.items():
        tables[name], raw[name] = _table(folder / f"{name}.json", model, sources)
    catalog = Catalog.of(tables, read_words(folder / "ordinary_words.txt"))
    check_all(catalog, raw)
    return catalog


def _sources(path: Path) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for row in read_rows(path):
        source = _validated(row, Source, row.values)
        if source.id in found:
            raise row.error(("id",), f"'{source.id}'이(가) 두 번 나옵니다.")
        found[source.id] = source
    return found


def _table(path: Path, model: type[Row], sources: Mapping[str, Source]) -> tuple[dict[str, Row], dict[str, RawRow]]:
    rows: dict[str, Row] = {}
    raw: dict[str, RawRow] = {}
    for item in read_rows(path):
        row = _validated(item, model, _with_provenance(item, sources))
        if row.id in rows:
            raise item.error(("id",), f"'{row.id}'이(가) 두 번 나옵니다(먼저 {raw[row.id].line}행).")
        rows[row.id], raw[row.id] = row, item
    return rows, raw


def _validated(row: RawRow, model: type[ModelT], values: dict[str, Any]) -> ModelT:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        said = KOREAN.get(first["type"], "값이 올바르지 않습니다({msg}).").format(msg=first["msg"], **first.get("ctx", {}))
        raise row.error(tuple(first["loc"]), said) from None


def _with_provenance(row: RawRow, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The row's values with each short `prov` filled up from the document it names."""
    values = dict(row.values)
    values["prov"] = _resolved(row, ("prov",), values.get("prov"), sources)
    if isinstance(values.get("statements"), list):
        values["statements"] = [
            {**item, "prov": _resolved(row, ("statements", index, "prov"), item.get("prov"), sources)}
            if isinstance(item, dict)
            else item
            for index, item in enumerate(values["statements"])
        ]
    return values


def _resolved(row: RawRow, at: tuple[str | int, ...], prov: object, sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    given = prov if isinstance(prov, list) else [prov]
    if prov is None or not given:
        raise row.error(at, "출처(prov)가 없습니다. 모든 행과 문장에는 출처가 있어야 합니다.")
    return [_provenance(row, (*at, index), item, sources) for index, item in enumerate(given)]


def _provenance(row: RawRow, at: tuple[str | int, ...], item: object, sources: Mapping[str, Source]) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise row.error(at, "출처는 { source, page, grade, class } 객체여야 합니다.")
    source = sources.get(item.get("source", ""))
    if source is None:
        raise row.error((*at, "source"), f"sources.json에 없는 출처입니다({item.get('source')!r}).")
    own = {("source_class" if key == "class" else key): value for key, value in item.items()}
    if "source_class" not in own:
        raise row.error((*at, "class"), "필수 항목이 없습니다.")
    return {**source.model_dump(exclude={"id", "note"}), **own}

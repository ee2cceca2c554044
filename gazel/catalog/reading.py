"""Reading a data file (a JSON array of rows) so that a complaint can name file, line and field."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazel.errors import CatalogError

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One object of a data file with the line it starts at and its own text."""

    path: Path
    line: int
    text: str
    values: dict[str, Any]

    def error(self, location: Sequence[str | int], message: str) -> CatalogError:
        """A complaint about the field at `location`, e.g. ('statements', 2, 'text')."""
        line = self.line + self.text.count("\n", 0, _offset(self.text, location))
        field = ".".join(str(part) for part in location) or "행 전체"
        return catalog_error(self.path, line, field, message)


def catalog_error(path: Path, line: int, field: str, message: str) -> CatalogError:
    """The one form of a complaint about a data file."""
    return CatalogError(f"자료 파일 {path.name} {line}행 '{field}' 항목: {message}", hint="해당 행을 고친 뒤 다시 실행해 주세요.")


def read_words(path: Path) -> frozenset[str]:
    """The words of a text file, one a line; lines that begin with # are remarks."""
    lines = (line.strip() for line in _read(path).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def read_rows(path: Path) -> Iterator[RawRow]:
    """The rows of a JSON array file, in order; raises CatalogError where it is no such file."""
    text = _read(path)
    position = _skip(text, 0)
    if not text.startswith("[", position):
        raise catalog_error(path, 1, "파일", "행의 목록([ … ])으로 시작해야 합니다.")
    position = _skip(text, position + 1)
    line, counted = 1, 0
    while not text.startswith("]", position):
        line, counted = line + text.count("\n", counted, position), position
        values, end = _decode(path, text, position)
        if not isinstance(values, dict):
            raise catalog_error(path, line, "행 전체", "각 행은 { … } 객체여야 합니다.")
        yield RawRow(path, line, text[position:end], values)
        position = _skip(text, end)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise catalog_error(path, 1, "파일", f"파일이 없습니다({path}).") from None
    except UnicodeDecodeError as error:
        raise catalog_error(path, 1, "파일", f"UTF-8로 읽을 수 없습니다({error.reason}).") from None


def _decode(path: Path, text: str, position: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise catalog_error(
            path, error.lineno, "JSON", f"JSON 문법이 맞지 않습니다({error.msg}, {error.colno}번째 글자)."
        ) from None


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _offset(text: str, location: Sequence[str | int]) -> int:
    """Where in a row's text the field at `location` stands; the nearest enclosing value where it is missing."""
    position = 0
    for part in location:
        inside = _item(text, position, part) if isinstance(part, int) else _member(text, position, part)
        if inside is None:
            break
        position = inside
    return position


def _item(text: str, position: int, index: int) -> int | None:
    if not text.startswith("[", position):
        return position if index == 0 else None
    position = _skip(text, position + 1)
    for _ in range(index):
        if text.startswith("]", position):
            return None
        position = _skip(text, _DECODER.raw_decode(text, position)[1])
    return position


def _member(text: str, position: int, name: str) -> int | None:
    if not text.startswith("{", position):
        return None
    position = _skip(text, position + 1)
    while not text.startswith("}", position):
        key, end = _DECODER.raw_decode(text, position)
        value_at = _skip(text, text.index(":", end) + 1)
        if key == name:
            return value_at
        position = _skip(text, _DECODER.raw_decode(text, value_at)[1])
    return None

"""`gazel calc`: the rule functions on JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gazel.errors import RuleError
from gazel.insurance import calc as rules


def calc(
    fn: Annotated[str | None, typer.Argument(help="함수 이름")] = None,
    json_: Annotated[str | None, typer.Option("--json", help="입력 JSON")] = None,
    file: Annotated[Path | None, typer.Option(help="한 줄에 한 사례인 JSON-lines 파일")] = None,
) -> None:
    """Compute one case, or each line of a file in order; a line is {"fn", "input"}, or the input alone where FN is given."""
    if file is not None:
        for line in _lines(file):
            print(json.dumps(_answer(line, fn), ensure_ascii=False))
    elif fn is None:
        print("\n".join(sorted(rules.FUNCTIONS)))
    else:
        print(json.dumps(rules.run(fn, _object(json_ or "{}")).as_dict(), ensure_ascii=False))


def _lines(file: Path) -> Iterator[bytes]:
    """The file's lines, the blank ones too; raises RuleError where it cannot be read."""
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as error:
        raise RuleError(f"파일 '{file}'을(를) 읽을 수 없습니다({error.strerror}).", hint="경로를 확인하세요.") from error


def _answer(line: bytes, fn: str | None) -> dict[str, Any]:
    """One line's result; a line that cannot be computed says why and does not stop the others."""
    try:
        case = _object(_text(line))
        if "fn" not in case and fn is not None:
            return rules.run(fn, case).as_dict()
        if fn is not None and case["fn"] != fn:
            raise RuleError(f"이 줄의 함수 {case['fn']!r}이(가) 명령의 {fn!r}와(과) 다릅니다.", hint="둘 중 하나를 고치세요.")
        if not isinstance(case.get("fn"), str):
            raise RuleError("함수 이름이 없습니다.", hint='{"fn": "insurance_age", "input": {…}}처럼 적어 주세요.')
        return rules.run(case["fn"], case.get("input", {})).as_dict()
    except RuleError as error:
        return {"error": str(error)}


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError("UTF-8 글자가 아닙니다.", hint="파일을 UTF-8로 저장하세요.") from error


def _object(text: str) -> dict[str, Any]:
    if not text.strip():
        raise RuleError("빈 줄입니다.", hint="한 줄에 사례 하나를 적어 주세요.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RuleError(f"JSON을 읽을 수 없습니다: {error}.", hint="중괄호와 따옴표를 확인하세요.") from error
    if not isinstance(value, dict):
        raise RuleError("입력은 JSON 객체여야 합니다.", hint='예: {"birth": "1990-01-01", "contract": "2026-01-01"}')
    return value

"""`gazel calc`: the rule functions on JSON."""

import json
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
    """Compute one case, or each line of a file in order."""
    if file is not None:
        for line in file.read_text().splitlines():
            if line.strip():
                print(json.dumps(_case(line), ensure_ascii=False))
        return
    if fn is None:
        print("\n".join(sorted(rules.FUNCTIONS)))
        return
    print(json.dumps(rules.run(fn, _object(json_ or "{}")).as_dict(), ensure_ascii=False))


def _case(line: str) -> dict[str, Any]:
    """One line's result; a line that cannot be computed says why and does not stop the others."""
    try:
        case = _object(line)
        return rules.run(str(case.get("fn")), case.get("input", {})).as_dict()
    except RuleError as error:
        return {"error": str(error)}


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RuleError(f"JSON을 읽을 수 없습니다: {error}.", hint="중괄호와 따옴표를 확인하세요.") from error
    if not isinstance(value, dict):
        raise RuleError("입력은 JSON 객체여야 합니다.", hint='예: {"birth": "1990-01-01", "contract": "2026-01-01"}')
    return value

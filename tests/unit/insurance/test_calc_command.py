"""`gazel calc`: one line out for each line in, whatever the line is."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gazel.cli import app
from gazel.errors import RuleError

CASE = '{"fn": "insurance_age", "input": {"birth": "1995-04-02", "contract": "2025-10-02"}}'
BARE = '{"birth": "1995-04-02", "contract": "2025-10-02"}'
BAD_LINES = {
    "blank": b"",
    "no JSON": b"{bad",
    "no object": b"[]",
    "no function": b'{"input": {}}',
    "unknown function": b'{"fn": "nope", "input": {}}',
    "input no object": b'{"fn": "insurance_age", "input": [1]}',
    "wrong type": b'{"fn": "insurance_age", "input": {"birth": 1}}',
    "unknown field": b'{"fn": "insurance_age", "input": {"zz": 1}}',
    "half a character as a field": b'{"fn": "insurance_age", "input": {"\\ud800": 1}}',
    "half a character as a value": b'{"fn": "comparison_guard", "input": {"left": {"age": "\\ud800"}, "right": {}}}',
    "half a character as a function": b'{"fn": "\\ud800", "input": {}}',
    "number without end": b'{"fn": "hospital_days", "input": {"days": ' + b"9" * 5000 + b"}}",
    "nested without end": b'{"a":' * 100_000,
    "no UTF-8": b"\xff\xfe",
    "no number": b'{"fn": "comparison_guard", "input": {"left": {"age": NaN}, "right": {}}}',
}


def lines(*args: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(app, ["calc", *args], catch_exceptions=False)
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def test_each_line_gives_a_line_in_order(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\n".join([CASE.encode(), *BAD_LINES.values(), CASE.encode()]) + b"\n")
    first, *bad, last = lines("--file", str(file))
    assert first["result"]["age"] == last["result"]["age"] == 31
    assert len(bad) == len(BAD_LINES)
    for (name, _), answer in zip(BAD_LINES.items(), bad, strict=True):
        assert set(answer) == {"error"}, name
        assert any("가" <= letter <= "힣" for letter in answer["error"]), name


def test_a_named_function_takes_bare_inputs_and_whole_cases(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f"{BARE}\r\n{CASE}".encode())
    assert [line["result"]["age"] for line in lines("insurance_age", "--file", str(file))] == [31, 31]


def test_a_case_of_another_function_than_named_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(CASE)
    assert "insurance_age" in lines("classify", "--file", str(file))[0]["error"]


@pytest.mark.parametrize("path", ["absent.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, path: str) -> None:
    with pytest.raises(RuleError, match="읽을 수 없습니다"):
        CliRunner().invoke(app, ["calc", "--file", str(tmp_path / path)], catch_exceptions=False)


@pytest.mark.parametrize("text", ['{"a"', '{"a":' * 100_000, '{"days": ' + "9" * 5000 + "}", '{"\\ud800": 1}'])
def test_one_case_that_cannot_be_read_is_said_so(text: str) -> None:
    with pytest.raises(RuleError):
        CliRunner().invoke(app, ["calc", "hospital_days", "--json", text], catch_exceptions=False)

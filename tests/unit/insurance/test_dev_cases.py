"""The published example cases of the twelve calculation functions."""

import json
from pathlib import Path
from typing import Any

import pytest

from gazel.insurance.calc import run

CASES = [
    json.loads(line) for line in (Path(__file__).parents[3] / "data/eval/calc_cases_dev.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['fn']}")
def test_case_gives_the_expected_fields(case: dict[str, Any]) -> None:
    out = json.loads(json.dumps(run(case["fn"], case["input"]).as_dict()))
    expected = dict(case["expected"])
    assert set(expected.pop("warnings_include", [])) <= set(out["warnings"])
    assert out["status"] == expected.pop("status", out["status"])
    assert {name: out["result"][name] for name in expected} == expected
    assert out["rule_ids"]
    assert out["steps"]
    assert all(citation["text"] for citation in out["citations"])

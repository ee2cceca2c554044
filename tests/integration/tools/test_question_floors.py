"""Every question file through the whole workflow on a real PostgreSQL, with a floor under its rate."""

from pathlib import Path

import pytest

from gazel.runtime import Runtime
from gazel.workflow.evaluation import evaluate, read_questions

EVAL = Path(__file__).parents[3] / "data" / "eval"


@pytest.mark.parametrize(
    ("file", "floor"),
    [
        ("questions_dev", 0.97),
        ("questions_own", 0.99),
        ("questions_blind", 0.97),
        ("questions_blind2", 0.96),
        ("questions_blind3", 0.96),
        ("questions_blind4", 0.95),
        ("questions_blind5", 0.95),
        ("questions_blind6", 0.95),
        ("questions_blind7", 0.95),
        ("questions_blind8", 0.95),
        ("questions_blind9", 0.95),
    ],
)
def test_a_question_file_keeps_its_floor(gazel: Runtime, file: str, floor: float) -> None:
    results = list(evaluate(read_questions(EVAL / f"{file}.jsonl"), gazel.runs, gazel.customers))
    missed = {result.id: result.reasons for result in results if not result.passed}
    assert 1 - len(missed) / len(results) >= floor, missed

"""The project's own questions that need no memory, through guard, plan, tools and prose."""

import pytest
from fix_adviser import Adviser, misses, needs_memory, own_questions

QUESTIONS = [row for row in own_questions() if not needs_memory(row)]


def test_there_are_enough_questions_and_no_two_alike() -> None:
    rows = own_questions()
    assert len(rows) >= 80
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: f"{row['id']} {row['text'][:40]}")
def test_question(row: dict[str, object]) -> None:
    assert misses(row, Adviser()) == []

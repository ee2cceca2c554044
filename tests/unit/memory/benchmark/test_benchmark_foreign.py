"""LoCoMo's and LongMemEval's JSON as pools of turns with questions."""

import json
from pathlib import Path

import pytest

from gazel.errors import CatalogError
from gazel.memory.benchmark.foreign import read_pools

LOCOMO = {
    "sample_id": "conv-1",
    "conversation": {
        "speaker_a": "Ann", "speaker_b": "Bo", "session_1_date_time": "1 May 2023",
        "session_1": [
            {"speaker": "Ann", "dia_id": "D1:1", "text": "I got a dog."},
            {"speaker": "Bo", "dia_id": "D1:2", "text": "Look!", "blip_caption": "a red kite"},
        ],
        "session_2": [{"speaker": "Ann", "dia_id": "D2:1", "text": "It barks."}],
    },
    "qa": [
        {"question": "What did Ann get?", "answer": "a dog", "evidence": ["D1:1; D2:1"], "category": 1},
        {"question": "Never said?", "adversarial_answer": "x", "evidence": [], "category": 5},
    ],
}  # fmt: skip
LONGMEMEVAL = {
    "question_id": "q1", "question_type": "multi-session", "question": "How many?", "answer": "2",
    "haystack_session_ids": ["s1", "s2"], "answer_session_ids": ["s2"],
    "haystack_sessions": [
        [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}],
        [{"role": "assistant", "content": "welcome"}, {"role": "user", "content": "two", "has_answer": True},
         {"role": "assistant", "content": "ok"}, {"role": "user", "content": "bye"}],
    ],
}  # fmt: skip


def written(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "file.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


def test_locomo(tmp_path: Path) -> None:
    (pool,) = read_pools([written(tmp_path, LOCOMO)], together=False)
    assert [turn.id for turn in pool.turns] == ["conv-1/D1:1", "conv-1/D1:2", "conv-1/D2:1"]
    assert pool.turns[1].text == "Bo: Look! [a red kite]"
    (question,) = pool.questions
    assert question.turns == ("conv-1/D1:1", "conv-1/D2:1")
    assert question.sessions == ("conv-1/session_1", "conv-1/session_2")
    assert question.type == "multi_hop"


def test_longmemeval(tmp_path: Path) -> None:
    (pool,) = read_pools([written(tmp_path, LONGMEMEVAL)], together=False)
    assert [(turn.session, turn.text, turn.reply) for turn in pool.turns] == [
        ("s1", "hi", "hello"), ("s2", "welcome", ""), ("s2", "two", "ok"), ("s2", "bye", ""),
    ]  # fmt: skip
    assert pool.questions[0].turns == ("s2#1",)
    assert pool.questions[0].sessions == ("s2",)


def test_one_pool_of_everything_keeps_each_session_once(tmp_path: Path) -> None:
    second = {**LONGMEMEVAL, "question_id": "q2", "haystack_session_ids": ["s1", "s3"], "answer_session_ids": ["s3"]}
    (pool,) = read_pools([written(tmp_path, LONGMEMEVAL, second)], together=True)
    assert [turn.session for turn in pool.turns] == ["s1", "s2", "s2", "s2", "s3", "s3", "s3"]
    assert len(pool.questions) == 2


def test_a_question_that_nothing_answers_is_not_asked(tmp_path: Path) -> None:
    (pool,) = read_pools([written(tmp_path, {**LONGMEMEVAL, "question_id": "q1_abs"})], together=False)
    assert pool.questions == ()


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="LoCoMo"):
        read_pools([written(tmp_path, {"text": "x"})], together=False)

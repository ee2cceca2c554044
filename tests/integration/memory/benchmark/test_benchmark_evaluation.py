"""A small evaluation of two customers through the real engine, with floors, and the retrieval bench on a made-up file."""

import json
from pathlib import Path

from gazel.db.database import Database
from gazel.memory.assembly import embedder_of
from gazel.memory.benchmark.data import Benchmark, load_benchmark
from gazel.memory.benchmark.evaluation import evaluate_memory
from gazel.memory.benchmark.retrieval import bench_retrieval
from gazel.settings import settings


def small(benchmark: Benchmark) -> Benchmark:
    """Two customers with all their evidence, every second filler and every second question."""
    two = benchmark.only({"c02", "c09"})
    turns = tuple(turn for n, turn in enumerate(two.turns) if turn.kind == "evidence" or n % 2 == 0)
    return Benchmark(two.customers, turns, two.questions[::2], two.facts)


def test_recall_stays_above_its_floors_for_every_leg_and_type(database: Database) -> None:
    measured = evaluate_memory(small(load_benchmark(settings().data)), database, settings())
    json.dumps(measured)
    for part in ("dev", "heldout"):
        result, extraction = measured[part], measured["extraction"][part]
        assert result["leaks"] == 0
        assert result["recall_at_10"] >= 0.8
        assert result["recall_at_10"] > result["legs"]["postgres_store"]["recall_at_10"]
        assert result["abstention"]["silent_though_known"] <= 0.1
        assert extraction["junk_with_facts"] == 0
        assert extraction["precision"] >= 0.85
        assert {"fused", "dense", "bm25", "bm25_only", "dense_only", "postgres_store"} <= set(result["legs"])
        assert {"single_fact", "multi_hop", "temporal", "changed_fact", "negative"} <= set(result["by_type"])


def test_others_files_are_measured_with_the_same_measures(database: Database, tmp_path: Path) -> None:
    said = {"D1:1": "I adopted a grey parrot.", "D1:2": "We flew to Lisbon.", "D1:3": "My sister plays the cello."}
    turns = [{"speaker": "Ann", "dia_id": id, "text": text} for id, text in said.items()]
    asked = {"What colour is the parrot?": "D1:1", "Which instrument does the sister play?": "D1:3"}
    qa = [{"question": question, "answer": "", "evidence": [id], "category": 4} for question, id in asked.items()]
    file = tmp_path / "locomo.json"
    file.write_text(json.dumps([{"sample_id": "x", "conversation": {"session_1": turns}, "qa": qa}]), encoding="utf-8")
    report = bench_retrieval([file], embedder_of(settings()), database, settings())
    assert report["questions"] == 2
    assert report["legs"]["fused"]["turn"]["mrr"] == 1.0
    assert report["by_type"]["single_hop"]["session"]["all_at_5"] == 1.0


def test_what_was_said_after_the_question_does_not_answer_it(database: Database, tmp_path: Path) -> None:
    row = {
        "question_id": "q", "question_type": "knowledge-update", "question": "What is the name of my parrot?",
        "question_date": "2023/05/01 (Mon) 10:00", "haystack_dates": ["2023/04/01 (Sat) 10:00", "2023/06/01 (Thu) 10:00"],
        "haystack_session_ids": ["before", "after"], "answer_session_ids": ["before"],
        "haystack_sessions": [
            [{"role": "user", "content": "My parrot learned a new word yesterday.", "has_answer": True}],
            [{"role": "user", "content": "The name of my parrot is Kiwi."}],
        ],
    }  # fmt: skip
    file = tmp_path / "longmemeval.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    report = bench_retrieval([file], embedder_of(settings()), database, settings())
    assert report["legs"]["fused"]["turn"]["mrr"] == 1.0
    assert report["legs"]["fused"]["session"]["mrr"] == 1.0

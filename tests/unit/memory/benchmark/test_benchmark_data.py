"""The shipped conversations are what README.md says: big enough, labelled soundly, fictional, varied."""

import re
import runpy
from collections import Counter
from pathlib import Path

import pytest

from gazel.memory.benchmark.data import FOLDER, Benchmark, load_benchmark, problems
from gazel.memory.extraction.preference import INSURERS
from gazel.settings import ROOT, settings


@pytest.fixture(scope="module")
def benchmark() -> Benchmark:
    return load_benchmark(settings().data)


def test_no_label_is_wrong(benchmark: Benchmark) -> None:
    assert list(problems(benchmark)) == []


def test_it_is_as_large_as_promised(benchmark: Benchmark) -> None:
    sessions = {(turn.customer, turn.thread) for turn in benchmark.turns}
    assert len(benchmark.customers) >= 12
    assert all(sum(customer == c.id for customer, _ in sessions) == 20 for c in benchmark.customers)
    assert len(benchmark.turns) >= 1500
    assert len(benchmark.questions) >= 400
    assert {c.part for c in benchmark.customers} == {"dev", "heldout"}
    assert sum(file.stat().st_size for file in (settings().data / FOLDER).rglob("*")) < 3_000_000


@pytest.mark.parametrize("part", ["dev", "heldout"])
def test_both_parts_have_every_type_of_question(benchmark: Benchmark, part: str) -> None:
    counts = Counter(question.type for question in benchmark.questions if benchmark.part_of(question.customer) == part)
    assert len(counts) == 8
    assert min(counts.values()) >= 15


def test_every_customer_says_he_is_made_up(benchmark: Benchmark) -> None:
    assert all(customer.name.endswith("(가상)") for customer in benchmark.customers)


def test_no_sum_stands_beside_a_real_insurer(benchmark: Benchmark) -> None:
    said = [f"{turn.question} {turn.answer}" for turn in benchmark.turns]
    assert not [text for text in said if re.search(INSURERS, text) and re.search(r"\d", text)]


def test_hardly_anything_is_said_twice_by_one_customer(benchmark: Benchmark) -> None:
    counts = Counter((turn.customer, turn.question) for turn in benchmark.turns)
    assert max(counts.values()) == 1


def test_parts_share_no_evidence_and_no_question(benchmark: Benchmark) -> None:
    told = [
        {turn.question for turn in benchmark.turns if turn.kind == "evidence" and benchmark.part_of(turn.customer) == part}
        for part in ("dev", "heldout")
    ]
    assert not told[0] & told[1]


def test_the_script_makes_these_very_files(benchmark: Benchmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = runpy.run_path(str(ROOT / "scripts/make_memory_benchmark.py"))
    folder = settings().data / FOLDER
    (tmp_path / "source").symlink_to(folder / "source")
    monkeypatch.setitem(made["main"].__globals__, "FOLDER", tmp_path)
    made["main"]()
    for name in ("customers.jsonl", "conversations.jsonl", "facts.jsonl", "questions.jsonl"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()

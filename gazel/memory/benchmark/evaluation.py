"""`run`: the shipped benchmark through the real engine on a database of its own, beside the baselines."""

from typing import Any

from gazel.db.database import Database
from gazel.memory.assembly import analyzer_of, embedder_of, manager_of, store_of
from gazel.memory.benchmark.data import Benchmark, load_benchmark
from gazel.memory.benchmark.extraction import evaluate_extraction
from gazel.memory.benchmark.filling import fill_engine, filled_reference, prepare, scope_of, scratch_database
from gazel.memory.benchmark.rankers import asked, engine, legs, postgres_store
from gazel.memory.benchmark.report import ENGINE, report
from gazel.retrieval.lexical import KoreanAnalyzer
from gazel.settings import Settings

PARTS = ("dev", "heldout")


def run(server: Database, chosen: Settings) -> dict[str, Any]:
    """{"dev": …, "heldout": …, "extraction": …} of the whole benchmark; a scratch database is created and dropped."""
    benchmark = load_benchmark(chosen.data)
    with scratch_database(server) as database:
        prepare(database, chosen)
        return evaluate_memory(benchmark, database, chosen)


def evaluate_memory(benchmark: Benchmark, database: Database, chosen: Settings) -> dict[str, Any]:
    """Tell every conversation to the engine on an empty `database`, consolidate, ask all questions of every ranker."""
    memory, embedder = manager_of(database, chosen), embedder_of(chosen)
    fill_engine(memory, benchmark, chosen.data)
    for customer in benchmark.customers:
        memory.consolidate(scope_of(customer.id), now=max(turn.at for turn in benchmark.turns if turn.customer == customer.id))
    with filled_reference(database.url(), embedder, benchmark.turns) as reference:
        rankers = {
            ENGINE: engine(memory),
            **legs(store_of(database, chosen), embedder),
            "postgres_store": postgres_store(reference),
        }
        answers = {name: asked(ranker, benchmark.questions) for name, ranker in rankers.items()}
    named = naming_questions(benchmark, analyzer_of(chosen))
    result: dict[str, Any] = {}
    for part in PARTS:
        chosen_ones = [i for i, q in enumerate(benchmark.questions) if benchmark.part_of(q.customer) == part]
        if chosen_ones:
            of_part = {name: [given[i] for i in chosen_ones] for name, given in answers.items()}
            result[part] = report([benchmark.questions[i] for i in chosen_ones], of_part, named)
    result["extraction"] = {
        part: _counts(evaluate_extraction(benchmark.only({c.id for c in benchmark.customers if c.part == part})))
        for part in result
    }
    return result


def naming_questions(benchmark: Benchmark, analyzer: KoreanAnalyzer) -> set[str]:
    """Ids of the questions that share a content word with each of their evidence turns; the others only mean it."""
    said = {turn.id: set(analyzer.analyze(turn.question)) for turn in benchmark.turns if turn.kind == "evidence"}
    named = set()
    for question in benchmark.questions:
        words = {word for word in analyzer.analyze(question.question) if not word.isdigit()}
        if question.answerable and all(words & said[id] for id in question.evidence):
            named.add(question.id)
    return named


def _counts(extraction: dict[str, Any]) -> dict[str, Any]:
    """Without the single examples."""
    return {name: value for name, value in extraction.items() if name not in ("wrong", "missed")}

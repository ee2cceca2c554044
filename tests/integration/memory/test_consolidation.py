"""Consolidation: what it merges, folds and fades; twice is once; a failure changes nothing; the queue survives."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from fix_memory import START, Say

from gazel.db.database import Database
from gazel.memory import consolidation
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.queue import TIDY, defer_consolidation, waiting
from gazel.memory.types import Scope
from gazel.memory.worker import ConsolidationWorker, queue_app, work_off
from gazel.settings import settings

NOW = START + timedelta(days=20)


def snapshot(memory: HierarchicalMemoryManager, scope: Scope) -> list:
    return memory.timeline(scope, limit=1000)


def test_a_policy_named_more_and_less_precisely_becomes_one_fact(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("지금 보험은 실손 하나만 있어요", day=0)
    say("4세대 실손 가지고 있어요", day=1)
    report = memory.consolidate(kim, now=NOW)
    (fact,) = memory.facts(kim, as_of=NOW)
    assert report.merged == 1
    assert (fact["facet"], fact["proof_count"], len(fact["evidence"])) == ("4세대 실손", 2, 2)


def test_different_sums_are_not_merged(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("보험료는 월 4만원까지 괜찮아요. 소득은 안정적이에요", day=0)
    assert memory.consolidate(kim, now=NOW).merged == 0


def test_repeated_handling_becomes_a_procedure(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    for day in range(3):
        say(f"유사암 진단비 {day + 1}번째 질문이요?", day=day, tools=("coverage_search", "payout_calc"))
    assert memory.consolidate(kim, now=NOW).folded == 1
    (procedure,) = memory.timeline(kim, kind="procedural")
    assert procedure["row"]["outline"] == "coverage_search → payout_calc"
    assert procedure["row"]["success_count"] == 3


def test_an_interest_fades_but_what_was_said_and_stated_stays(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    for day in range(3):
        say(f"유사암 {day}번 질문이요?", day=day)
    say("보험료 싼 게 좋아요", day=3)
    assert memory.consolidate(kim, now=NOW).decayed == 0
    later = START + timedelta(days=5 * settings().decay_half_life_days)
    assert memory.consolidate(kim, now=later).decayed == 1
    assert [fact["slot"] for fact in memory.facts(kim, as_of=later)] == ["preference"]
    assert memory.count(kim)["episodic"] == 4


def test_twice_changes_nothing_more(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("지금 보험은 실손 하나만 있어요", day=0)
    say("4세대 실손 가지고 있어요", day=1)
    for day in range(3):
        say(f"유사암 {day}번 질문이요?", day=day, tools=("coverage_search",))
    assert memory.consolidate(kim, now=NOW).changed
    before = snapshot(memory, kim)
    assert not memory.consolidate(kim, now=NOW).changed
    assert snapshot(memory, kim) == before


def test_a_failure_in_the_middle_leaves_the_old(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("지금 보험은 실손 하나만 있어요", day=0)
    say("4세대 실손 가지고 있어요", day=1)
    before = snapshot(memory, kim)

    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("정전")

    monkeypatch.setattr(consolidation.ledger, "append", crash)
    with pytest.raises(RuntimeError):
        memory.consolidate(kim, now=NOW)
    assert snapshot(memory, kim) == before


def test_a_turn_written_meanwhile_is_not_lost(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("지금 보험은 실손 하나만 있어요", day=0)
    say("4세대 실손 가지고 있어요", day=1)
    plan = consolidation.Consolidating._plan
    calls: list[int] = []

    def interrupted(self: consolidation.Consolidating, *args: object) -> object:
        if not calls:
            say("저는 실손 있어요", day=2)
        calls.append(1)
        return plan(self, *args)

    monkeypatch.setattr(consolidation.Consolidating, "_plan", interrupted)
    memory.consolidate(kim, now=NOW)
    (fact,) = memory.facts(kim, as_of=NOW, slots=["existing_policy"])
    assert len(calls) == 2
    assert fact["proof_count"] == 3


def test_writes_queue_one_consolidation_and_a_worker_does_it(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database, database_url: str
) -> None:
    for day in range(settings().consolidate_after + 2):
        say(f"유사암 {day}번 질문이요?", day=day, tools=("coverage_search",))
    with database.connection() as connection:
        assert waiting(connection, kim) == 1
    work_off(database_url, memory.consolidate, memory.sweep)
    with database.connection() as connection:
        assert waiting(connection, kim) == 0
    assert memory.count(kim)["procedural"] == 1


def test_a_job_of_a_dead_worker_is_done_by_the_next(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database, database_url: str
) -> None:
    for day in range(3):
        say(f"유사암 {day}번 질문이요?", day=day, tools=("coverage_search",))
    with database.connection() as connection:
        defer_consolidation(connection, kim)
        connection.execute("insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour')")
        connection.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = (select max(id) from procrastinate_workers)"
        )
        defer_consolidation(connection, kim)  # written after the dead worker took its job
        assert waiting(connection, kim) == 2
    work_off(database_url, memory.consolidate, memory.sweep)
    with database.connection() as connection:
        assert waiting(connection, kim) == 0
    assert memory.count(kim)["procedural"] == 1


def test_the_background_worker_starts_works_and_stops(
    memory: HierarchicalMemoryManager, kim: Scope, database: Database, database_url: str
) -> None:
    from threading import Event

    done = Event()
    worker = ConsolidationWorker(lambda: database_url, lambda scope: done.set(), memory.sweep)
    worker.start()
    with database.connection() as connection:
        defer_consolidation(connection, kim)
    assert done.wait(20)
    worker.stop()
    assert not any(thread.name == "gazel-worker" and thread.is_alive() for thread in __import__("threading").enumerate())


def test_a_rolled_back_turn_queues_nothing(memory: HierarchicalMemoryManager, kim: Scope, database: Database) -> None:
    def fail_after_deferring() -> None:
        with database.connection() as connection:
            defer_consolidation(connection, kim)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_deferring()
    with database.connection() as connection:
        assert waiting(connection, kim) == 0


def test_counting_starts_anew_after_a_consolidation(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    say("안녕하세요")
    memory.consolidate(kim, now=datetime.now(UTC))
    with database.connection() as connection:
        row = connection.execute("select writes_since_consolidation as n from memory_state where customer = 'kim'").fetchone()
    assert row == {"n": 0}


def test_two_workers_share_the_jobs(say: Say, memory: HierarchicalMemoryManager, database: Database, database_url: str) -> None:
    scopes = [Scope("demo", f"c{number}") for number in range(8)]
    for scope in scopes:
        say("지금 보험은 실손 하나만 있어요", day=0, scope=scope)
        say("4세대 실손 가지고 있어요", day=1, scope=scope)
        with database.connection() as connection:
            defer_consolidation(connection, scope)
    met, done = Barrier(2), Counter[str]()
    at_once: list[Scope] = []

    def consolidate(scope: Scope) -> None:
        if len(at_once) < 2:
            met.wait(30)  # each worker holds a job before either goes on
            at_once.append(scope)
        memory.consolidate(scope, now=NOW)
        done[scope.customer] += 1

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _: work_off(database_url, consolidate, memory.sweep), range(2)))
    assert len(set(at_once)) == 2
    assert done == Counter(scope.customer for scope in scopes)
    assert all(len(memory.facts(scope, as_of=NOW)) == 1 for scope in scopes)


def test_every_hour_a_worker_tidies_up(memory: HierarchicalMemoryManager, database: Database, database_url: str) -> None:
    app = queue_app(database_url, memory.consolidate, memory.sweep)
    assert [(task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()] == [(TIDY, "23 * * * *")]
    tidied: list[bool] = []
    with database.connection() as connection:
        connection.execute(
            """select procrastinate_defer_jobs_v1(array[
                   row('memory', %s, 0, null, null, '{"timestamp": 0}'::jsonb, null)::procrastinate_job_to_defer_v1])""",
            [TIDY],
        )
    work_off(database_url, memory.consolidate, lambda: tidied.append(True))
    assert tidied  # a worker that starts at its own minute tidies up once more

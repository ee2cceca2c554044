"""Runs outlive their readers, keep every event, and lose nothing that was said."""

import threading
from datetime import date

import psycopg
import pytest

from gazel.errors import DatabaseUnavailable, QuestionRejected, UnknownCustomer, UnknownRun
from gazel.events import MemoryWritten, NodeStarted, RunFailed, RunFinished, ToolCalled, ToolReturned
from gazel.runtime import Runtime
from gazel.settings import Settings

COVERAGE = "삼성화재의 갑상선암 보장에 대하여 알려줘"


def test_a_run_tells_its_whole_story_in_order(gazel: Runtime) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    events = list(gazel.runs.follow(run_id))
    assert [event.seq for event in events] == list(range(len(events)))
    nodes = [event.node for event in events if isinstance(event, NodeStarted)]
    assert nodes == ["guard", "understand", "recall", "act", "tools", "act", "compose", "verify", "memory_update"]
    called = {event.call_id for event in events if isinstance(event, ToolCalled)}
    assert called == {event.call_id for event in events if isinstance(event, ToolReturned)}
    assert called
    assert isinstance(events[-1], RunFinished)
    assert any(isinstance(event, MemoryWritten) and event.kind == "episodic" for event in events)


def test_what_is_stored_is_what_was_followed_from_any_event_on(gazel: Runtime) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    live = list(gazel.runs.follow(run_id))
    for start in (0, 1, len(live) // 2, len(live) - 1):
        assert list(gazel.runs.follow(run_id, start=start)) == live[start:]


def test_readers_that_come_and_go_do_not_disturb_a_run(gazel: Runtime) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    leaving = gazel.runs.follow(run_id)
    next(leaving)
    leaving.close()
    seen: list[int] = []
    readers = [threading.Thread(target=lambda: seen.append(len(list(gazel.runs.follow(run_id))))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(set(seen)) == 1


def test_two_presses_of_the_same_button_are_one_run(gazel: Runtime) -> None:
    first = gazel.runs.start("gaon", "t1", COVERAGE, request_id="press-1")
    second = gazel.runs.start("gaon", "t1", COVERAGE, request_id="press-1")
    assert first == second
    gazel.runs.wait(first)
    assert len(gazel.runs.latest("gaon", "t1")) == 1


def test_another_process_follows_the_same_run(gazel: Runtime, database_url: str) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    other = Runtime(Settings(database_url=database_url))
    try:
        assert list(other.runs.follow(run_id))[-1].type == "run.finished"
    finally:
        other.close()


def test_a_cancelled_run_ends_as_cancelled_and_keeps_the_question(gazel: Runtime) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    gazel.runs.cancel(run_id)
    view = gazel.runs.wait(run_id)
    assert view.status in ("cancelled", "ok")
    assert gazel.runs.record(run_id).question == COVERAGE


def test_a_run_whose_process_died_is_closed_with_a_reason(gazel: Runtime) -> None:
    with gazel.database.connection() as connection:
        connection.execute(
            "insert into runs (tenant, customer, run_id, thread_id, question, as_of, worker)"
            " select 'demo', 'gaon', repeat('0', 32), 't1', '질문', current_date, split_part(%s, ':', 1) || ':1:0'",
            [__import__("socket").gethostname()],
        )
    events = list(gazel.runs.follow("0" * 32))
    assert isinstance(events[-1], RunFailed)
    assert "질문은 저장되어" in events[-1].error
    assert gazel.runs.record("0" * 32).status == "failed"


def test_the_database_going_away_in_mid_run_loses_no_event(gazel: Runtime, database_url: str) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
    events = list(gazel.runs.follow(run_id))
    assert isinstance(events[-1], RunFinished | RunFailed)
    assert gazel.runs.record(run_id).question == COVERAGE
    assert [event.seq for event in gazel.runs.events(run_id)] == list(range(len(events)))


def test_identifiers_are_masked_before_anything_is_stored(gazel: Runtime, database_url: str) -> None:
    run_id = gazel.runs.start("gaon", "t1", "저 900403-1234567 인데요 갑상선암 보장 알려줘")
    gazel.runs.wait(run_id)
    with psycopg.connect(database_url) as connection:
        tables = connection.execute("select table_name from information_schema.tables where table_schema = 'public'").fetchall()
        for (table,) in tables:
            rows = connection.execute(f'select t::text from "{table}" t').fetchall()
            assert not [row for row in rows if "900403-1" in row[0] or "9004031" in row[0]], table


def test_a_conversation_goes_on_after_a_restart(gazel: Runtime, database_url: str) -> None:
    gazel.runs.wait(
        gazel.runs.start(
            "gaon", "t1", "P1 계약(2025-10-02, 유사암600) 갑상선암 2026-10-01 확정이면 얼마", as_of=date(2026, 11, 21)
        )
    )
    restarted = Runtime(Settings(database_url=database_url))
    try:
        view = restarted.runs.wait(restarted.runs.start("gaon", "t1", "그럼 다음날이면?", as_of=date(2026, 11, 21)))
    finally:
        restarted.close()
    assert "600만" in view.answer or "6,000,000" in view.answer


@pytest.mark.parametrize("text", ["", "😀😀😀", "\x00\x07", "가" * 100_000])
def test_what_cannot_be_a_question_is_refused_in_words(gazel: Runtime, text: str) -> None:
    with pytest.raises(QuestionRejected):
        gazel.runs.start("gaon", "t1", text)


def test_unknown_customer_and_run_are_named(gazel: Runtime) -> None:
    with pytest.raises(UnknownCustomer, match="nobody"):
        gazel.runs.start("nobody", "t1", COVERAGE)
    with pytest.raises(UnknownRun):
        gazel.runs.events("f" * 32)


def test_what_is_erased_is_gone_from_every_table(gazel: Runtime, database_url: str) -> None:
    said = "작년에 갑상선 결절로 조직검사 받은 적이 있어요"
    gazel.runs.wait(gazel.runs.start("gaon", "t1", said))
    gazel.runs.wait(gazel.runs.start("gaon", "t1", "내가 병력 얘기한 적 있나요? 있으면 지워주세요"))
    for thread in [thread for thread in threading.enumerate() if thread.name.startswith("run-")]:
        thread.join()
    with psycopg.connect(database_url) as connection:
        tables = connection.execute("select table_name from information_schema.tables where table_schema = 'public'").fetchall()
        keeping = [
            table
            for (table,) in tables
            if table != "catalog_rows"
            and any("결절로 조직검사" in row[0] for row in connection.execute(f'select t::text from "{table}" t'))
        ]
        blobs = connection.execute("select blob from checkpoint_blobs where blob is not null").fetchall()
    assert keeping == []
    assert not [blob for (blob,) in blobs if "결절로 조직검사".encode() in blob]


def test_a_reset_during_a_run_leaves_no_trace_and_no_error(gazel: Runtime) -> None:
    run_id = gazel.runs.start("gaon", "t1", COVERAGE)
    followed = gazel.runs.follow(run_id)
    next(followed)
    gazel.reset_demo()
    assert list(followed)[-1].type in ("run.finished", "run.failed")
    with gazel.database.connection() as connection:
        assert connection.execute("select count(*) as n from run_events where run_id = %s", [run_id]).fetchone() == {"n": 0}


def test_a_full_disk_is_said_in_words_and_the_next_question_works(gazel: Runtime) -> None:
    with gazel.database.connection() as connection:
        connection.execute(
            "create function full_disk() returns trigger language plpgsql as"
            " $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$"
        )
        connection.execute("create trigger full_disk before insert on runs execute function full_disk()")
    with pytest.raises(DatabaseUnavailable, match="저장할 공간이 없습니다"):
        gazel.runs.start("gaon", "t1", COVERAGE)
    with gazel.database.connection() as connection:
        connection.execute("drop trigger full_disk on runs")
    assert gazel.runs.wait(gazel.runs.start("gaon", "t1", COVERAGE)).status == "ok"

"""kill -9 of writer, worker and server at random moments: nothing acknowledged is lost, doubled or half there.

`make test-crash` runs them with 200 writes and 50 consolidations; the everyday run with a few.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import psutil
import pytest
from crash_programs import CONSOLIDATED_AT, START, turn

from gazel.db.database import Connection, Database
from gazel.db.embedded import EmbeddedServer
from gazel.db.migrate import migrate
from gazel.errors import DatabaseUnavailable
from gazel.memory.assembly import manager_of, prepare_memory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.queue import defer_consolidation
from gazel.memory.types import Scope, Turn
from gazel.settings import settings

WRITES = int(os.environ.get("CRASH_WRITES", "20"))
CONSOLIDATIONS = int(os.environ.get("CRASH_CONSOLIDATIONS", "4"))
WRITES_A_LIFE = 6
"""A process or server dies on average after so many acknowledged writes (consolidations: a third of it)."""
LONGEST_WAIT = 0.04
"""Seconds after an acknowledgement within which death comes: about two writes."""
PROGRAMS = Path(__file__).with_name("crash_programs.py")
KIM = Scope("demo", "kim")
pytestmark = pytest.mark.timeout(900)


def run_until_killed(chance: random.Random, mean: float, *arguments: str, at: str = "") -> Iterator[str]:
    """What a program acknowledged (every complete line) until it ended, or was killed a moment after a line with `at`."""
    with subprocess.Popen([sys.executable, str(PROGRAMS), *arguments], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lives = 1 + int(chance.expovariate(1 / mean))
        for line in program.stdout:
            yield line.strip() if line.endswith("\n") else ""
            lives -= line.startswith(at)
            if lives == 0:
                time.sleep(chance.uniform(0, LONGEST_WAIT))  # the random moment
                program.kill()


def faults(connection: Connection) -> dict[str, int]:
    """How many memories are half there: without vectors or ledger, other than the ledger says, or without their evidence."""
    row = connection.execute(
        """select
             (select count(*) from store s where not exists (select from store_vectors v
                where (v.tenant, v.customer, v.prefix, v.key) = (s.tenant, s.customer, s.prefix, s.key))) as without_vectors,
             (select count(*) from store s where s.customer <> '*' and s.value is distinct from (
                select m.value from memory_versions m where (m.tenant, m.customer, m.kind, m.key) =
                    (s.tenant, s.customer, split_part(s.prefix, '.', 3), s.key) order by version desc limit 1)) as not_as_in_ledger,
             (select count(*) from store s, jsonb_array_elements(s.value -> 'evidence') e where not exists (
                select from store o where o.customer = s.customer and o.key = e ->> 'episode')) as without_evidence,
             (select count(*) from memory_versions m where not exists (
                select from store s where (s.tenant, s.customer, s.key) = (m.tenant, m.customer, m.key))) as ledger_only"""
    ).fetchone()
    assert row is not None
    return dict(row)


def assert_whole(memory: HierarchicalMemoryManager, database: Database, acknowledged: int) -> None:
    """Every acknowledged turn is there once, with everything that it wrote, and counted once."""
    stored = Counter(entry["row"]["run_id"] for entry in memory.timeline(KIM, kind="episodic", limit=10_000))
    assert stored == Counter(f"r{number}" for number in range(acknowledged))
    with database.connection() as connection:
        assert set(faults(connection).values()) == {0}
        counted = connection.execute("select exposures as n from memory_exposures where category = '유사암'").fetchone()
        revision = connection.execute("select revision as n from memory_state where customer = 'kim'").fetchone()
    assert counted == revision == {"n": acknowledged}
    (age,) = memory.facts(KIM, slots=["age"], as_of=CONSOLIDATED_AT)
    assert age["value"] == str(20 + max(n for n in range(acknowledged) if n % 3 == 0) % 60)
    (taste,) = memory.facts(KIM, slots=["preference"], as_of=CONSOLIDATED_AT)
    assert taste["proof_count"] == sum(n % 3 == 1 for n in range(acknowledged))
    (procedure,) = memory.timeline(KIM, kind="procedural")
    assert procedure["row"]["success_count"] == sum(n % 3 == 2 for n in range(acknowledged))


def test_killed_writers(memory: HierarchicalMemoryManager, database: Database, database_url: str) -> None:
    chance, done, deaths = random.Random(11), 0, 0
    while done < WRITES:
        for line in run_until_killed(chance, WRITES_A_LIFE, "write", database_url, str(done), str(WRITES)):
            done = max(done, int(line) + 1) if line else done
        deaths += done < WRITES
    assert_whole(memory, database, WRITES)
    assert deaths
    print(f"\n{WRITES} turns, {deaths} writers killed")


def test_killed_workers(memory: HierarchicalMemoryManager, database: Database, database_url: str) -> None:
    customers = [Scope("demo", f"c{number}") for number in range(CONSOLIDATIONS)]
    for scope in customers:
        for number, said in enumerate(("지금 보험은 실손 하나만 있어요", "4세대 실손 가지고 있어요", "알려주세요")):
            asked = Turn(run_id=f"{scope.customer}-{number}", thread_id="t", question=f"유사암 질문이에요. {said}", answer="답", at=START, tools=("coverage_search",))  # fmt: skip
            memory.remember(scope, asked)
        with database.connection() as connection:
            defer_consolidation(connection, scope)
    chance, began, ended, deaths = random.Random(12), 0, 0, -1
    while waiting(database):
        for line in run_until_killed(chance, WRITES_A_LIFE / 3, "work", database_url, at="begin"):
            began, ended = began + line.startswith("begin"), ended + line.startswith("end")
        deaths += 1
    for scope in customers:
        (policy,) = memory.facts(scope, slots=["existing_policy"], as_of=CONSOLIDATED_AT)
        (procedure,) = memory.timeline(scope, kind="procedural")
        assert (policy["facet"], policy["proof_count"], procedure["row"]["success_count"]) == ("4세대 실손", 2, 3)
        assert memory.count(scope)["episodic"] == 3
        assert not memory.consolidate(scope, now=CONSOLIDATED_AT).changed
    with database.connection() as connection:
        assert set(faults(connection).values()) == {0}
        written = connection.execute(
            "select max(n) as n from (select count(*) as n from memory_versions where action = 'consolidate' group by customer, key) k"
        ).fetchone()
    assert written == {"n": 1}
    assert deaths
    print(f"\n{CONSOLIDATIONS} consolidations, {deaths} workers killed, {began - ended} of them in the middle")


def waiting(database: Database) -> int:
    """Jobs that are not done."""
    with database.connection() as connection:
        row = connection.execute("select count(*) as n from procrastinate_jobs where status in ('todo', 'doing')").fetchone()
    assert row is not None
    return int(row["n"])


def kill_server(server: EmbeddedServer, *, all_at_once: bool) -> None:
    """kill -9 of the postmaster, alone or with every backend."""
    postmaster = psutil.Process(int((server.folder / "postmaster.pid").read_text().split()[0]))
    victims = [postmaster, *(postmaster.children() if all_at_once else ())]
    for victim in victims:
        victim.kill()


def test_killed_server(server_home: Path) -> None:
    server = EmbeddedServer(server_home / "crashing")
    database = Database(server.url, pool_size=4)
    try:
        migrate(database)
        prepare_memory(database, settings())
        memory = manager_of(database, settings())
        chance, deaths, refused = random.Random(13), 0, 0
        with database.connection() as connection:
            row = connection.execute(
                "select current_setting('fsync') as f, current_setting('synchronous_commit') as s"
            ).fetchone()
        assert row == {"f": "on", "s": "on"}
        for number in range(WRITES):
            killer = Timer(chance.uniform(0, LONGEST_WAIT), kill_server, [server], {"all_at_once": chance.random() < 0.5})
            if number == WRITES // 2 or chance.random() < 1 / WRITES_A_LIFE:
                killer.start()
                deaths += 1
            while True:
                try:
                    memory.remember(KIM, turn(number))
                    break
                except DatabaseUnavailable:
                    refused += 1  # the caller was told, and asks again with the same run
            if killer.is_alive():
                killer.join()
        assert_whole(memory, database, WRITES)
        print(f"\n{WRITES} turns, {deaths} servers killed, {refused} times refused")
    finally:
        database.close()
        server.stop()

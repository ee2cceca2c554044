"""kill -9 in the middle of remembering: what was acknowledged is there once and whole, nothing is half there."""

import signal
import subprocess
import sys
from itertools import islice

import pytest

from gazel.db.database import Database
from gazel.errors import InvalidMemory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn

WRITER = """
import sys
from datetime import UTC, datetime
from gazel.db.database import Database
from gazel.memory.assembly import manager_of
from gazel.memory.types import Scope, Turn
from gazel.settings import settings

memory = manager_of(Database(lambda: sys.argv[1], pool_size=2), settings())
for number in range(10_000):
    question = f"{number}번째 유사암 질문이에요. 저는 {20 + number % 60}세예요"
    memory.remember(Scope("demo", "kim"), Turn(run_id=f"r{number}", thread_id="t", question=question, answer="답", at=datetime.now(UTC)))
    print(f"r{number}", flush=True)
"""


def test_a_killed_writer_loses_duplicates_and_halves_nothing(
    memory: HierarchicalMemoryManager, kim: Scope, database: Database, database_url: str
) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, database_url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [line.strip() for line in islice(writer.stdout, 25)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    stored = [entry["row"]["run_id"] for entry in memory.timeline(kim, kind="episodic", limit=1000)]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)
    assert len(stored) <= len(acknowledged) + 1
    with database.connection() as connection:
        halves = connection.execute(
            """select count(*) as n from store s where s.customer = 'kim' and (
                 not exists (select from store_vectors v where (v.tenant, v.customer, v.prefix, v.key) = (s.tenant, s.customer, s.prefix, s.key))
                 or not exists (select from memory_versions m where (m.tenant, m.customer, m.key) = (s.tenant, s.customer, s.key)))"""
        ).fetchone()
        exposed = connection.execute("select exposures as n from memory_exposures where category = '유사암'").fetchone()
    assert halves == {"n": 0}
    assert exposed == {"n": len(stored)}
    assert len(memory.facts(kim, slots=["age"])) == 1


@pytest.mark.parametrize("broken", ["\x00", "유사암\ud800", "글\x00자"])
def test_text_that_cannot_be_stored_is_refused_and_leaves_nothing(
    memory: HierarchicalMemoryManager, kim: Scope, broken: str
) -> None:
    from fix_memory import START

    with pytest.raises(InvalidMemory):
        memory.remember(kim, Turn(run_id="r", thread_id="t", question=broken, answer="답", at=START))
    assert memory.count(kim) == {"episodic": 0, "semantic": 0, "procedural": 0}
    assert memory.recall(kim, broken, as_of=START).abstained


def test_a_question_of_any_length_is_answered(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    from fix_memory import START

    assert memory.recall(kim, "유사암 " * 50_000, as_of=START).abstained

"""GAZEL's memory by itself: turns are remembered, facts change, and the past stays answerable.

Run it: `python examples/remember_and_recall.py` (an embedded PostgreSQL in a temporary folder, no model server).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gazel.db.database import Database
from gazel.db.embedded import EmbeddedServer
from gazel.db.migrate import migrate
from gazel.memory.assembly import manager_of, prepare_memory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn
from gazel.settings import settings

KIM = Scope("demo", "kim")
SAID = (
    (date(2026, 3, 2), "저는 회사원이고 월 보험료는 5만원까지 생각해요."),
    (date(2026, 6, 8), "이제 예산은 월 8만원까지 괜찮아요."),
)


def story(memory: HierarchicalMemoryManager) -> Iterator[str]:
    """What was written, what a question finds, and what was true before the budget changed, line by line."""
    for place, (day, words) in enumerate(SAID):
        at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        turn = Turn(run_id=f"run-{place}", thread_id=f"talk-{place}", question=words, answer="네, 기억하겠습니다.", at=at)
        for written in memory.remember(KIM, turn):
            yield f"{day} {written.kind}: {written.text} (중요도 {written.arithmetic})"
    for hit in memory.recall(KIM, "제 예산이 얼마라고 했죠?", as_of=date(2026, 11, 21), limit=2).hits:
        yield f"회상: {hit.text} · {hit.why}"
    for day in (date(2026, 4, 1), date(2026, 11, 21)):
        facts = memory.facts(KIM, as_of=day, slots=["budget"])
        yield f"{day}에 알던 예산: {', '.join(fact['facts'] for fact in facts)}"


def main() -> None:
    """Tell the story on a database that is thrown away afterwards."""
    with TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        database = Database(server.url)
        migrate(database)
        prepare_memory(database, settings())
        print(*story(manager_of(database, settings())), sep="\n")
        database.close()
        server.stop()


if __name__ == "__main__":
    main()

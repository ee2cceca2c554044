"""The processes that the crash tests kill: `write URL FIRST LAST` remembers turns, `work URL` consolidates what waits.

Each line of output is an acknowledgement: a turn that was committed, or a consolidation that begins or has ended.
"""

import sys
from datetime import UTC, datetime, timedelta

from gazel.db.database import Database
from gazel.memory.assembly import manager_of
from gazel.memory.consolidation import ConsolidationReport
from gazel.memory.types import Scope, Turn
from gazel.memory.worker import work_off
from gazel.settings import settings

START = datetime(2026, 11, 1, 10, tzinfo=UTC)
CONSOLIDATED_AT = START + timedelta(days=3 * settings().decay_half_life_days)
CLAIM = {
    "title": "유사암 청구",
    "trigger": "유사암 청구절차",
    "steps": [{"title": "서류 제출", "detail": "진단서"}],
    "source": "약관",
}


def turn(number: int) -> Turn:
    """Each writes an episode; by turns also a fact that changes, a fact that is proved again, and a procedure."""
    said = (f"저는 {20 + number % 60}세예요", "보험료는 저렴한 게 좋아요", "청구절차 알려주세요")[number % 3]
    return Turn(
        run_id=f"r{number}", thread_id="t", question=f"{number}번째 유사암 질문이에요. {said}", answer=f"답 {number}",
        at=START + timedelta(minutes=number), procedure=CLAIM if number % 3 == 2 else None,
    )  # fmt: skip


def write(url: str, first: int, last: int) -> None:
    """Remember the turns from `first` to before `last`, each acknowledged when it is committed."""
    memory = manager_of(Database(lambda: url, pool_size=2), settings())
    memory.warm()
    for number in range(first, last):
        memory.remember(Scope("demo", "kim"), turn(number))
        print(number, flush=True)


def work(url: str) -> None:
    """Take up what dead workers left and do every job that waits."""
    memory = manager_of(Database(lambda: url, pool_size=4), settings())
    memory.warm()

    def consolidate(scope: Scope) -> ConsolidationReport:
        print(f"begin {scope.customer}", flush=True)
        report = memory.consolidate(scope, now=CONSOLIDATED_AT)
        print(f"end {scope.customer} {int(report.changed)}", flush=True)
        return report

    work_off(url, consolidate, memory.sweep, stalled_seconds=0)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", url, first, last]:
            write(url, int(first), int(last))
        case ["work", url]:
            work(url)

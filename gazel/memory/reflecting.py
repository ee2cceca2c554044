"""Reflection: a thumbs-down with a reason, on a turn that used a procedure, becomes a proposed new version of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.db.database import Connection, Database
from gazel.memory.feedback import Improving, Proposal
from gazel.memory.types import Scope

Row = dict[str, Any]
MISSING = re.compile(
    r"^\s*(?P<what>.{2,40}?)(?:도|이|가|은|는|을|를)?\s*(?:빠졌|빠져|없었|없어|없네|누락|안\s*알려|말해\s*주지|안내하지|설명하지)"
)
"""'이의신청 방법이 빠졌어요' tells what a further step is about."""
PROPOSER = "feedback"
Correcting = Callable[[Sequence[Row], str], list[Row]]
"""(a procedure's steps, the complaint) → the steps with it worked in."""


@dataclass(frozen=True, slots=True)
class Reflecting:
    """Makes one proposal for each complaint; nothing live changes, and the same complaint is heard once."""

    database: Database
    improving: Improving
    correct: Correcting | None = None
    """Works a complaint in; `corrected` where unset."""

    def reflect(self, scope: Scope) -> list[Proposal]:
        """The proposals that the customer's complaints give which were not heard before."""
        with self.database.connection() as connection:
            complaints = _unheard(connection, scope)
        correct = self.correct or corrected
        return [
            self.improving.propose(
                scope, row["key"], correct(row["steps"], row["reason"]), reason=row["reason"], by=f"{PROPOSER}:{row['run_id']}"
            )
            for row in complaints
        ]


def corrected(steps: Sequence[Row], reason: str) -> list[Row]:
    """The steps with the complaint worked in: at the step that it names, else as a step of its own at the end."""
    said = " ".join(reason.split())
    named = max((len(step["title"]) for step in steps if _names(said, step["title"])), default=0)
    if named:
        return [
            {**step, "detail": f"{step['detail']} (정정: {said})".strip()}
            if len(step["title"]) == named and _names(said, step["title"])
            else dict(step)
            for step in steps
        ]
    missing = MISSING.search(said)
    return [*map(dict, steps), {"title": missing["what"] if missing else "확인할 점", "detail": said}]


def _names(reason: str, title: str) -> bool:
    return title.replace(" ", "") in reason.replace(" ", "")


def _unheard(connection: Connection, scope: Scope) -> list[Row]:
    """Complaints with a reason about turns on which an own procedure rests, oldest first: run_id, reason, key, steps."""
    return connection.execute(
        """select f.run_id, f.reason, p.key, p.value -> 'steps' as steps
           from feedback f join store p
             on (p.tenant, p.customer, p.prefix) = (f.tenant, f.customer, f.tenant || '.' || f.customer || '.procedural')
            and p.value -> 'evidence' @> jsonb_build_array(jsonb_build_object('episode', 'e-' || f.run_id))
           where f.tenant = %s and f.customer = %s and f.verdict = 'bad' and btrim(f.reason) <> ''
             and not exists (select from memory_proposals m where (m.tenant, m.customer, m.key) = (f.tenant, f.customer, p.key)
                             and m.proposed_by = %s || ':' || f.run_id)
           order by f.at""",
        [scope.tenant, scope.customer, PROPOSER],
    ).fetchall()

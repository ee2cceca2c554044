"""Procedures improve from feedback: a correction becomes a proposal with its diff; it goes live when evaluated and approved."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from langgraph.store.base import PutOp
from psycopg.types.json import Jsonb

from gazel.db.database import Connection, Database
from gazel.errors import InvalidMemory
from gazel.memory import customer_state, ledger
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.rows import procedure_key
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope

Row = dict[str, Any]
Evaluation = Callable[[Row], bool]
"""Whether the shipped evaluation passes with a procedure as proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new version of a procedure that nobody sees yet; `diff` shows its steps against the present ones."""

    proposal_id: str
    key: str
    reason: str
    diff: str
    row: Row
    status: str


def bad_runs(connection: Connection, scope: Scope) -> set[str]:
    """Runs that the customer or broker marked bad."""
    rows = connection.execute(
        "select run_id from feedback where tenant = %s and customer = %s and verdict = 'bad'", [scope.tenant, scope.customer]
    )
    return {row["run_id"] for row in rows}


@dataclass(frozen=True, slots=True)
class Improving:
    """Proposing changes nothing that is live; approving is one transaction; `undo` of the procedure rolls it back."""

    database: Database
    store: PgvectorStore

    def propose(self, scope: Scope, key: str, steps: Sequence[Row], *, reason: str, by: str) -> Proposal:
        """A new version with these steps; raises InvalidMemory for an unknown procedure or one that would not change."""
        found = self.store.get(namespace(scope, "procedural"), key)
        if found is None:
            raise InvalidMemory("그런 절차가 없습니다.", hint="절차 기억의 키를 확인하세요.")
        present = found.value
        if not reason.strip() or not steps or present["steps"] == list(steps):
            raise InvalidMemory("바뀌는 단계와 이유가 있어야 제안할 수 있습니다.", hint="고칠 단계와 이유를 적어 주세요.")
        row = _improved(present, [dict(step) for step in steps])
        proposal = Proposal(uuid4().hex, key, reason, _diff(present, row), row, "proposed")
        with self.database.connection() as connection:
            connection.execute(
                """insert into memory_proposals (tenant, customer, proposal_id, key, reason, diff, value, proposed_by)
                   values (%s, %s, %s, %s, %s, %s, %s, %s)""",
                [scope.tenant, scope.customer, proposal.proposal_id, key, reason, proposal.diff, Jsonb(row), by],
            )
        return proposal

    def proposals(self, scope: Scope) -> list[Proposal]:
        """All proposals, newest first."""
        with self.database.connection() as connection:
            rows = connection.execute(
                """select proposal_id, key, reason, diff, value, status from memory_proposals
                   where tenant = %s and customer = %s order by at desc""",
                [scope.tenant, scope.customer],
            ).fetchall()
        return [Proposal(r["proposal_id"], r["key"], r["reason"], r["diff"], r["value"], r["status"]) for r in rows]

    def approve(self, scope: Scope, proposal_id: str, evaluation: Evaluation, *, by: str) -> bool:
        """Make a proposal live when the evaluation passes with it; whether it did.

        Raises InvalidMemory when it is not open, or when the procedure's steps are no longer those it was made from.
        """
        proposal = next((p for p in self.proposals(scope) if p.proposal_id == proposal_id and p.status == "proposed"), None)
        if proposal is None:
            raise InvalidMemory("승인할 제안이 없습니다.", hint="이미 처리되었는지 확인하세요.")
        passed = evaluation(proposal.row)
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)
            self._decide(connection, scope, proposal_id, "approved" if passed else "failed", by)
            if passed:
                self._make_live(connection, scope, proposal, by)
        return passed

    def lend(self, scope: Scope, row: Row) -> None:
        """Give a procedure to a customer made up for an evaluation."""
        self.store.put(namespace(scope, "procedural"), procedure_key(row["title"]), row, index=INDEXED["procedural"])

    def reject(self, scope: Scope, proposal_id: str, *, by: str) -> None:
        """Close a proposal without effect."""
        with self.database.connection() as connection:
            self._decide(connection, scope, proposal_id, "rejected", by)

    def _make_live(self, connection: Connection, scope: Scope, proposal: Proposal, by: str) -> None:
        """Put the proposed steps into the procedure as it is now, with the uses counted since."""
        found = self.store.using(connection).get(namespace(scope, "procedural"), proposal.key)
        if found is None or found.value["version"] != proposal.row["version"] - 1:
            raise InvalidMemory("제안이 만들어진 뒤에 절차가 바뀌었습니다.", hint="지금의 절차로 다시 제안하세요.")
        row = _improved(found.value, proposal.row["steps"])
        put = PutOp(namespace(scope, "procedural"), proposal.key, row, INDEXED["procedural"])
        self.store.write(connection, self.store.prepare([put]))
        version = ledger.Version("procedural", proposal.key, row, "improve", by, proposal.proposal_id)
        ledger.append(connection, scope, [version], datetime.now(UTC))

    def _decide(self, connection: Connection, scope: Scope, proposal_id: str, status: str, by: str) -> None:
        decided = connection.execute(
            """update memory_proposals set status = %s, decided_by = %s, decided_at = clock_timestamp()
               where tenant = %s and customer = %s and proposal_id = %s and status = 'proposed'""",
            [status, by, scope.tenant, scope.customer, proposal_id],
        )
        if decided.rowcount != 1:
            raise InvalidMemory("이미 처리된 제안입니다.", hint="목록을 새로 고치세요.")
        ledger.audit(connection, scope, by, f"proposal {status}", kind="procedural", key=proposal_id)


def _improved(present: Row, steps: list[Row]) -> Row:
    return {
        **present, "steps": steps, "version": present["version"] + 1,
        "outline": " → ".join(str(step["title"]) for step in steps),
        "improved_from": present.get("improved_from", present["steps"]),
    }  # fmt: skip


def _diff(old: Row, new: Row) -> str:
    def lines(row: Row) -> list[str]:
        return [f"{place}. {step['title']}: {step.get('detail', '')}" for place, step in enumerate(row["steps"], start=1)]

    return "\n".join(difflib.unified_diff(lines(old), lines(new), "지금", "제안", lineterm=""))

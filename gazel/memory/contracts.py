"""A contract as entered becomes a fact that keeps the version of its terms and the days that follow from them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Connection, Database
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger
from gazel.memory.clock import stamp
from gazel.memory.drafts import Draft
from gazel.memory.importance import ImportanceTable
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.remembering import ATTEMPTS, contended, written
from gazel.memory.rows import fact_row, hashed_key
from gazel.memory.slots import close
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope, Written

Row = dict[str, Any]
Facts = list[tuple[str, Row]]
"""Facts with their keys."""
SEMANTIC: MemoryKind = "semantic"
CATEGORY = "보유 계약"
LABELS = {
    "version": "약관 {}", "coverage_start": "모든 담보 보장개시 {}", "withdrawal_deadline": "청약철회 {}까지", "renewal_date": "갱신 {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract by its key; `terms` holds "version", "contract_date" and the days of LABELS as ISO text, None where unknown."""

    policy: str
    name: str
    terms: Row


@dataclass(frozen=True, slots=True)
class Contracts:
    """Writes contract facts; what was known of a contract before stays answerable for its time."""

    database: Database
    store: PgvectorStore
    importance: ImportanceTable

    def enter(self, scope: Scope, contract: Contract, at: datetime, also: Callable[[Connection], None]) -> Written:
        """Remember the contract and do `also` in one transaction; the same again changes no fact. Raises MemoryEngineError."""
        text, terms = _text(contract), contract.terms

        def same(known: Facts) -> Facts:
            return [(key, row) for key, row in known if (row["terms"], row["facts"]) == (terms, text)]

        def plan(known: Facts) -> Facts:
            return [] if same(known) else self._puts(contract, text, terms, known, at)

        known, puts = self._written(scope, contract.policy, at, also, plan)
        return written(SEMANTIC, *(puts or same(known))[-1])

    def end(
        self, scope: Scope, policy: str, *, mistaken: bool, at: datetime, also: Callable[[Connection], None]
    ) -> list[Written]:
        """Close the contract's fact (as never true where it was `mistaken`) and do `also` in one transaction. Raises MemoryEngineError."""

        def plan(known: Facts) -> Facts:
            return [(key, close(row, None, at=at, valid_to=stamp(at), correction=mistaken)) for key, row in known]

        _, closed = self._written(scope, policy, at, also, plan)
        return [written(SEMANTIC, key, row) for key, row in closed]

    def _written(
        self, scope: Scope, policy: str, at: datetime, also: Callable[[Connection], None], plan: Callable[[Facts], Facts]
    ) -> tuple[Facts, Facts]:
        """The contract's known facts and what `plan` makes of them, committed; planned anew where another writer was faster."""
        for _ in range(ATTEMPTS):
            with self.database.reading() as connection:
                revision = customer_state.revision(connection, scope)
                known = self._known(connection, scope, policy)
            puts = plan(known)
            if self._commit(scope, revision, puts, policy, at, also):
                return known, puts
        raise contended("계약을 ")

    def _known(self, connection: Connection, scope: Scope, policy: str) -> Facts:
        where: Row = {"superseded_at": None, "policy": policy}
        found = self.store.using(connection).search(namespace(scope, SEMANTIC), filter=where, limit=10, refresh_ttl=False)
        return [(item.key, item.value) for item in found]

    def _puts(self, contract: Contract, text: str, terms: Row, known: Facts, at: datetime) -> Facts:
        """What was known, closed, and the new fact: true from its contract day, or from now where only the entry changed."""
        entered_before = any(row["terms"]["contract_date"] == terms["contract_date"] for _, row in known)
        since = stamp(at) if entered_before else stamp(date.fromisoformat(terms["contract_date"]))
        draft = Draft(
            slot="existing_policy", facet=contract.name, value="보유", fact=text, quote=text, category=CATEGORY, confidence=1.0
        )
        score = self.importance.stated(CATEGORY, {}, draft.confidence)
        row = fact_row(draft, self.importance.categories[CATEGORY], score, at=at, episode="", thread="") | {
            "source": f"계약 입력 · {contract.policy}", "evidence": [{"episode": None, "quote": text}],
            "policy": contract.policy, "terms": terms, "valid_from": since,
        }  # fmt: skip
        key = hashed_key(contract.policy, text, stamp(at))
        closed = [(old, close(fact, key, at=at, valid_to=since, correction=False)) for old, fact in known]
        return [*closed, (key, row)]

    def _commit(
        self, scope: Scope, revision: int, puts: Facts, policy: str, at: datetime, also: Callable[[Connection], None]
    ) -> bool:  # fmt: skip
        """Write what was planned at `revision`; False when another writer was faster."""
        writes = self.store.prepare([PutOp(namespace(scope, SEMANTIC), key, row, INDEXED[SEMANTIC]) for key, row in puts])
        versions = [ledger.Version(SEMANTIC, key, row, "contract", "contract", f"contract:{policy}") for key, row in puts]
        with self.database.connection() as connection:
            if customer_state.claim(connection, scope, revision) is None:
                return False
            self.store.write(connection, writes)
            ledger.append(connection, scope, versions, at)
            also(connection)
        return True


def _text(contract: Contract) -> str:
    """The fact in one line; what is not known is left out."""
    known = [label.format(value) for name, label in LABELS.items() if (value := contract.terms.get(name))]
    return " · ".join([f"{contract.name} 계약(계약일 {contract.terms['contract_date']})", *known])

"""A contract as entered becomes a fact that keeps the version of its terms and the days that follow from them."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Connection, Database
from gazel.errors import MemoryEngineError
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger
from gazel.memory.clock import stamp
from gazel.memory.drafts import Draft
from gazel.memory.importance import ImportanceTable
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.remembering import ATTEMPTS, written
from gazel.memory.rows import fact_row
from gazel.memory.slots import close
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope, Written

Row = dict[str, Any]
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
        for _ in range(ATTEMPTS):
            with self.database.reading() as connection:
                revision = customer_state.revision(connection, scope)
                known = self._known(connection, scope, contract.policy)
            same = [(key, row) for key, row in known if (row["terms"], row["facts"]) == (terms, text)]
            puts = [] if same else self._puts(contract, text, terms, known, at)
            key, row = (same or puts)[-1]
            if self._commit(scope, revision, puts, contract.policy, at, also):
                return written(SEMANTIC, key, row)
        raise _contended()

    def end(
        self, scope: Scope, policy: str, *, mistaken: bool, at: datetime, also: Callable[[Connection], None]
    ) -> list[Written]:
        """Close the contract's fact (as never true where it was `mistaken`) and do `also` in one transaction. Raises MemoryEngineError."""
        for _ in range(ATTEMPTS):
            with self.database.reading() as connection:
                revision = customer_state.revision(connection, scope)
                known = self._known(connection, scope, policy)
            closed = [(key, close(row, None, at=at, valid_to=stamp(at), correction=mistaken)) for key, row in known]
            if self._commit(scope, revision, closed, policy, at, also):
                return [written(SEMANTIC, key, row) for key, row in closed]
        raise _contended()

    def _known(self, connection: Connection, scope: Scope, policy: str) -> list[tuple[str, Row]]:
        where: Row = {"superseded_at": None, "policy": policy}
        found = self.store.using(connection).search(namespace(scope, SEMANTIC), filter=where, limit=10, refresh_ttl=False)
        return [(item.key, item.value) for item in found]

    def _puts(
        self, contract: Contract, text: str, terms: Row, known: Sequence[tuple[str, Row]], at: datetime
    ) -> list[tuple[str, Row]]:
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
        key = _key(contract.policy, text, at)
        closed = [(old, close(fact, key, at=at, valid_to=since, correction=False)) for old, fact in known]
        return [*closed, (key, row)]

    def _commit(
        self, scope: Scope, revision: int, puts: Sequence[tuple[str, Row]], policy: str, at: datetime, also: Callable[[Connection], None]
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


def _contended() -> MemoryEngineError:
    return MemoryEngineError(
        "같은 고객의 기억을 동시에 고치는 작업이 많아 계약을 저장하지 못했습니다.", hint="잠시 뒤 다시 시도하세요."
    )


def _key(policy: str, text: str, at: datetime) -> str:
    digest = hashlib.sha256(f"{policy}\n{text}\n{stamp(at)}".encode()).hexdigest()
    return f"s-{digest[:16]}"


def _text(contract: Contract) -> str:
    """The fact in one line; what is not known is left out."""
    known = [label.format(value) for name, label in LABELS.items() if (value := contract.terms.get(name))]
    return " · ".join([f"{contract.name} 계약(계약일 {contract.terms['contract_date']})", *known])

"""Entering a customer's contract: the row that answers are worked out from, and the fact that keeps its terms' days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.errors import RuleError, UnknownContract
from gazel.insurance.contract_terms import ContractTerms
from gazel.memory.contracts import Contract
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope
from gazel.workflow.customers import Customers

Row = Mapping[str, Any]
EDITION = re.compile(r"\((\d{4}\.\d{1,2})\)")
"""The edition of the terms in a product's name, as in '마이헬스 파트너(2508.12)'."""


@dataclass(frozen=True, slots=True)
class ContractBook:
    """The contracts of one tenant's customers."""

    tenant: str
    customers: Customers
    catalog: Catalog
    memory: HierarchicalMemoryManager

    def put(self, customer: str, policy_id: str, body: dict[str, Any]) -> None:
        """Enter or replace a contract; one with a contract date becomes a fact too. Raises RuleError for what is no date or number."""
        contract = contract_of(self.catalog, policy_id, body)
        if contract is None:
            self.customers.put_policy(customer, policy_id, body)
            return
        self.memory.enter_contract(
            Scope(self.tenant, customer), contract, at=datetime.now(UTC),
            also=lambda connection: self.customers.write_policy(connection, customer, policy_id, body),
        )  # fmt: skip

    def end(self, customer: str, policy_id: str, *, mistaken: bool) -> None:
        """A contract that was cancelled today, or was entered by mistake and never held. Raises UnknownContract."""
        if policy_id not in {policy["policy_id"] for policy in self.customers.policies(customer)}:
            raise UnknownContract(f"'{policy_id}' 계약을 찾을 수 없습니다.", hint="등록된 계약 목록을 확인하세요.")
        self.memory.end_contract(
            Scope(self.tenant, customer), policy_id, mistaken=mistaken, at=datetime.now(UTC),
            also=lambda connection: self.customers.delete_policy(connection, customer, policy_id),
        )  # fmt: skip


def contract_of(catalog: Catalog, policy_id: str, body: Row) -> Contract | None:
    """The contract as the memory engine takes it; None without a contract date. Raises RuleError."""
    concluded = _day(body, "contract_date")
    if concluded is None:
        return None
    product = catalog.products.get(str(body.get("product", "")))
    name = product.name if product else str(body.get("product") or policy_id)
    edition = EDITION.search(name)
    renewal, channel = body.get("renewal"), body.get("channel")
    terms = ContractTerms(
        contract_date=concluded,
        version=str(body["terms_version"]) if body.get("terms_version") else edition[1] if edition else None,
        waiting_days=_waiting_days(catalog, body),
        insurance_age=_number(body, "insurance_age", 120),
        renewal=renewal if isinstance(renewal, bool) else None,
        renewal_years=_number(body, "renewal_years", 100),
        applied=_day(body, "applied"),
        policy_received=_day(body, "policy_received"),
        age=_number(body, "age", 120),
        channel=channel if channel in ("phone", "face", "online") else None,
    )
    return Contract(policy=policy_id, name=f"{body['insurer']} {name}" if body.get("insurer") else name, terms=terms.days())


def _waiting_days(catalog: Catalog, body: Row) -> int | None:
    """The days entered, else the longest waiting period of the riders; None where the data does not know a rider's."""
    given = _number(body, "waiting_days", 730)
    if given is not None:
        return given
    ids = [str(item.get("coverage")) for item in body.get("items") or () if isinstance(item, Mapping)]
    rows = [catalog.coverage_rows.get(id) for id in ids]
    days = [row.payout.waiting_days for row in rows if row and row.payout and row.payout.waiting_days is not None]
    return max(days) if days and len(days) == len(rows) else None


def _day(body: Row, name: str) -> date | None:
    value = body.get(name)
    try:
        day = date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        day = date.min
    if day is not None and not 1900 <= day.year <= 2200:
        raise RuleError(f"{name}: '{value}'은(는) 쓸 수 있는 날짜가 아닙니다.", hint="2026-05-01처럼 적어 주세요.")
    return day


def _number(body: Row, name: str, most: int) -> int | None:
    value = body.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most):
        return value
    raise RuleError(f"{name}: '{value}'은(는) 0부터 {most}까지의 정수가 아닙니다.", hint="숫자만 적어 주세요.")

"""A contract's fact keeps the terms' version and days, and what was known of it on a day stays answerable."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazel.catalog.loading import load_catalog
from gazel.db.database import Connection
from gazel.errors import RuleError
from gazel.insurance.contract_terms import ContractTerms
from gazel.memory.contracts import Contract
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope
from gazel.settings import settings as chosen_settings
from gazel.workflow.contracts import contract_of

ENTERED = datetime(2026, 5, 4, 1, tzinfo=UTC)


def contract(name: str, *, policy: str = "p1", **known: Any) -> Contract:
    """A contract with the days that the rules give."""
    return Contract(policy=policy, name=name, terms=ContractTerms(**known).days())


CANCER = contract(
    "가상손해보험 암보험(2604.1)", version="2604.1", contract_date=date(2026, 5, 1), waiting_days=90,
    insurance_age=40, renewal=False, renewal_years=10, applied=date(2026, 5, 1), policy_received=date(2026, 5, 3), age=40,
)  # fmt: skip


def enter(memory: HierarchicalMemoryManager, scope: Scope, contract: Contract, at: datetime = ENTERED) -> dict[str, Any]:
    return memory.enter_contract(scope, contract, at=at, also=lambda connection: None).row


def test_the_fact_keeps_the_version_and_the_days_of_the_rules(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    assert enter(memory, kim, CANCER)["terms"] == {
        "version": "2604.1", "contract_date": "2026-05-01", "coverage_start": "2026-07-30", "withdrawal_deadline": "2026-05-18",
        "renewal_date": "2036-05-01",
    }  # fmt: skip
    hit = memory.recall(kim, "제 암보험 청약철회가 언제까지였죠?", as_of=date(2026, 5, 10)).hits[0]
    assert "약관 2604.1" in hit.text
    assert "청약철회 2026-05-18까지" in hit.text


def test_what_a_rule_cannot_know_is_left_out(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    row = enter(memory, kim, contract("가상 보험", contract_date=date(2026, 5, 1)))
    assert row["facts"] == "가상 보험 계약(계약일 2026-05-01)"
    assert [name for name, value in row["terms"].items() if value] == ["contract_date"]


def test_the_day_the_advice_was_given_is_answerable(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    renewed = contract(
        "가상손해보험 암보험(2704.1)", version="2704.1", contract_date=date(2027, 5, 1), waiting_days=90, renewal=True
    )  # fmt: skip
    enter(memory, kim, CANCER)
    enter(memory, kim, renewed, ENTERED + timedelta(days=365))

    def versions(as_of: date, known_at: date) -> list[str]:
        return [row["terms"]["version"] for row in memory.facts(kim, slots=["existing_policy"], as_of=as_of, known_at=known_at)]

    assert versions(date(2026, 6, 1), date(2026, 6, 1)) == ["2604.1"]
    assert versions(date(2026, 6, 1), date(2027, 12, 1)) == ["2604.1"]
    assert versions(date(2027, 6, 1), date(2027, 6, 1)) == ["2704.1"]
    assert versions(date(2026, 4, 1), date(2026, 6, 1)) == []
    assert versions(date(2026, 6, 1), date(2026, 5, 1)) == []
    question = "제 암보험 약관이 몇 년 판이죠?"
    assert "2604.1" in memory.recall(kim, question, as_of=date(2026, 6, 1), kinds=["semantic"]).hits[0].text
    assert "2704.1" in memory.recall(kim, question, as_of=date(2027, 6, 1), kinds=["semantic"]).hits[0].text


def test_a_cancelled_contract_held_until_that_day(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    enter(memory, kim, CANCER)
    cancelled = datetime(2026, 9, 1, 1, tzinfo=UTC)
    (closed,) = memory.end_contract(kim, "p1", mistaken=False, at=cancelled, also=lambda connection: None)
    assert (closed.row["closed_by"], closed.row["superseded_by"]) == ("change", None)
    slots = ["existing_policy"]
    assert memory.facts(kim, slots=slots, as_of=date(2026, 8, 1), known_at=date(2026, 12, 1))
    assert not memory.facts(kim, slots=slots, as_of=date(2026, 10, 1), known_at=date(2026, 12, 1))


def test_a_contract_entered_by_mistake_was_never_held(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    enter(memory, kim, CANCER)
    memory.end_contract(kim, "p1", mistaken=True, at=ENTERED + timedelta(days=1), also=lambda connection: None)
    assert not memory.facts(kim, slots=["existing_policy"], as_of=date(2026, 5, 2), known_at=date(2026, 12, 1))


def test_ending_a_contract_without_a_fact_does_the_rest(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    done: list[int] = []
    assert memory.end_contract(kim, "p9", mistaken=False, at=ENTERED, also=lambda connection: done.append(1)) == []
    assert done == [1]


def test_the_same_entry_again_changes_no_fact(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    first = memory.enter_contract(kim, CANCER, at=ENTERED, also=lambda connection: None)
    again = memory.enter_contract(kim, CANCER, at=ENTERED + timedelta(days=9), also=lambda connection: None)
    assert again == first
    assert len(memory.history(kim, "semantic", first.key)) == 1


def test_an_entry_that_fails_leaves_nothing(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    def fails(connection: Connection) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        memory.enter_contract(kim, CANCER, at=ENTERED, also=fails)
    assert memory.count(kim)["semantic"] == 0


def test_consolidation_merges_no_contract_away(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    for policy in ("p1", "p2"):
        enter(memory, kim, contract("가상 암보험", policy=policy, contract_date=date(2026, 5, 1)))
    assert memory.consolidate(kim, now=ENTERED).merged == 0
    assert memory.count(kim)["semantic"] == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 700)), min_size=1, max_size=5))
def test_at_any_time_one_version_of_a_contract_is_known(
    memory: HierarchicalMemoryManager, entries: list[tuple[int, int]]
) -> None:
    scope, days = Scope("demo", uuid4().hex), sorted(day for _, day in entries)
    for (version, _), day in zip(entries, days, strict=True):
        entered = contract("가상 보험", version=f"v{version}", contract_date=date(2026, 5, 1))
        enter(memory, scope, entered, ENTERED + timedelta(days=day))
    latest: dict[int, str] = {day: f"v{version}" for (version, _), day in zip(entries, days, strict=True)}
    for day, version in latest.items():
        moment = ENTERED + timedelta(days=day, seconds=1)
        assert [row["terms"]["version"] for row in memory.facts(scope, as_of=moment)] == [version]


def test_what_was_entered_is_read_with_the_data() -> None:
    catalog = load_catalog(chosen_settings().data / "insurance")
    body = {
        "insurer": "삼성화재",
        "product": "SSF-MHP-2508.12-3",
        "contract_date": "2026-05-01",
        "items": [{"coverage": "SSF-01"}],
    }
    read = contract_of(catalog, "p1", {**body, "insurance_age": 40, "renewal": False})
    assert read is not None
    assert (read.terms["version"], read.terms["coverage_start"]) == ("2508.12", "2026-05-01")
    assert contract_of(catalog, "p1", {"product": "가상 상품"}) is None
    unknown = contract_of(catalog, "p1", {**body, "items": [{"coverage": "?"}]})
    assert unknown is not None
    assert unknown.terms["coverage_start"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("contract_date", "2026-13-01"), ("applied", 5), ("renewal_years", -1), ("insurance_age", True), ("age", "마흔")],
)
def test_what_is_no_date_or_number_is_refused(name: str, value: object) -> None:
    catalog = load_catalog(chosen_settings().data / "insurance")
    with pytest.raises(RuleError, match=name):
        contract_of(catalog, "p1", {"contract_date": "2026-05-01", name: value})

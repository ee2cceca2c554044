"""One scenario computed for several riders by the rule engine, with the sum insured that the reader entered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage
from gazel.insurance import calc
from gazel.insurance.result import RuleResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is assumed of every rider alike; `sum_insured` in won, `days` in hospital for daily benefits."""

    code: str
    sum_insured: int
    contract: date
    event: date
    age: int
    days: int = 1


def code_of(catalog: Catalog, code_group: str) -> str | None:
    """The first KCD code of a code group, or None where a code alone does not define it."""
    ranges = catalog.code_groups[code_group].ranges
    return ranges[0].first if ranges else None


def computed(row: Coverage, scenario: Scenario) -> RuleResult | None:
    """What the rider pays in the scenario; None where its terms must be looked up first or it waives instead of paying."""
    payout = row.payout
    if payout is None or payout.waiting_days is None or row.benefit == "waiver":
        return None
    steps = [step.model_dump() for step in payout.steps]
    shared: dict[str, Any] = {
        "sum_insured": scenario.sum_insured, "ratio_pct": payout.ratio_pct, "contract_date": scenario.contract.isoformat(),
        "waiting_days": payout.waiting_days, "insurance_age": scenario.age, "renewal": False, "steps": steps, "in_force": True,
        "dx_report_date": scenario.event.isoformat(),
    }  # fmt: skip
    if row.benefit == "diagnosis":
        extra = {"code": scenario.code, "reduction_scope": payout.scope, "already_paid_same_type": False}
        return calc.run("diagnosis_payout", shared | extra)
    benefit = calc.run("treatment_benefit", shared | {"treatment_date": scenario.event.isoformat(), "already_paid": False})
    if row.benefit != "hospital_day" or benefit.status != "ok":
        return benefit
    return calc.run(
        "hospital_days",
        {"days": scenario.days, "daily_amount": scenario.sum_insured, "limit_days": payout.limit_days, "ratio_pct": payout.ratio_pct,
         "factor_pct": benefit.result["factor_pct"]},
    )  # fmt: skip

"""What one rider pays for one event, by the rule engine; terms the document leaves open are tried both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gazel.catalog.rows import Coverage, Payout, ReductionStep
from gazel.insurance import calc
from gazel.insurance.result import RuleResult

ADULT = 30
"""Insurance age assumed where none was said; only under 15 matters."""

GENERIC_MINOR = Payout(
    ratio_pct=100, waiting_days=0, steps=(ReductionStep(until="1y", pct=50),), clock="diagnosis", unit="once", limit_count=1
)
"""유사암 진단비 as all eight proposals have it: no waiting, half in the first year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: ISO dates, the KCD code, what was paid before."""

    code: str
    contract_date: str | None
    report_date: str | None = None
    certificate_date: str | None = None
    treatment_date: str | None = None
    insurance_age: int = ADULT
    renewal: bool = False
    already_paid: bool = False
    hospital_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rider:
    """A rider with its sum insured in won (None = unknown)."""

    name: str
    family: str
    benefit: str
    payout: Payout
    sum_insured: int | None
    insurer: str = ""
    row: Coverage | None = None
    example: bool = False
    contract_date: str | None = None
    """The day of the customer's own contract, ISO; it stands in where the question names none."""


def pays(rider: Rider, event: Event) -> RuleResult:
    """The rule's result for this rider; an open waiting period is computed as if there were none."""
    return _run(rider, in_contract(rider, event), rider.payout.waiting_days or 0)


def in_contract(rider: Rider, event: Event) -> Event:
    """The event under the rider's own contract, where the question did not say its day."""
    return event if event.contract_date else replace(event, contract_date=rider.contract_date)


def is_open(rider: Rider, event: Event, result: RuleResult) -> bool:
    """Whether terms that the document leaves open would change the figure."""
    if not rider.payout.check_terms:
        return False
    return any(
        _run(rider, in_contract(rider, event), waiting).result.get("amount") != result.result.get("amount") for waiting in (0, 90)
    )


def _run(rider: Rider, event: Event, waiting: int) -> RuleResult:
    steps = [{"until": step.until, "pct": _whole(step.pct)} for step in rider.payout.steps]
    contract: Mapping[str, Any] = {
        "contract_date": event.contract_date, "waiting_days": waiting, "insurance_age": event.insurance_age, "renewal": event.renewal,
        "steps": steps, "in_force": True, "ratio_pct": _whole(rider.payout.ratio_pct), "sum_insured": rider.sum_insured,
    }  # fmt: skip
    if rider.benefit == "hospital_day":
        return _hospital(rider, event, steps)
    if rider.benefit == "diagnosis":
        own = {"code": event.code, "dx_report_date": event.report_date, "certificate_date": event.certificate_date,
               "reduction_scope": rider.payout.scope, "already_paid_same_type": event.already_paid}  # fmt: skip
        return calc.run("diagnosis_payout", {**contract, **own})
    treated = event.treatment_date or event.report_date
    diagnosed = event.report_date or event.treatment_date
    return calc.run(
        "treatment_benefit",
        {**contract, "dx_report_date": diagnosed, "treatment_date": treated, "already_paid": event.already_paid},
    )


def _hospital(rider: Rider, event: Event, steps: list[dict[str, Any]]) -> RuleResult:
    factor = 100
    date = event.treatment_date or event.report_date
    if steps and event.contract_date and date:
        payload = {"contract_date": event.contract_date, "event_date": date, "steps": steps, "renewal": event.renewal}
        factor = calc.run("reduction_factor", payload).result["pct"]
    payload = {
        "days": event.hospital_days, "daily_amount": rider.sum_insured, "limit_days": rider.payout.limit_days or 180,
        "ratio_pct": _whole(rider.payout.ratio_pct), "factor_pct": factor, "prior_paid_days": 0,
    }  # fmt: skip
    return calc.run("hospital_days", payload)


def _whole(percent: float) -> int | float:
    return int(percent) if percent == int(percent) else percent

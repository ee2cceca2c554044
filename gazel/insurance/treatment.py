"""R6 수술·치료비: a benefit whose reduction clock is the day of surgery or treatment."""

from collections.abc import Sequence
from datetime import date

from gazel.insurance import sources
from gazel.insurance.coverage_start import age_if_needed
from gazel.insurance.money import Percent, percent_number
from gazel.insurance.particles import josa
from gazel.insurance.reduction import ReductionStep
from gazel.insurance.result import RuleResult, Status, Step, absent, needs_input
from gazel.insurance.rider_terms import RiderTerms, terms_if_given

RULE = ("R1", "R6")
CITED = (sources.rule("R6", "수술·치료비"), sources.CLOCKS, sources.ROBOT)
FIGURES = ("amount", "factor_pct")


def treatment_benefit(
    *,
    sum_insured: int | None = None,
    ratio_pct: Percent | None = None,
    contract_date: date | None = None,
    dx_report_date: date | None = None,
    treatment_date: date | None = None,
    waiting_days: int | None = None,
    insurance_age: int | None = None,
    renewal: bool | None = None,
    steps: Sequence[ReductionStep] | None = None,
    already_paid: bool | None = None,
    in_force: bool | None = None,
) -> RuleResult:
    """`amount` (won) and `factor_pct` of a surgery or treatment rider; diagnosis and treatment must not precede the start of cover.

    `dx_report_date` is needed only where a waiting period applies. Source: R6, DB·메리츠 제안서 (A).
    """
    waits = waiting_days != 0 and not renewal
    required = {
        "sum_insured": sum_insured, "ratio_pct": ratio_pct, "contract_date": contract_date, "treatment_date": treatment_date,
        "waiting_days": waiting_days, **({"dx_report_date": dx_report_date} if waits else {}),
        **age_if_needed(insurance_age, renewal, waiting_days), "renewal": renewal, "steps": steps, "already_paid": already_paid,
        "in_force": in_force,
    }  # fmt: skip
    missing = absent(required)
    terms = terms_if_given(sum_insured, ratio_pct, contract_date, waiting_days, insurance_age, renewal, steps)
    if missing or terms is None or treatment_date is None:
        return needs_input(missing, FIGURES, RULE, CITED)
    if not in_force:
        return _nothing("not_in_force", "만기·해지·실효 중이므로 0원")
    if already_paid:
        return _nothing("already_paid", "이 담보는 이미 지급되어 0원")
    return _settle(terms, min(dx_report_date or treatment_date, treatment_date), treatment_date)


def _settle(terms: RiderTerms, first: date, treated: date) -> RuleResult:
    if first < terms.start:
        return _nothing(
            "void_waiting", f"진단·치료일 {josa(first, '이/가')} 보장개시일 {terms.start} 전이므로 0원", terms.start_step()
        )
    amount, factor, worked = terms.pay(treated, title="수술·치료비", clock="수술·치료일")
    return RuleResult(
        result={"amount": amount, "factor_pct": percent_number(factor), "coverage_start": terms.start},
        steps=(terms.start_step(), *worked),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-RIDER-SEPARATE",),
    )


def _nothing(status: Status, words: str, *steps: Step) -> RuleResult:
    void = status == "void_waiting"
    return RuleResult(
        result={"amount": 0, "factor_pct": None},
        status=status,
        steps=(*steps, Step("지급 여부", {}, words, 0)),
        rule_ids=RULE,
        citations=(*CITED, *((sources.VOID,) if void else ())),
        warnings=("W-VOID-REFUND",) if void else (),
    )

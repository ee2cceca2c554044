"""R3–R5 진단비: the lump sum on a confirmed diagnosis, with waiting period, reduction and once-per-type limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from gazel.insurance import sources
from gazel.insurance.classification import code_warnings, is_small_cancer, normalise_code
from gazel.insurance.coverage_start import age_if_needed
from gazel.insurance.money import Percent, percent_number
from gazel.insurance.particles import josa
from gazel.insurance.reduction import ReductionStep, leap_day_flag
from gazel.insurance.result import RuleResult, Status, Step, absent, needs_input
from gazel.insurance.rider_terms import RiderTerms, terms_if_given

ReductionScope = Literal["all", "small_cancer"]
RULE = ("R1", "R3", "R4", "R5")
CITED = (sources.rule("R3~R5", "진단비"), sources.DIAGNOSIS_DATE, sources.COVERAGE_START, sources.ONE_YEAR)
FIGURES = ("amount", "factor_pct")


def diagnosis_payout(
    *,
    code: str | None = None,
    sum_insured: int | None = None,
    ratio_pct: Percent | None = None,
    contract_date: date | None = None,
    dx_report_date: date | None = None,
    certificate_date: date | None = None,
    waiting_days: int | None = None,
    insurance_age: int | None = None,
    renewal: bool | None = None,
    steps: Sequence[ReductionStep] | None = None,
    reduction_scope: ReductionScope | None = None,
    already_paid_same_type: bool | None = None,
    in_force: bool | None = None,
) -> RuleResult:
    """`amount` (won) and `factor_pct` (only when ok) of a rider that covers `code`.

    The clock is the date of the test result report, never the certificate's. What cannot change the outcome is not asked for: the age
    without a waiting period, the scope without steps. Precedence: needs_input, not_in_force, already_paid, void_waiting, ok.
    Source: R3–R5, 삼성 약관 p.175 (A), 상법 §644·§648 (A).
    """
    required = {
        "code": code.strip() or None if code else None, "sum_insured": sum_insured, "ratio_pct": ratio_pct,
        "contract_date": contract_date, "dx_report_date": dx_report_date, "waiting_days": waiting_days,
        **age_if_needed(insurance_age, renewal, waiting_days), "renewal": renewal, "steps": steps,
        **({"reduction_scope": reduction_scope} if steps else {}), "already_paid_same_type": already_paid_same_type, "in_force": in_force,
    }  # fmt: skip
    missing = absent(required)
    terms = terms_if_given(sum_insured, ratio_pct, contract_date, waiting_days, insurance_age, renewal, steps)
    if missing or terms is None or code is None or dx_report_date is None:
        return needs_input(missing, FIGURES, RULE, CITED, ("W-CERT-DATE",) if certificate_date and not dx_report_date else ())
    normal = normalise_code(code)
    if reduction_scope == "small_cancer" and not is_small_cancer(normal):
        terms = replace(terms, steps=())
    warnings = (*code_warnings(normal), *_date_warnings(terms.contract_date, dx_report_date, certificate_date))
    status: Status = "not_in_force" if not in_force else "already_paid" if already_paid_same_type else "ok"
    return _settle(terms, dx_report_date, status, warnings, small_only=reduction_scope == "small_cancer")


def _settle(terms: RiderTerms, confirmed: date, status: Status, warnings: tuple[str, ...], *, small_only: bool) -> RuleResult:
    fixed = Step(
        "진단확정일",
        {"검사 결과보고일": confirmed},
        f"검사 결과보고일 {josa(confirmed, '을/를')} 진단확정일로 씀",
        confirmed,
    )
    if status == "not_in_force":
        return _nothing(status, "만기·해지·실효 중이므로 0원", (fixed,), warnings)
    if status == "already_paid":
        return _nothing(status, "같은 유형의 진단비가 이미 지급되어(유형별 최초 1회) 0원", (fixed,), warnings)
    if confirmed < terms.start:
        words = f"진단확정일 {josa(confirmed, '이/가')} 보장개시일 {terms.start} 전이므로 이 담보는 무효, 0원"
        void = (*warnings, "W-VOID-REFUND", "W-CANCEL-OPTION")
        return _nothing("void_waiting", words, (fixed, terms.start_step()), void)
    amount, factor, worked = terms.pay(confirmed, title="진단비", clock="진단확정일")
    leap = leap_day_flag(terms.contract_date, terms.steps) and not terms.renewal
    return RuleResult(
        result={"amount": amount, "factor_pct": percent_number(factor), "coverage_start": terms.start, "dx_date": confirmed},
        steps=(fixed, terms.start_step(), *worked),
        rule_ids=RULE,
        citations=(*CITED, *((sources.SMALL_CANCER,) if small_only else ())),
        warnings=(*warnings, *(("W-LEAP-DAY",) if leap else ())),
    )


def _date_warnings(contract: date, confirmed: date, certificate: date | None) -> tuple[str, ...]:
    other = ("W-CERT-DATE",) if certificate is not None and certificate != confirmed else ()
    return (*other, *(("W-BEFORE-CONTRACT",) if confirmed < contract else ()))


def _nothing(status: Status, words: str, steps: tuple[Step, ...], warnings: tuple[str, ...]) -> RuleResult:
    cited = {"void_waiting": (sources.VOID, sources.CANCEL_OPTION), "already_paid": (sources.ONCE_PER_TYPE,)}.get(status, ())
    return RuleResult(
        result={"amount": 0, "factor_pct": None},
        status=status,
        steps=(*steps, Step("지급 여부", {}, words, 0)),
        rule_ids=RULE,
        citations=(*CITED, *cited),
        warnings=warnings,
    )

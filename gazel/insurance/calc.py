"""The rule functions by name, callable with JSON values: what `gazel calc` and the API serve."""

from collections.abc import Callable, Mapping
from typing import Any

from gazel.errors import RuleError
from gazel.insurance import inputs
from gazel.insurance.classification import classify
from gazel.insurance.comparison import comparison_guard
from gazel.insurance.coverage_start import coverage_start
from gazel.insurance.deadlines import (
    business_day_deadline,
    illegal_contract,
    limitation,
    quality_cancellation,
    withdrawal_deadline,
)
from gazel.insurance.diagnosis import diagnosis_payout
from gazel.insurance.disclosure import disclosure_axes
from gazel.insurance.hospital import hospital_days
from gazel.insurance.indemnity_g4 import indemnity_g4_inpatient, indemnity_g4_outpatient
from gazel.insurance.indemnity_g5 import indemnity_g5
from gazel.insurance.insurance_age import insurance_age
from gazel.insurance.labels import label
from gazel.insurance.late_interest import late_interest
from gazel.insurance.ratio import ratio_check
from gazel.insurance.reduction import reduction_factor
from gazel.insurance.result import RuleResult
from gazel.insurance.surcharge import surcharge
from gazel.insurance.treatment import treatment_benefit
from gazel.insurance.waiver import premium_waiver

Parser = Callable[[str, Any], Any]

FUNCTIONS: Mapping[str, Callable[..., RuleResult]] = {
    "coverage_start": coverage_start,
    "classify": classify,
    "reduction_factor": reduction_factor,
    "diagnosis_payout": diagnosis_payout,
    "hospital_days": hospital_days,
    "indemnity_g4_outpatient": indemnity_g4_outpatient,
    "indemnity_g4_inpatient": indemnity_g4_inpatient,
    "indemnity_g5": indemnity_g5,
    "business_day_deadline": business_day_deadline,
    "withdrawal_deadline": withdrawal_deadline,
    "late_interest": late_interest,
    "insurance_age": insurance_age,
    "treatment_benefit": treatment_benefit,
    "premium_waiver": premium_waiver,
    "ratio_check": ratio_check,
    "surcharge": surcharge,
    "quality_cancellation": quality_cancellation,
    "illegal_contract": illegal_contract,
    "limitation": limitation,
    "comparison_guard": comparison_guard,
    "disclosure_axes": disclosure_axes,
}

_FACILITY = inputs.one_of("의원", "병원", "약국", "종합병원", "상급종합병원")
_CONTRACT: Mapping[str, Parser] = {
    "contract_date": inputs.as_date,
    "insurance_age": inputs.as_age,
    "renewal": inputs.as_flag,
    "waiting_days": inputs.as_days,
}
_BENEFIT: Mapping[str, Parser] = {
    "sum_insured": inputs.as_won,
    "ratio_pct": inputs.as_ratio,
    "steps": inputs.as_steps,
    "in_force": inputs.as_flag,
}

FIELDS: Mapping[str, Mapping[str, Parser]] = {
    "coverage_start": {**_CONTRACT, "revival_date": inputs.as_date},
    "classify": {
        "code": inputs.as_text,
        "primary": inputs.as_text,
        "metastasis_policy": inputs.one_of("primary_site", "metastasis_included", "unspecified"),
    },
    "reduction_factor": {
        "contract_date": inputs.as_date,
        "event_date": inputs.as_date,
        "steps": inputs.as_steps,
        "renewal": inputs.as_flag,
    },
    "diagnosis_payout": {
        **_CONTRACT,
        **_BENEFIT,
        "code": inputs.as_text,
        "dx_report_date": inputs.as_date,
        "certificate_date": inputs.as_date,
        "reduction_scope": inputs.one_of("all", "small_cancer"),
        "already_paid_same_type": inputs.as_flag,
    },
    "treatment_benefit": {
        **_CONTRACT,
        **_BENEFIT,
        "dx_report_date": inputs.as_date,
        "treatment_date": inputs.as_date,
        "already_paid": inputs.as_flag,
    },
    "hospital_days": {
        "days": inputs.as_days,
        "daily_amount": inputs.as_won,
        "limit_days": inputs.as_days,
        "ratio_pct": inputs.as_ratio,
        "factor_pct": inputs.as_percent,
        "prior_paid_days": inputs.as_days,
        "gap_days_since_discharge": inputs.as_days,
    },
    "indemnity_g4_outpatient": {
        "kind": inputs.one_of("급여", "비급여"),
        "facility": _FACILITY,
        "amount": inputs.as_won,
        "per_visit_limit": inputs.as_won,
    },
    "indemnity_g4_inpatient": dict.fromkeys(
        ("covered", "noncovered", "self20_ytd", "annual_remaining_covered", "annual_remaining_noncovered"), inputs.as_won
    ),
    "indemnity_g5": {
        "sub": inputs.one_of("covered_outpatient", "noncovered_outpatient", "noncovered_inpatient"),
        "severe": inputs.as_flag,
        "facility": _FACILITY,
        "amount": inputs.as_won,
        "visits_same_day": inputs.as_wons,
        "nhi_rate_pct": inputs.as_percent,
        "deductible_ytd": inputs.as_won,
        "per_visit_limit": inputs.as_won,
        "annual_remaining": inputs.as_won,
    },
    "business_day_deadline": {"received": inputs.as_date, "business_days": inputs.as_business_days, "holidays": inputs.as_dates},
    "withdrawal_deadline": {
        "applied": inputs.as_date,
        "policy_received": inputs.as_date,
        "age": inputs.as_age,
        "channel": inputs.one_of("phone", "face", "online"),
    },
    "late_interest": {"principal": inputs.as_won, "days_late": inputs.as_days, "loan_rate_pct": inputs.as_percent},
    "insurance_age": {"birth": inputs.as_date, "contract": inputs.as_date},
    "premium_waiver": {
        "event": inputs.one_of("cancer", "stroke", "ami", "disability80"),
        "code": inputs.as_text,
        "primary": inputs.as_text,
        "event_date": inputs.as_date,
        "coverage_start": inputs.as_date,
        "renewable": inputs.as_flag,
        "similar_included": inputs.as_flag,
    },
    "ratio_check": {"similar_sum": inputs.as_won, "general_sum": inputs.as_won},
    "surcharge": {"paid_12m": inputs.as_won, "long_term_care_grade": inputs.as_count},
    "quality_cancellation": {"concluded": inputs.as_date},
    "illegal_contract": {"known": inputs.as_date, "concluded": inputs.as_date},
    "limitation": {"basis_date": inputs.as_date, "as_of": inputs.as_date},
    "comparison_guard": {"left": inputs.as_mapping, "right": inputs.as_mapping, "candidates": inputs.as_count},
    "disclosure_axes": {
        "contract_date": inputs.as_date,
        "coverage_start": inputs.as_date,
        "discovered": inputs.as_date,
        "claimed_within_two_years": inputs.as_flag,
        "causal": inputs.as_flag,
        "as_of": inputs.as_date,
    },
}
"""The input fields of each function with the parser of their JSON values."""


def run(fn: str, payload: Mapping[str, Any]) -> RuleResult:
    """Call the rule function `fn` with JSON values (ISO dates, whole won; null or absent = not given); RuleError names what is wrong."""
    inputs.check_legible([fn, payload])
    if fn not in FUNCTIONS:
        raise RuleError(f"'{str(fn)[:60]}'(이)라는 계산은 없습니다.", hint=f"가능한 계산: {', '.join(FUNCTIONS)}")
    if not isinstance(payload, Mapping):
        raise RuleError(f"{fn}: 입력은 JSON 객체여야 합니다.", hint='{"contract_date": "2025-10-02", …}처럼 적어 주세요.')
    fields = FIELDS[fn]
    unknown = [str(name)[:60] for name in payload if name not in fields]
    if unknown:
        known = ", ".join(f"{name}({label(name)})" for name in fields)
        raise RuleError(f"{fn}: {', '.join(unknown)} 항목은 없습니다.", hint=f"쓸 수 있는 항목: {known}")
    given = {name: fields[name](name, value) for name, value in payload.items() if value is not None}
    return FUNCTIONS[fn](**given)

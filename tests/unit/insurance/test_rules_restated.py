"""Any complete case gives what the rules, restated without the product's code, give."""

from datetime import date, timedelta
from typing import Any

import pytest
import rules_restated
from hypothesis import given, settings
from hypothesis import strategies as st

from gazel.insurance.calc import run

EDGES = [
    0,
    1,
    7,
    9_999,
    10_000,
    10_001,
    30_001,
    49_999,
    50_000,
    100_000,
    100_001,
    285_715,
    1_999_999,
    2_000_000,
    5_000_001,
    10**7 + 1,
]
won = st.sampled_from(EDGES) | st.integers(0, 10**8)
percent = st.sampled_from([0, 5, 12.5, 20, 33.3, 50, 60, 100]) | st.integers(0, 1000).map(lambda tenths: tenths / 10)
month_ends = st.sampled_from([date(2024, 2, 29), date(2023, 2, 28), date(2023, 3, 1), date(2023, 8, 31), date(2023, 12, 31)])
days = st.dates(date(2015, 1, 1), date(2030, 12, 31)) | month_ends
flags = st.booleans()
facility = st.sampled_from(["의원", "병원", "약국", "종합병원", "상급종합병원"])
steps = st.sampled_from(
    [
        [],
        [{"until": "1y", "pct": 50}],
        [{"until": "2y", "pct": 50}],
        [{"until": "180d", "pct": 25}, {"until": "1y", "pct": 50}],
        [{"until": "90d", "pct": 5}, {"until": "180d", "pct": 25}, {"until": "1y", "pct": 33.3}],
    ]
)
SPANS = [0, 1, 15, 30, 89, 90, 91, 179, 180, 181, 365, 366, 730, 731]


def later(start: str, end: str) -> st.SearchStrategy[dict[str, str]]:
    """Two days, the second on or after the first and often on an edge."""
    spans = st.sampled_from(SPANS) | st.integers(0, 1200)
    return st.builds(lambda day, span: {start: day.isoformat(), end: (day + timedelta(days=span)).isoformat()}, days, spans)


def case(*parts: st.SearchStrategy[dict[str, Any]], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """One input object of these parts and fields."""
    return st.tuples(st.fixed_dictionaries(fields), *parts).map(lambda found: {k: v for part in found for k, v in part.items()})


CASES = {
    "reduction_factor": case(later("contract_date", "event_date"), steps=steps, renewal=flags),
    "diagnosis_payout": case(
        later("contract_date", "dx_report_date"), code=st.sampled_from(["C73", "C16.9", "C50.9", "C61", "C53.9", "D05.1"]), sum_insured=won,
        ratio_pct=percent, waiting_days=st.sampled_from([0, 90]), insurance_age=st.sampled_from([0, 14, 15, 40]), renewal=flags, steps=steps,
        reduction_scope=st.sampled_from(["all", "small_cancer"]), already_paid_same_type=flags, in_force=flags,
    ),
    "hospital_days": case(
        days=st.integers(0, 400), daily_amount=won, limit_days=st.sampled_from([0, 120, 180]), ratio_pct=percent, factor_pct=percent,
        prior_paid_days=st.integers(0, 200), gap_days_since_discharge=st.none() | st.sampled_from([0, 1, 179, 181]),
    ),
    "indemnity_g4_outpatient": case(kind=st.sampled_from(["급여", "비급여"]), facility=facility, amount=won, per_visit_limit=won),
    "indemnity_g4_inpatient": case(
        covered=won, noncovered=won, self20_ytd=won, annual_remaining_covered=won, annual_remaining_noncovered=won
    ),
    "indemnity_g5": case(
        sub=st.sampled_from(["covered_outpatient", "noncovered_outpatient", "noncovered_inpatient"]), severe=flags, facility=facility,
        amount=won, visits_same_day=st.lists(won, min_size=1, max_size=3), nhi_rate_pct=percent, deductible_ytd=won, per_visit_limit=won,
        annual_remaining=st.none() | won,
    ),
    "business_day_deadline": case(
        received=days.map(str), business_days=st.sampled_from([3, 30]), holidays=st.lists(days.map(str), max_size=9)
    ),
    "withdrawal_deadline": case(
        later("applied", "policy_received"), age=st.sampled_from([20, 64, 65, 66]), channel=st.sampled_from(["phone", "face", "online"])
    ),
    "late_interest": case(principal=won, days_late=st.sampled_from([30, 31, 60, 61, 90, 91]) | st.integers(0, 400), loan_rate_pct=percent),
    "insurance_age": case(later("birth", "contract")),
}  # fmt: skip


@pytest.mark.parametrize("fn", CASES)
def test_any_case_gives_what_the_rules_say(fn: str) -> None:
    @given(CASES[fn])
    @settings(max_examples=150, deadline=None)
    def holds(inputs: dict[str, Any]) -> None:
        result = run(fn, inputs).as_dict()["result"]
        expected = getattr(rules_restated, fn)(inputs)
        assert {name: result[name] for name in expected} == expected

    holds()

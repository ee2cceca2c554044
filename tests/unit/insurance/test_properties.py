"""Invariants of the rule functions over random inputs."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gazel.insurance.calc import run
from gazel.insurance.classification import classify, normalise_code
from gazel.insurance.diagnosis import diagnosis_payout
from gazel.insurance.hospital import hospital_days
from gazel.insurance.indemnity_g4 import indemnity_g4_inpatient, indemnity_g4_outpatient
from gazel.insurance.indemnity_g5 import indemnity_g5
from gazel.insurance.insurance_age import insurance_age
from gazel.insurance.late_interest import late_interest
from gazel.insurance.reduction import ReductionStep, payable_percent

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
WON = st.integers(0, 100_000_000)
PERCENT = st.integers(0, 1000).map(lambda tenth: Fraction(tenth, 10))
STEPS = st.sampled_from(
    [
        (),
        (ReductionStep("1y", 50),),
        (ReductionStep("2y", 50),),
        (ReductionStep("180d", 25), ReductionStep("1y", 50)),
        (ReductionStep("90d", 5), ReductionStep("180d", 25), ReductionStep("1y", 50)),
    ]
)
FACILITY = st.sampled_from(["의원", "병원", "약국", "종합병원", "상급종합병원"])


def payout(contract: date, dx: date, amount: int, steps: Any, ratio: Fraction = Fraction(100), waiting: int = 90) -> Any:
    return diagnosis_payout(
        code="C50.9", sum_insured=amount, ratio_pct=ratio, contract_date=contract, dx_report_date=dx, waiting_days=waiting,
        insurance_age=40, renewal=False, steps=steps, reduction_scope="all", already_paid_same_type=False, in_force=True,
    )  # fmt: skip


@given(DAYS, st.integers(0, 1200), WON, WON, STEPS, PERCENT)
def test_payout_grows_with_the_sum_and_never_exceeds_it(
    contract: date, days: int, one: int, two: int, steps: Any, ratio: Fraction
) -> None:
    dx = contract + timedelta(days=days)
    small, large = (payout(contract, dx, amount, steps, ratio).result["amount"] for amount in sorted((one, two)))
    assert 0 <= small <= large <= max(one, two)


@given(DAYS, st.integers(0, 1200), STEPS)
def test_payout_never_falls_as_the_contract_ages(contract: date, days: int, steps: Any) -> None:
    today, tomorrow = (
        payout(contract, contract + timedelta(days=d), 1_000_003, steps).result["amount"] for d in (days, days + 1)
    )
    assert today <= tomorrow


@given(DAYS)
def test_cover_begins_exactly_on_its_first_day(contract: date) -> None:
    assert payout(contract, contract + timedelta(days=89), 100, ()).status == "void_waiting"
    assert payout(contract, contract + timedelta(days=90), 100, ()).status == "ok"


@given(DAYS, STEPS)
def test_full_share_from_the_last_boundary_on(contract: date, steps: Any) -> None:
    assert payable_percent(contract, contract + timedelta(days=800), steps, renewal=False) == 100
    assert payable_percent(contract, contract, steps, renewal=True) == 100


@given(DAYS, st.integers(0, 1200), WON, STEPS)
def test_same_inputs_give_the_same_outcome(contract: date, days: int, amount: int, steps: Any) -> None:
    dx = contract + timedelta(days=days)
    assert payout(contract, dx, amount, steps).as_dict() == payout(contract, dx, amount, steps).as_dict()


@given(st.from_regex(r"[A-Za-z][0-9]{2}(\.?[0-9]{1,3})?", fullmatch=True))
def test_a_normal_code_stays_normal_and_keeps_its_group(code: str) -> None:
    normal = normalise_code(code)
    assert normalise_code(normal) == normal
    assert classify(code=code).result["category"] == classify(code=normal).result["category"]


@given(st.integers(0, 400), WON, st.integers(0, 365), PERCENT, PERCENT, st.integers(0, 400), st.none() | st.integers(0, 400))
def test_hospital_days_stay_within_their_limit(
    days: int, daily: int, limit: int, ratio: Fraction, factor: Fraction, prior: int, gap: int | None
) -> None:
    out = hospital_days(
        days=days,
        daily_amount=daily,
        limit_days=limit,
        ratio_pct=ratio,
        factor_pct=factor,
        prior_paid_days=prior,
        gap_days_since_discharge=gap,
    ).result
    assert 0 <= out["payable_days"] <= min(days, limit)
    assert 0 <= out["amount"] <= out["payable_days"] * daily


@given(st.sampled_from(["급여", "비급여"]), FACILITY, WON, WON, st.integers(0, 500_000))
def test_outpatient_pay_grows_and_stays_within_limit_and_bill(kind: Any, facility: Any, one: int, two: int, limit: int) -> None:
    low, high = (
        indemnity_g4_outpatient(kind=kind, facility=facility, amount=amount, per_visit_limit=limit).result["pay"]
        for amount in sorted((one, two))
    )
    assert 0 <= low <= high <= min(limit, max(one, two))


@given(st.lists(WON, min_size=1, max_size=6))
def test_admissions_of_a_year_leave_at_most_two_million_of_the_share(bills: list[int]) -> None:
    share, paid = Fraction(0), 0
    for bill in bills:
        out = indemnity_g4_inpatient(
            covered=bill * 5, noncovered=0, self20_ytd=int(share), annual_remaining_covered=10**12, annual_remaining_noncovered=0
        )
        share += bill
        paid += out.result["covered_pay"]
    assert paid == 4 * sum(bills) + max(0, sum(bills) - 2_000_000)


@given(
    st.sampled_from(["covered_outpatient", "noncovered_outpatient", "noncovered_inpatient"]), st.booleans(), FACILITY, WON, PERCENT,
    st.integers(0, 6_000_000), st.none() | st.integers(0, 300_000), st.none() | WON,
)  # fmt: skip
def test_fifth_generation_pay_is_never_negative_and_never_above_bill_or_limit(
    sub: Any, severe: bool, facility: Any, amount: int, nhi: Fraction, ytd: int, visit: int | None, remaining: int | None
) -> None:
    pay = indemnity_g5(
        sub=sub, severe=severe, facility=facility, amount=amount, visits_same_day=(amount,), nhi_rate_pct=nhi, deductible_ytd=ytd,
        per_visit_limit=visit, annual_remaining=remaining,
    ).result["pay"]  # fmt: skip
    assert 0 <= pay <= amount
    assert remaining is None or pay <= remaining
    if sub != "noncovered_inpatient" and visit is not None:
        assert pay <= visit
    if sub == "noncovered_inpatient" and not severe and facility in ("의원", "병원", "약국"):
        assert pay <= 3_000_000


@given(WON, st.integers(0, 2000), PERCENT)
def test_late_interest_is_the_sum_over_days(principal: int, days: int, rate: Fraction) -> None:
    extra = [0 if day <= 30 else 4 if day <= 60 else 6 if day <= 90 else 8 for day in range(1, days + 1)]
    exact = sum((principal * (rate + points) / 36_500 for points in extra), Fraction(0))
    assert late_interest(principal=principal, days_late=days, loan_rate_pct=rate).result["interest"] == int(exact)


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(0, 36_000))
def test_insurance_age_is_within_half_a_year_of_the_true_age(birth: date, days: int) -> None:
    age = insurance_age(birth=birth, contract=birth + timedelta(days=days)).result["age"]
    assert abs(age * 365.2425 - days) <= 185


@given(DAYS, st.integers(1, 60), st.lists(DAYS, max_size=5))
def test_deadline_is_a_business_day_with_the_right_count(received: date, days: int, holidays: list[date]) -> None:
    iso = [day.isoformat() for day in holidays]
    due = run("business_day_deadline", {"received": received.isoformat(), "business_days": days, "holidays": iso}).result["due"]
    span = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in span) == days
    assert due.weekday() < 5
    assert due not in holidays

"""The worked examples E1 to E25 of the rule table."""

from typing import Any

import pytest

from gazel.insurance.calc import run

ONE_YEAR_HALF = [{"until": "1y", "pct": 50}]
ROBOT = [{"until": "180d", "pct": 25}, {"until": "1y", "pct": 50}]
P1_DATE = "2025-10-02"


def diagnosis(code: str, dx: str, *, s: int = 6_000_000, waiting: int = 0, steps: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "code": code, "sum_insured": s, "ratio_pct": 100, "contract_date": P1_DATE, "dx_report_date": dx, "certificate_date": None,
        "waiting_days": waiting, "insurance_age": 30, "renewal": False, "steps": ONE_YEAR_HALF if steps is None else steps,
        "reduction_scope": "all", "already_paid_same_type": False, "in_force": True, **more,
    }  # fmt: skip


def treatment(s: int, day: str, steps: Any, *, dx: str | None = None, waiting: int = 0, ratio: int = 100) -> dict[str, Any]:
    return {
        "sum_insured": s, "ratio_pct": ratio, "contract_date": P1_DATE, "dx_report_date": dx, "treatment_date": day,
        "waiting_days": waiting, "insurance_age": 30, "renewal": False, "steps": steps, "already_paid": False, "in_force": True,
    }  # fmt: skip


@pytest.mark.parametrize(("contract", "start"), [("2024-04-10", "2024-07-09"), ("2025-10-02", "2025-12-31")])
def test_e1_cover_starts_ninety_days_after_the_contract(contract: str, start: str) -> None:
    payload = {"contract_date": contract, "insurance_age": 30, "renewal": False, "waiting_days": 90}
    assert run("coverage_start", payload).as_dict()["result"]["start"] == start


@pytest.mark.parametrize(
    ("code", "category"),
    [("C73", "갑상선암"), ("D47.3", "일반암"), ("D47.2", "경계성종양"), ("D34", "비해당"), ("C44.3", "기타피부암")],
)
def test_e2_codes(code: str, category: str) -> None:
    assert run("classify", {"code": code, "primary": None}).result["category"] == category


def test_e3_metastasis_follows_the_primary_site_and_is_open_without_one() -> None:
    known = run("classify", {"code": "C77.0", "primary": "C73"})
    assert (known.result["category"], known.status) == ("갑상선암", "ok")
    assert "W-PRIMARY" in known.warnings
    open_case = run("classify", {"code": "C77.0", "primary": None})
    assert (open_case.result["category"], open_case.status) == ("일반암", "needs_review")


def test_e4_result_report_day_decides_not_the_certificate() -> None:
    out = run(
        "diagnosis_payout", diagnosis("C16.9", "2025-12-30", s=30_000_000, waiting=90, steps=[], certificate_date="2026-01-03")
    )
    assert (out.result["amount"], out.status) == (0, "void_waiting")
    assert {"W-VOID-REFUND", "W-CERT-DATE"} <= set(out.warnings)
    only_certificate = {**diagnosis("C16.9", "2025-12-30"), "dx_report_date": None, "certificate_date": "2026-01-03"}
    asked = run("diagnosis_payout", only_certificate)
    assert (asked.status, asked.result["amount"], asked.result["missing"]) == ("needs_input", None, ["dx_report_date"])


@pytest.mark.parametrize(
    ("dx", "amount"),
    [("2026-03-15", 3_000_000), ("2026-10-01", 3_000_000), ("2026-10-02", 6_000_000), ("2025-10-20", 3_000_000)],
)
def test_e5_e6_e7_thyroid_cancer_of_p1(dx: str, amount: int) -> None:
    assert run("diagnosis_payout", diagnosis("C73", dx)).result["amount"] == amount


def test_e8_each_type_pays_once() -> None:
    assert run("diagnosis_payout", diagnosis("C44.3", "2027-05-01")).result["amount"] == 6_000_000
    again = run("diagnosis_payout", diagnosis("C73", "2028-01-01", already_paid_same_type=True))
    assert (again.result["amount"], again.status) == (0, "already_paid")


@pytest.mark.parametrize(
    ("code", "steps", "scope", "amount"),
    [
        ("C16.9", ONE_YEAR_HALF, "all", 15_000_000),
        ("C16.9", ONE_YEAR_HALF, "small_cancer", 30_000_000),
        ("C50.9", ONE_YEAR_HALF, "small_cancer", 15_000_000),
        ("C16.9", [], "all", 30_000_000),
        ("C50.9", [], "all", 30_000_000),
    ],
)
def test_e9_reduction_scope_of_general_cancer(code: str, steps: Any, scope: str, amount: int) -> None:
    payload = diagnosis(code, "2026-04-20", s=30_000_000, waiting=90, steps=steps, reduction_scope=scope)
    assert run("diagnosis_payout", payload).result["amount"] == amount


@pytest.mark.parametrize(("dx", "amount"), [("2027-10-01", 4_000_000), ("2027-10-02", 8_000_000)])
def test_e10_two_year_reduction_with_a_ratio(dx: str, amount: int) -> None:
    payload = diagnosis("C73", dx, s=10_000_000, steps=[{"until": "2y", "pct": 50}], ratio_pct=80)
    assert run("diagnosis_payout", payload).result["amount"] == amount


@pytest.mark.parametrize(("day", "amount"), [("2026-03-30", 2_500_000), ("2026-03-31", 5_000_000), ("2026-10-02", 10_000_000)])
def test_e11_robot_surgery_counts_from_the_day_of_surgery(day: str, amount: int) -> None:
    assert run("treatment_benefit", treatment(10_000_000, day, ROBOT, dx="2026-01-10", waiting=90)).result["amount"] == amount


@pytest.mark.parametrize(
    ("day", "amount"), [("2025-12-20", 250_000), ("2026-02-01", 1_250_000), ("2026-05-01", 2_500_000), ("2026-11-01", 5_000_000)]
)
def test_e12_robot_surgery_with_three_steps(day: str, amount: int) -> None:
    steps = [{"until": "90d", "pct": 5}, *ROBOT]
    assert run("treatment_benefit", treatment(5_000_000, day, steps)).result["amount"] == amount


@pytest.mark.parametrize(
    ("ratio", "steps", "amount"),
    [(100, [], 3_000_000), (20, [], 600_000), (20, ONE_YEAR_HALF, 300_000), (100, ONE_YEAR_HALF, 1_500_000)],
)
def test_e13_same_rider_name_differs_between_structures(ratio: int, steps: Any, amount: int) -> None:
    assert run("treatment_benefit", treatment(3_000_000, "2026-03-02", steps, ratio=ratio)).result["amount"] == amount


@pytest.mark.parametrize(("ratio", "factor", "amount"), [(100, 100, 100_000), (20, 100, 20_000), (20, 50, 10_000)])
def test_e14_hospital_days(ratio: int, factor: int, amount: int) -> None:
    payload = {
        "days": 5,
        "daily_amount": 20_000,
        "limit_days": 180,
        "ratio_pct": ratio,
        "factor_pct": factor,
        "prior_paid_days": 0,
    }
    assert run("hospital_days", payload).result["amount"] == amount


def test_e15_sum_of_p1() -> None:
    lump = run("diagnosis_payout", diagnosis("C73", "2026-11-05")).result["amount"]
    surgery = run("treatment_benefit", treatment(300_000, "2026-11-20", [])).result["amount"]
    stay = run(
        "hospital_days", {"days": 5, "daily_amount": 20_000, "limit_days": 180, "ratio_pct": 100, "factor_pct": 100}
    ).result["amount"]
    assert lump + surgery + stay == 6_400_000


def test_e16_thyroid_cancer_waives_nothing() -> None:
    common = {"event": "cancer", "coverage_start": "2025-12-31", "renewable": False, "event_date": "2026-02-10"}
    thyroid = run("premium_waiver", {**common, "code": "C73"})
    assert (thyroid.result["waived"], thyroid.status) == (False, "not_covered")
    stomach = run("premium_waiver", {**common, "code": "C16.9"})
    assert (stomach.result["waived"], stomach.result["from_month"]) == (True, "2026-03")
    assert run("premium_waiver", {**common, "code": "C16.9", "renewable": True}).status == "needs_review"


@pytest.mark.parametrize(("similar", "warned"), [(6_000_000, False), (6_000_001, True), (10_000_000, True)])
def test_e17_ratio_warns_over_twenty_percent(similar: int, warned: bool) -> None:
    out = run("ratio_check", {"similar_sum": similar, "general_sum": 30_000_000})
    assert out.status == "ok"
    assert ("W-RATIO" in out.warnings) is warned


@pytest.mark.parametrize(
    ("kind", "facility", "amount", "pay"),
    [
        ("급여", "의원", 80_000, 64_000),
        ("급여", "종합병원", 80_000, 60_000),
        ("비급여", "의원", 40_000, 10_000),
        ("비급여", "의원", 300_000, 200_000),
    ],
)
def test_e18_fourth_generation_outpatient(kind: str, facility: str, amount: int, pay: int) -> None:
    payload = {"kind": kind, "facility": facility, "amount": amount, "per_visit_limit": 200_000}
    assert run("indemnity_g4_outpatient", payload).result["pay"] == pay


@pytest.mark.parametrize(("covered", "noncovered", "total"), [(12_000_000, 0, 10_000_000), (3_000_000, 2_000_000, 3_800_000)])
def test_e18_e19_fourth_generation_inpatient(covered: int, noncovered: int, total: int) -> None:
    payload = {
        "covered": covered, "noncovered": noncovered, "self20_ytd": 0, "annual_remaining_covered": 50_000_000,
        "annual_remaining_noncovered": 50_000_000,
    }  # fmt: skip
    assert run("indemnity_g4_inpatient", payload).result["total"] == total


@pytest.mark.parametrize(
    ("payload", "pay"),
    [
        ({"sub": "covered_outpatient", "facility": "상급종합병원", "amount": 60_000, "nhi_rate_pct": 60}, 24_000),
        (
            {
                "sub": "noncovered_inpatient",
                "severe": True,
                "facility": "상급종합병원",
                "amount": 20_000_000,
                "deductible_ytd": 0,
            },
            15_000_000,
        ),
        (
            {"sub": "noncovered_inpatient", "severe": True, "facility": "병원", "amount": 20_000_000, "deductible_ytd": 0},
            14_000_000,
        ),
        ({"sub": "noncovered_outpatient", "severe": False, "facility": "의원", "visits_same_day": [200_000]}, 100_000),
        ({"sub": "noncovered_inpatient", "severe": False, "facility": "의원", "amount": 10_000_000}, 3_000_000),
        ({"sub": "noncovered_inpatient", "severe": False, "facility": "종합병원", "amount": 10_000_000}, 5_000_000),
    ],
)
def test_e20_e21_e22_fifth_generation(payload: dict[str, Any], pay: int) -> None:
    assert run("indemnity_g5", payload).result["pay"] == pay


@pytest.mark.parametrize(("received", "due"), [("2026-11-20", "2026-11-25"), ("2026-12-23", "2026-12-29")])
def test_e23_payment_deadline(received: str, due: str) -> None:
    out = run("business_day_deadline", {"received": received, "business_days": 3, "holidays": ["2026-12-25"]})
    assert out.as_dict()["result"]["due"] == due


@pytest.mark.parametrize(("policy", "deadline"), [("2026-11-10", "2026-11-25"), ("2026-11-28", "2026-12-01")])
def test_e23_withdrawal(policy: str, deadline: str) -> None:
    out = run("withdrawal_deadline", {"applied": "2026-11-01", "policy_received": policy, "age": 40, "channel": "face"})
    assert out.as_dict()["result"]["deadline"] == deadline


def test_e23_quality_cancellation_and_limitation() -> None:
    assert run("quality_cancellation", {"concluded": "2026-08-31"}).as_dict()["result"]["deadline"] == "2026-11-30"
    last_day = run("limitation", {"basis_date": "2023-11-20", "as_of": "2026-11-20"})
    next_day = run("limitation", {"basis_date": "2023-11-20", "as_of": "2026-11-21"})
    assert last_day.as_dict()["result"]["deadline"] == "2026-11-20"
    assert (last_day.status, next_day.status) == ("ok", "needs_review")
    assert "단정할 수 없습니다" in " ".join(next_day.notices)


@pytest.mark.parametrize(("principal", "days", "interest"), [(10_000_000, 45, 65_753), (6_000_000, 100, 128_219)])
def test_e24_late_interest(principal: int, days: int, interest: int) -> None:
    assert run("late_interest", {"principal": principal, "days_late": days, "loan_rate_pct": 4.0}).result["interest"] == interest


@pytest.mark.parametrize(
    ("birth", "contract", "age"),
    [("1988-10-02", "2014-04-13", 26), ("1995-04-02", "2025-10-02", 31), ("1995-04-03", "2025-10-02", 30)],
)
def test_e25_insurance_age(birth: str, contract: str, age: int) -> None:
    assert run("insurance_age", {"birth": birth, "contract": contract}).result["age"] == age

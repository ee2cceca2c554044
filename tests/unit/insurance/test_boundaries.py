"""Days and codes on the edge of a rule."""

from datetime import date
from typing import Any

import pytest

from gazel.insurance.calc import run
from gazel.insurance.calendar_days import anniversary, period_end


@pytest.mark.parametrize("code", ["c73", "C 73", " c-73 ", "Ｃ７３", "C73.", "C73.0", "c730"])
def test_spellings_of_c73(code: str) -> None:
    assert run("classify", {"code": code}).result["category"] == "갑상선암"


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("C00", "일반암"), ("C43.9", "일반암"), ("C449", "기타피부암"), ("C45", "일반암"), ("C72", "일반암"), ("C74", "일반암"), ("C76", "일반암"),
        ("C81", "일반암"), ("C97", "일반암"), ("C98", "비해당"), ("D00", "제자리암"), ("D09.9", "제자리암"), ("D10", "비해당"), ("D36", "비해당"),
        ("D37", "경계성종양"), ("D44", "경계성종양"), ("D45", "일반암"), ("d46.9", "일반암"), ("D47.0", "경계성종양"), ("D471", "일반암"),
        ("D47.2", "경계성종양"), ("D473", "일반암"), ("D474", "일반암"), ("D475", "일반암"), ("D47.7", "경계성종양"), ("D47.9", "경계성종양"),
        ("D48", "경계성종양"), ("D48.9", "경계성종양"), ("D49", "비해당"), ("D50", "비해당"), ("I63.9", "비해당"), ("E04.1", "비해당"), ("B97", "비해당"),
    ],
)  # fmt: skip
def test_code_ranges(code: str, category: str) -> None:
    out = run("classify", {"code": code, "primary": None})
    assert (out.result["category"], out.status) == (category, "ok")


@pytest.mark.parametrize(
    ("primary", "category", "status"),
    [
        ("C73", "갑상선암", "ok"), ("c44.3", "기타피부암", "ok"), ("C16.9", "일반암", "ok"), ("D45", "일반암", "ok"),
        (None, "일반암", "needs_review"), ("", "일반암", "needs_review"), ("C79.9", "일반암", "needs_review"), ("C80", "일반암", "needs_review"),
        ("D34", "일반암", "needs_review"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("code", ["C77.0", "c78", "C799", "C80.9"])
def test_secondary_codes_follow_their_primary(code: str, primary: str | None, category: str, status: str) -> None:
    out = run("classify", {"code": code, "primary": primary})
    assert (out.result["category"], out.status) == (category, status)
    assert "W-PRIMARY" in out.warnings


def test_primary_means_nothing_for_a_primary_code() -> None:
    assert run("classify", {"code": "C16.9", "primary": "C73"}).result["category"] == "일반암"


@pytest.mark.parametrize("policy", ["metastasis_included", "unspecified"])
def test_other_metastasis_policies_are_not_decided(policy: str) -> None:
    assert run("classify", {"code": "C77.0", "primary": "C73", "metastasis_policy": policy}).status == "needs_review"


def test_colon_codes_point_to_the_depth() -> None:
    assert "W-MUCOSAL" in run("classify", {"code": "C18.7"}).warnings
    assert "W-SUBCODE" in run("classify", {"code": "D47"}).warnings


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({}, "2024-05-29"),
        ({"insurance_age": 14}, "2024-02-29"),
        ({"insurance_age": 15}, "2024-05-29"),
        ({"renewal": True}, "2024-02-29"),
        ({"waiting_days": 0}, "2024-02-29"),
        ({"revival_date": "2025-12-31"}, "2026-03-31"),
        ({"revival_date": "2025-12-31", "insurance_age": 14}, "2025-12-31"),
        ({"waiting_days": 0, "insurance_age": None, "renewal": None}, "2024-02-29"),
    ],
)
def test_coverage_start(changes: dict[str, Any], start: str) -> None:
    payload = {
        "contract_date": "2024-02-29",
        "insurance_age": 30,
        "renewal": False,
        "waiting_days": 90,
        "revival_date": None,
        **changes,
    }
    assert run("coverage_start", payload).as_dict()["result"]["start"] == start


@pytest.mark.parametrize("field", ["contract_date", "waiting_days", "insurance_age", "renewal"])
def test_missing_inputs_of_the_start_are_asked_for(field: str) -> None:
    payload = {"contract_date": "2024-02-29", "insurance_age": 30, "renewal": False, "waiting_days": 90, field: None}
    out = run("coverage_start", payload)
    assert (out.status, out.result["start"], out.result["missing"]) == ("needs_input", None, [field])


@pytest.mark.parametrize(
    ("contract", "event", "until", "pct"),
    [
        ("2024-02-29", "2025-02-28", "1y", 50), ("2024-02-29", "2025-03-01", "1y", 100), ("2023-02-28", "2024-02-27", "1y", 50),
        ("2023-02-28", "2024-02-28", "1y", 100), ("2023-03-01", "2024-02-29", "1y", 50), ("2023-03-01", "2024-03-01", "1y", 100),
        ("2024-02-29", "2026-02-28", "2y", 50), ("2024-02-29", "2026-03-01", "2y", 100), ("2025-10-02", "2025-12-30", "90d", 50),
        ("2025-10-02", "2025-12-31", "90d", 100), ("2025-10-02", "2026-03-30", "180d", 50), ("2025-10-02", "2026-03-31", "180d", 100),
        ("2025-10-02", "2025-10-02", "90d", 50),
    ],
)  # fmt: skip
def test_reduction_boundaries(contract: str, event: str, until: str, pct: int) -> None:
    payload = {"contract_date": contract, "event_date": event, "steps": [{"until": until, "pct": 50}], "renewal": False}
    out = run("reduction_factor", payload)
    assert out.result["pct"] == pct
    assert out.result["leap_day_flag"] is (contract.endswith("02-29") and until.endswith("y"))


def test_day_steps_alone_raise_no_leap_flag() -> None:
    payload = {"contract_date": "2024-02-29", "event_date": "2024-03-05", "steps": [{"until": "90d", "pct": 5}], "renewal": False}
    assert run("reduction_factor", payload).result == {
        "pct": 5, "leap_day_flag": False, "boundaries": [{"until": "90d", "date": date(2024, 5, 29)}],
    }  # fmt: skip


def test_decimal_percentages_are_exact() -> None:
    payload = {
        "contract_date": "2025-10-02",
        "event_date": "2025-10-03",
        "steps": [{"until": "1y", "pct": 12.5}],
        "renewal": False,
    }
    assert run("reduction_factor", payload).as_dict()["result"]["pct"] == 12.5
    payload = {"days": 7, "daily_amount": 10_001, "limit_days": 180, "ratio_pct": 33.3, "factor_pct": 12.5, "prior_paid_days": 0}
    assert run("hospital_days", payload).result["amount"] == 7 * 10_001 * 333 * 125 // 1_000_000


BASE = {
    "code": "C73", "sum_insured": 6_000_000, "ratio_pct": 100, "contract_date": "2025-10-02", "dx_report_date": "2025-10-20",
    "certificate_date": None, "waiting_days": 90, "insurance_age": 30, "renewal": False, "steps": [{"until": "1y", "pct": 50}],
    "reduction_scope": "all", "already_paid_same_type": True, "in_force": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "status", "amount"),
    [
        ({"dx_report_date": None}, "needs_input", None),
        ({}, "not_in_force", 0),
        ({"in_force": True}, "already_paid", 0),
        ({"in_force": True, "already_paid_same_type": False}, "void_waiting", 0),
        ({"in_force": True, "already_paid_same_type": False, "dx_report_date": "2025-12-31"}, "ok", 3_000_000),
        ({"in_force": True, "already_paid_same_type": False, "insurance_age": 14}, "ok", 3_000_000),
        ({"in_force": True, "already_paid_same_type": False, "renewal": True}, "ok", 6_000_000),
        ({"in_force": True, "already_paid_same_type": False, "waiting_days": 0}, "ok", 3_000_000),
    ],
)
def test_precedence_of_outcomes(changes: dict[str, Any], status: str, amount: int | None) -> None:
    out = run("diagnosis_payout", {**BASE, **changes})
    assert (out.status, out.result["amount"]) == (status, amount)
    assert (out.result["factor_pct"] is not None) is (status == "ok")


@pytest.mark.parametrize("field", sorted(set(BASE) - {"certificate_date"}))
def test_each_missing_input_is_named(field: str) -> None:
    out = run("diagnosis_payout", {**BASE, field: None})
    assert (out.status, out.result["amount"], out.result["missing"]) == ("needs_input", None, [field])
    assert out.result["missing_names"][0] in out.warnings[0]


@pytest.mark.parametrize(("gap", "payable"), [(None, 10), (0, 2), (179, 2), (181, 10)])
def test_readmission(gap: int | None, payable: int) -> None:
    payload = {
        "days": 10, "daily_amount": 20_000, "limit_days": 180, "ratio_pct": 100, "factor_pct": 100, "prior_paid_days": 178,
        "gap_days_since_discharge": gap,
    }  # fmt: skip
    assert run("hospital_days", payload).result["payable_days"] == payable


def test_gap_of_exactly_180_days_is_open() -> None:
    payload = {
        "days": 1, "daily_amount": 1, "limit_days": 180, "ratio_pct": 100, "factor_pct": 100, "prior_paid_days": 0,
        "gap_days_since_discharge": 180,
    }  # fmt: skip
    assert run("hospital_days", payload).status == "needs_review"


@pytest.mark.parametrize(
    ("covered", "ytd", "remaining", "pay"),
    [
        (10_000_000, 0, 50_000_000, 8_000_000),
        (10_000_000, 1_000_000, 50_000_000, 9_000_000),
        (10_000_000, 2_000_000, 50_000_000, 10_000_000),
        (10_000_000, 9_000_000, 50_000_000, 10_000_000),
        (10_000_005, 0, 50_000_000, 8_000_005),
        (10_000_000, 0, 7_999_999, 7_999_999),
        (1, 0, 50_000_000, 0),
    ],
)
def test_excess_of_the_self_share_is_paid_by_increment(covered: int, ytd: int, remaining: int, pay: int) -> None:
    payload = {
        "covered": covered, "noncovered": 0, "self20_ytd": ytd, "annual_remaining_covered": remaining, "annual_remaining_noncovered": 0,
    }  # fmt: skip
    assert run("indemnity_g4_inpatient", payload).result["covered_pay"] == pay


@pytest.mark.parametrize(
    ("payload", "pay"),
    [
        ({"sub": "noncovered_outpatient", "severe": False, "visits_same_day": [30_000, 30_000]}, 10_000),
        ({"sub": "noncovered_outpatient", "severe": False, "visits_same_day": [50_000]}, 0),
        ({"sub": "noncovered_outpatient", "severe": False, "visits_same_day": [100_001]}, 50_000),
        ({"sub": "noncovered_outpatient", "severe": True, "visits_same_day": [100_000]}, 70_000),
        ({"sub": "noncovered_outpatient", "severe": True, "visits_same_day": [500_000], "per_visit_limit": 200_000}, 200_000),
        ({"sub": "noncovered_outpatient", "severe": True, "visits_same_day": [500_000], "annual_remaining": 120_000}, 120_000),
        ({"sub": "noncovered_outpatient", "severe": True, "amount": 100_000, "visits_same_day": None}, 70_000),
        (
            {"sub": "noncovered_inpatient", "severe": True, "facility": "종합병원", "amount": 100, "deductible_ytd": 9_000_000},
            100,
        ),
        ({"sub": "noncovered_inpatient", "severe": True, "facility": "의원", "amount": 20_000_000}, 14_000_000),
        ({"sub": "noncovered_inpatient", "severe": False, "facility": "병원", "amount": 6_000_002}, 3_000_000),
        (
            {
                "sub": "noncovered_inpatient",
                "severe": False,
                "facility": "종합병원",
                "amount": 9_000_001,
                "annual_remaining": 4_000_000,
            },
            4_000_000,
        ),
        ({"sub": "covered_outpatient", "facility": "약국", "amount": 9_999, "nhi_rate_pct": 30}, 0),
        ({"sub": "covered_outpatient", "facility": "의원", "amount": 100_000, "nhi_rate_pct": 30, "annual_remaining": 0}, 0),
    ],
)
def test_fifth_generation_edges(payload: dict[str, Any], pay: int) -> None:
    assert run("indemnity_g5", payload).result["pay"] == pay


@pytest.mark.parametrize(
    ("payload", "missing"),
    [
        ({}, ["sub"]),
        ({"sub": "noncovered_outpatient", "visits_same_day": [1]}, ["severe"]),
        ({"sub": "noncovered_inpatient", "facility": "의원", "amount": 1, "severe": None}, ["severe"]),
        ({"sub": "noncovered_inpatient", "facility": "종합병원", "amount": 1, "severe": True}, ["deductible_ytd"]),
        ({"sub": "covered_outpatient", "facility": "의원", "amount": 1}, ["nhi_rate_pct"]),
    ],
)
def test_fifth_generation_asks(payload: dict[str, Any], missing: list[str]) -> None:
    out = run("indemnity_g5", payload)
    assert (out.status, out.result["pay"], out.result["missing"]) == ("needs_input", None, missing)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-21", 3, "2026-11-25"),
        ("2026-11-22", 3, "2026-11-25"),
        ("2026-11-19", 3, "2026-11-24"),
        ("2026-11-19", 1, "2026-11-20"),
    ],
)
def test_business_days(received: str, days: int, due: str) -> None:
    out = run("business_day_deadline", {"received": received, "business_days": days, "holidays": []})
    assert out.as_dict()["result"]["due"] == due


@pytest.mark.parametrize(
    ("age", "channel", "deadline"),
    [
        (64, "phone", "2026-12-01"),
        (65, "phone", "2026-12-16"),
        (65, "online", "2026-12-01"),
        (None, "face", "2026-12-01"),
        (64, None, "2026-12-01"),
    ],
)
def test_withdrawal_window(age: int | None, channel: str | None, deadline: str) -> None:
    out = run("withdrawal_deadline", {"applied": "2026-11-01", "policy_received": "2026-12-05", "age": age, "channel": channel})
    assert out.as_dict()["result"]["deadline"] == deadline


@pytest.mark.parametrize(
    ("age", "channel", "missing"), [(None, "phone", ["age"]), (70, None, ["channel"]), (None, None, ["age", "channel"])]
)
def test_withdrawal_asks_only_where_it_matters(age: int | None, channel: str | None, missing: list[str]) -> None:
    late = run("withdrawal_deadline", {"applied": "2026-11-01", "policy_received": "2026-12-05", "age": age, "channel": channel})
    assert (late.status, late.result["missing"]) == ("needs_input", missing)
    early = run("withdrawal_deadline", {"applied": "2026-11-01", "policy_received": "2026-11-02", "age": age, "channel": channel})
    assert early.result["deadline"] == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("birth", "contract", "age"),
    [
        ("1995-08-31", "2026-02-28", 30), ("1995-08-31", "2026-03-01", 31), ("2000-02-29", "2026-02-28", 26), ("2000-02-29", "2025-08-28", 25),
        ("2000-02-29", "2025-08-29", 26), ("2011-05-06", "2025-11-05", 14), ("2011-05-06", "2025-11-06", 15), ("2026-01-01", "2026-01-01", 0),
        ("1990-03-31", "2026-09-30", 36), ("1990-03-31", "2026-10-01", 37),
    ],
)  # fmt: skip
def test_insurance_age_at_month_ends(birth: str, contract: str, age: int) -> None:
    assert run("insurance_age", {"birth": birth, "contract": contract}).result["age"] == age


@pytest.mark.parametrize(
    ("paid", "rate"),
    [
        (0, None),
        (1, 100),
        (999_999, 100),
        (1_000_000, 200),
        (1_499_999, 200),
        (1_500_000, 300),
        (2_999_999, 300),
        (3_000_000, 400),
    ],
)
def test_surcharge_bands(paid: int, rate: int | None) -> None:
    assert run("surcharge", {"paid_12m": paid, "long_term_care_grade": 0}).result["rate_pct"] == rate
    assert run("surcharge", {"paid_12m": paid, "long_term_care_grade": 2}).result["rate_pct"] == 100


@pytest.mark.parametrize(("days", "interest"), [(0, 0), (1, 1), (30, 32), (31, 35), (60, 98), (61, 101), (90, 180), (91, 184)])
def test_late_interest_brackets(days: int, interest: int) -> None:
    assert run("late_interest", {"principal": 10_000, "days_late": days, "loan_rate_pct": 4}).result["interest"] == interest


def test_anniversary_and_period_end_of_a_leap_day_differ() -> None:
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert period_end(date(2024, 2, 29), years=3) == date(2027, 2, 28)
    assert period_end(date(2026, 11, 30), months=3) == date(2027, 2, 28)


def test_illegal_contract_takes_the_earlier_limit() -> None:
    out = run("illegal_contract", {"known": "2026-11-01", "concluded": "2022-01-10"})
    assert out.as_dict()["result"]["deadline"] == "2027-01-10"


def test_comparison_needs_equal_bases() -> None:
    one = {
        "family": "유사암진단비",
        "code_group": "C73",
        "sum_insured": 6_000_000,
        "age": 30,
        "sex": "남",
        "pay_term": "20년",
        "maturity": "100세",
        "as_of": "2025-10-02",
    }
    assert run("comparison_guard", {"left": one, "right": dict(one)}).result["amount_comparable"] is True
    other = run("comparison_guard", {"left": one, "right": {**one, "sum_insured": 3_000_000}, "candidates": 2})
    assert other.result["amount_comparable"] is False
    assert {"W-COMPARE", "W-CANDIDATES"} <= set(other.warnings)
    assert run("comparison_guard", {"left": one, "right": {}}).result["amount_comparable"] is False


def test_disclosure_never_concludes() -> None:
    out = run(
        "disclosure_axes", {"contract_date": "2022-01-01", "coverage_start": "2022-01-01", "as_of": "2026-11-21", "causal": False}
    )
    assert out.status == "needs_review"
    assert [axis["passed"] for axis in out.result["axes"]] == [None, True, True, None]

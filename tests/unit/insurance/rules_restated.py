"""The payment rules once more, as literally as rules.md words them: decimals, day by day, no code shared with the product."""

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

GENERAL = ("종합병원", "상급종합병원")
SMALL = ("C50", "C53", "C54", "C61", "C67")


def floor(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))


def pct(value: Any) -> Decimal:
    return Decimal(str(value)) / 100


def boundary(contract: date, until: str) -> date:
    if until.endswith("d"):
        return contract + timedelta(days=int(until[:-1]))
    day = contract
    while day.year < contract.year + int(until[:-1]) or (day.month, day.day) < (contract.month, contract.day):
        day += timedelta(days=1)
    return day


def reduction_factor(case: dict[str, Any]) -> dict[str, Any]:
    contract, event = date.fromisoformat(case["contract_date"]), date.fromisoformat(case["event_date"])
    hit = [step["pct"] for step in case["steps"] if event < boundary(contract, step["until"])]
    return {
        "pct": 100 if case["renewal"] or not hit else hit[0],
        "leap_day_flag": contract.strftime("%m-%d") == "02-29" and any("y" in step["until"] for step in case["steps"]),
    }


def diagnosis_payout(case: dict[str, Any]) -> dict[str, Any]:
    confirmed, contract = date.fromisoformat(case["dx_report_date"]), date.fromisoformat(case["contract_date"])
    waits = case["waiting_days"] and not case["renewal"] and case["insurance_age"] >= 15
    if not case["in_force"] or case["already_paid_same_type"] or confirmed < contract + timedelta(days=90 if waits else 0):
        return {"amount": 0, "factor_pct": None}
    steps = case["steps"] if case["reduction_scope"] == "all" or case["code"][:3] in SMALL else []
    factor = reduction_factor({**case, "event_date": case["dx_report_date"], "steps": steps})["pct"]
    return {"amount": floor(case["sum_insured"] * pct(case["ratio_pct"]) * pct(factor)), "factor_pct": factor}


def hospital_days(case: dict[str, Any]) -> dict[str, Any]:
    gap = case["gap_days_since_discharge"]
    left = case["limit_days"] - (0 if gap is None or gap > 180 else case["prior_paid_days"])
    days = max(0, min(case["days"], left))
    return {
        "payable_days": days,
        "amount": floor(days * case["daily_amount"] * pct(case["ratio_pct"]) * pct(case["factor_pct"])),
    }


def indemnity_g4_outpatient(case: dict[str, Any]) -> dict[str, Any]:
    x, fixed = Decimal(case["amount"]), 20_000 if case["facility"] in GENERAL else 10_000
    kept = max(Decimal(fixed), x * pct(20)) if case["kind"] == "급여" else max(Decimal(30_000), x * pct(30))
    return {"pay": floor(min(Decimal(case["per_visit_limit"]), max(Decimal(0), x - kept)))}


def indemnity_g4_inpatient(case: dict[str, Any]) -> dict[str, Any]:
    share = case["covered"] * pct(20)
    over_before = max(Decimal(0), Decimal(case["self20_ytd"]) - 2_000_000)
    over_after = max(Decimal(0), case["self20_ytd"] + share - 2_000_000)
    covered = floor(min(case["covered"] - share + over_after - over_before, Decimal(case["annual_remaining_covered"])))
    noncovered = floor(min(case["noncovered"] * pct(70), Decimal(case["annual_remaining_noncovered"])))
    return {"covered_pay": covered, "noncovered_pay": noncovered, "total": covered + noncovered}


def indemnity_g5(case: dict[str, Any]) -> dict[str, Any]:
    x, general = Decimal(case["amount"]), case["facility"] in GENERAL
    match case["sub"], case["severe"]:
        case "covered_outpatient", _:
            pay = x - max(Decimal(20_000 if general else 10_000), x * pct(20), x * pct(case["nhi_rate_pct"]))
        case "noncovered_outpatient", severe:
            day = Decimal(sum(case["visits_same_day"]))
            pay = day - (max(Decimal(30_000), day * pct(30)) if severe else max(Decimal(50_000), day * pct(50)))
        case _, True:
            pay = x - (min(x * pct(30), Decimal(max(0, 5_000_000 - case["deductible_ytd"]))) if general else x * pct(30))
        case _:
            pay = x * pct(50) if general else min(x * pct(50), Decimal(3_000_000))
    limits = [case["annual_remaining"], case["per_visit_limit"] if "outpatient" in case["sub"] else None]
    return {"pay": floor(min([max(Decimal(0), pay), *(Decimal(limit) for limit in limits if limit is not None)]))}


def business_day_deadline(case: dict[str, Any]) -> dict[str, Any]:
    day, left = date.fromisoformat(case["received"]), case["business_days"]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() not in (5, 6) and day.isoformat() not in case["holidays"]
    return {"due": day.isoformat()}


def withdrawal_deadline(case: dict[str, Any]) -> dict[str, Any]:
    window = 45 if case["age"] >= 65 and case["channel"] == "phone" else 30
    by_policy = date.fromisoformat(case["policy_received"]) + timedelta(days=15)
    return {"deadline": min(by_policy, date.fromisoformat(case["applied"]) + timedelta(days=window)).isoformat()}


def late_interest(case: dict[str, Any]) -> dict[str, Any]:
    added = [0] * 30 + [4] * 30 + [6] * 30 + [8] * max(0, case["days_late"] - 90)
    rates = sum((Decimal(str(case["loan_rate_pct"])) + extra for extra in added[: case["days_late"]]), Decimal(0))
    return {"interest": floor(case["principal"] * rates / 36_500)}


def insurance_age(case: dict[str, Any]) -> dict[str, Any]:
    birth, contract = date.fromisoformat(case["birth"]), date.fromisoformat(case["contract"])
    half_years = 0
    while True:
        months = birth.month - 1 + 6 * (half_years + 1)
        first = date(birth.year + months // 12, months % 12 + 1, 1)
        reached = first + timedelta(days=birth.day - 1)
        following = date(birth.year + (months + 1) // 12, (months + 1) % 12 + 1, 1)
        if contract < min(reached, following):
            return {"age": (half_years + 1) // 2}
        half_years += 1

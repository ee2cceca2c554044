"""What a bill comes to under a fourth- or fifth-generation indemnity policy, part by part (rules R9 and R10)."""

from typing import Any

from gazel.insurance import calc
from gazel.insurance.result import RuleResult

ANNUAL = 50_000_000
"""Won a year of the standard terms for covered and for non-covered care each."""
ANNUAL_NOT_SEVERE = 10_000_000
"""Won a year for non-covered care that is no 산정특례, fifth generation."""
MAJOR_THREE = {4: {"도수": 3_500_000, "주사": 2_500_000, "MRI": 3_000_000}, 5: {"MRI": 2_000_000}}
"""Annual limits in won of the three major non-covered items by generation (R9, R10); the visit limit does not bind them."""


def kinds(bill: dict[str, Any]) -> list[tuple[str, int]]:
    """(급여 or 비급여, won) of the bill."""
    parts = [(name, int(bill[key])) for name, key in (("급여", "covered"), ("비급여", "noncovered")) if bill.get(key)]
    if not parts and bill.get("amount"):
        parts = [(bill.get("kind", "비급여" if bill.get("major_three") else "급여"), int(bill["amount"]))]
    return parts


def fourth(bill: dict[str, Any]) -> list[tuple[str, RuleResult]]:
    parts = dict(kinds(bill))
    if bill.get("visit") == "inpatient":
        payload = {"covered": parts.get("급여", 0), "noncovered": parts.get("비급여", 0), "self20_ytd": 0,
                   "annual_remaining_covered": ANNUAL, "annual_remaining_noncovered": ANNUAL}  # fmt: skip
        return [("입원", calc.run("indemnity_g4_inpatient", payload))]
    limit = MAJOR_THREE[4].get(bill.get("major_three", ""))
    return [
        (
            f"3대 비급여({bill['major_three']})" if limit and kind == "비급여" else f"{kind} 통원",
            calc.run(
                "indemnity_g4_outpatient",
                {
                    "kind": kind,
                    "facility": bill.get("facility"),
                    "amount": amount,
                    "per_visit_limit": limit if kind == "비급여" else None,
                },
            ),
        )
        for kind, amount in parts.items()
    ]


def fifth(bill: dict[str, Any]) -> list[tuple[str, RuleResult]]:
    results = []
    inpatient = bill.get("visit") == "inpatient"
    for kind, amount in kinds(bill) or [("비급여", sum(bill.get("visits_same_day", [])))]:
        common = {"facility": bill.get("facility"), "amount": amount}
        if kind == "급여" and inpatient:
            payload = {"covered": amount, "noncovered": 0, "self20_ytd": 0, "annual_remaining_covered": ANNUAL}
            results.append(("급여 입원(4세대와 같음)", calc.run("indemnity_g4_inpatient", payload)))
        elif kind == "급여":
            results.append(
                (
                    "급여 통원",
                    calc.run("indemnity_g5", {"sub": "covered_outpatient", "nhi_rate_pct": bill.get("nhi_rate_pct"), **common}),
                )
            )
        else:
            results += _noncovered_fifth(bill, amount, inpatient)
    return results


def _noncovered_fifth(bill: dict[str, Any], amount: int, inpatient: bool) -> list[tuple[str, RuleResult]]:
    """Non-covered care by severity; both cases are worked out where the registration is unknown."""
    known = bill.get("severe")
    cases = [known] if known is not None else [True, False]
    results = []
    for severe in cases:
        label = f"{'중증(산정특례 등록)' if severe else '비중증'} 비급여 {'입원' if inpatient else '통원'}"
        if inpatient:
            payload = {
                "sub": "noncovered_inpatient",
                "severe": severe,
                "facility": bill.get("facility"),
                "amount": amount,
                "deductible_ytd": 0,
                "annual_remaining": ANNUAL if severe else ANNUAL_NOT_SEVERE,
            }
        else:
            payload = {"sub": "noncovered_outpatient", "severe": severe, "visits_same_day": bill.get("visits_same_day") or [amount],
                       "per_visit_limit": MAJOR_THREE[5].get(bill.get("major_three", ""), 200_000)}  # fmt: skip
        results.append((label, calc.run("indemnity_g5", payload)))
    return results

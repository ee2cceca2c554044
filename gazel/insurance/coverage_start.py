"""R1 보장개시일: when cover for a rider begins."""

from datetime import date, timedelta

from gazel.insurance import sources
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R1",)
CITED = (sources.rule("R1", "보장개시일"), sources.COVERAGE_START)
WAITING_AGE = 15
"""Insurance age (years) from which the waiting period applies."""


def start_of_cover(base: date, *, insurance_age: int | None, renewal: bool, waiting_days: int) -> date:
    """The first covered day: `base` for renewals, under 15 or without waiting, else `base` + `waiting_days`."""
    waits = waiting_days > 0 and not renewal and not (insurance_age is not None and insurance_age < WAITING_AGE)
    return base + timedelta(days=waiting_days) if waits else base


def age_if_needed(insurance_age: int | None, renewal: bool | None, waiting_days: int | None) -> dict[str, int | None]:
    """`insurance_age` as a required input, but only where the waiting period depends on it."""
    return {} if renewal or waiting_days == 0 else {"insurance_age": insurance_age}


def coverage_start(
    *,
    contract_date: date | None = None,
    insurance_age: int | None = None,
    renewal: bool | None = None,
    waiting_days: int | None = None,
    revival_date: date | None = None,
) -> RuleResult:
    """`start`: the day cover begins; a revival day replaces the contract date, for under-15s and renewals too. Source: R1, KB 약관 p.241 (A)."""
    base = revival_date or contract_date
    required = {"contract_date": base, "waiting_days": waiting_days, "renewal": renewal}
    missing = absent({**required, **age_if_needed(insurance_age, renewal, waiting_days)})
    if waiting_days == 0:
        missing = tuple(name for name in missing if name != "renewal")
    if base is None or waiting_days is None or missing:
        return needs_input(missing, ("start",), RULE, CITED)
    renewed = bool(renewal)
    start = start_of_cover(base, insurance_age=insurance_age, renewal=renewed, waiting_days=waiting_days)
    young = insurance_age is not None and insurance_age < WAITING_AGE
    return RuleResult(
        result={"start": start},
        steps=(
            start_step(
                base,
                start,
                renewal=renewed,
                insurance_age=insurance_age,
                waiting_days=waiting_days,
                revived=revival_date is not None,
            ),
        ),
        rule_ids=RULE,
        citations=(*CITED, *((sources.UNDER_FIFTEEN,) if young else ()), *((sources.REVIVAL,) if revival_date else ())),
        warnings=("W-REVIVAL-AGE",) if revival_date and young and waiting_days else (),
    )


def start_step(
    base: date, start: date, *, renewal: bool, insurance_age: int | None, waiting_days: int, revived: bool = False
) -> Step:
    """How the start was found, in words."""
    day = "부활일" if revived else "갱신일" if renewal else "계약일"
    if start != base:
        words = f"{day} {base}에서 그 날을 포함해 {waiting_days}일이 지난 날의 다음날 = {base} + {waiting_days}일 = {start}"
    else:
        reason = "갱신계약" if renewal else "면책 없음" if waiting_days == 0 else f"보험나이 {insurance_age}세(15세 미만)"
        words = f"{reason}이므로 {day} {base}부터 보장"
    return Step("보장개시일", {"기준일": base, "면책 일수": waiting_days, "갱신계약": renewal}, words, start)

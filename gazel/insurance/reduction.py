"""R4 감액: which share is paid on the day of the diagnosis or treatment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gazel.errors import RuleError
from gazel.insurance import sources
from gazel.insurance.calendar_days import UNTIL, boundary, is_leap_day
from gazel.insurance.money import Percent, percent_number, percent_text
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R4",)
CITED = (sources.rule("R4", "감액"), sources.ONE_YEAR, sources.CLOCKS)


@dataclass(frozen=True, slots=True)
class ReductionStep:
    """Before contract date + `until` ('90d', '180d', '1y', '2y') only `pct` per cent is paid."""

    until: str
    pct: Percent

    def __post_init__(self) -> None:
        if not UNTIL.fullmatch(self.until):
            raise RuleError(
                f"steps: 감액 기간 {josa(repr(self.until), '을/를')} 읽을 수 없습니다.",
                hint="'90d', '180d', '1y', '2y'처럼 적어 주세요.",
            )
        if not 0 <= self.pct <= 100:
            raise RuleError(f"steps: 감액 지급률 {josa(self.pct, '이/가')} 0~100 밖입니다.")


def boundaries(contract: date, steps: Sequence[ReductionStep]) -> list[tuple[date, ReductionStep]]:
    """Each step with the first day on which it no longer applies, earliest first."""
    return sorted(((boundary(contract, step.until), step) for step in steps), key=lambda pair: pair[0])


def payable_percent(contract: date, event: date, steps: Sequence[ReductionStep], *, renewal: bool) -> Percent:
    """The percentage paid for an event on `event`; 100 after the last boundary and for renewed contracts."""
    if renewal:
        return 100
    return next((step.pct for end, step in boundaries(contract, steps) if event < end), 100)


def leap_day_flag(contract: date, steps: Sequence[ReductionStep]) -> bool:
    """Whether a contract of 29 February has a year step, whose boundary is then 1 March."""
    return is_leap_day(contract) and any(step.until.endswith("y") for step in steps)


def span_text(until: str) -> str:
    """'90d' as '90일 미만', '1y' as '1년 미만'."""
    return f"{until[:-1]}{'일' if until.endswith('d') else '년'} 미만"


def reduction_step(
    contract: date, event: date, steps: Sequence[ReductionStep], *, renewal: bool, clock: str = "진단일·치료일"
) -> Step:
    """How the percentage was found, in words."""
    pct = payable_percent(contract, event, steps, renewal=renewal)
    shown = {"계약일": contract, clock: event, "단계": [{"until": step.until, "pct": step.pct} for step in steps]}
    if renewal:
        words = "갱신계약이므로 감액 없음 = 100%"
    elif not steps:
        words = "감액 단계가 없는 담보 = 100%"
    else:
        ends = boundaries(contract, steps)
        hit = next(((end, step) for end, step in ends if event < end), None)
        words = (
            f"{clock} {josa(event, '이/가')} 경계일 {hit[0]}({span_text(hit[1].until)}) 전이므로 {percent_text(pct)}"
            if hit
            else f"{clock} {josa(event, '이/가')} 마지막 경계일 {ends[-1][0]} 이후이므로 감액 없음 = 100%"
        )
    return Step("감액 적용", shown, words, percent_number(pct))


def reduction_factor(
    *,
    contract_date: date | None = None,
    event_date: date | None = None,
    steps: Sequence[ReductionStep] | None = None,
    renewal: bool | None = None,
) -> RuleResult:
    """`pct` payable (100 = full) and `leap_day_flag`, which a renewed contract has too. Source: R4/R6, 메리츠 제안서 p.6 (A).

    The contract of 29 February has its boundary on 1 March. An event before the contract date is `needs_review`.
    """
    missing = absent({"contract_date": contract_date, "event_date": event_date, "steps": steps, "renewal": renewal})
    if contract_date is None or event_date is None or steps is None or renewal is None:
        return needs_input(missing, ("pct", "leap_day_flag"), RULE, CITED)
    leap = leap_day_flag(contract_date, steps)
    early = event_date < contract_date
    return RuleResult(
        result={
            "pct": percent_number(payable_percent(contract_date, event_date, steps, renewal=renewal)),
            "leap_day_flag": leap,
            "boundaries": [{"until": step.until, "date": end} for end, step in boundaries(contract_date, steps)],
        },
        status="needs_review" if early else "ok",
        steps=(reduction_step(contract_date, event_date, steps, renewal=renewal),),
        rule_ids=RULE,
        citations=CITED,
        warnings=(*(("W-LEAP-DAY",) if leap else ()), *(("W-BEFORE-CONTRACT",) if early else ())),
    )

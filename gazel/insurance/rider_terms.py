"""The terms of one rider and what they pay for an event: shared by diagnosis and treatment benefits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gazel.insurance.coverage_start import start_of_cover, start_step
from gazel.insurance.money import Percent, percent_number, percent_text, share, whole_won, won
from gazel.insurance.reduction import ReductionStep, payable_percent, reduction_step
from gazel.insurance.result import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class RiderTerms:
    """Sum insured (won), share paid (per cent), contract date, waiting days and reduction steps of a rider."""

    sum_insured: int
    ratio_pct: Percent
    contract_date: date
    waiting_days: int
    insurance_age: int | None
    renewal: bool
    steps: Sequence[ReductionStep]

    @property
    def start(self) -> date:
        """The first covered day (R1)."""
        return start_of_cover(
            self.contract_date, insurance_age=self.insurance_age, renewal=self.renewal, waiting_days=self.waiting_days
        )

    def start_step(self) -> Step:
        """The first covered day in words."""
        return start_step(
            self.contract_date,
            self.start,
            renewal=self.renewal,
            insurance_age=self.insurance_age,
            waiting_days=self.waiting_days,
        )

    def pay(self, event: date, *, title: str, clock: str) -> tuple[int, Percent, tuple[Step, ...]]:
        """The amount (won, fractions dropped once), the percentage after reduction on `event`, and the worked steps."""
        factor = payable_percent(self.contract_date, event, self.steps, renewal=self.renewal)
        amount = whole_won(share(self.sum_insured, self.ratio_pct, factor))
        words = f"{won(self.sum_insured)} × {percent_text(self.ratio_pct)} × {percent_text(factor)} = {won(amount)}"
        inputs = {"가입금액": self.sum_insured, "지급 비율": self.ratio_pct, "감액 후 지급률": percent_number(factor)}
        reduced = reduction_step(self.contract_date, event, self.steps, renewal=self.renewal, clock=clock)
        return amount, factor, (reduced, Step(title, inputs, words, amount))


def terms_if_given(
    sum_insured: int | None, ratio_pct: Percent | None, contract_date: date | None, waiting_days: int | None,
    insurance_age: int | None, renewal: bool | None, steps: Sequence[ReductionStep] | None,
) -> RiderTerms | None:  # fmt: skip
    """The rider's terms, or None where one of them (but for the age, see `age_if_needed`) is not given."""
    if (
        sum_insured is None or ratio_pct is None or contract_date is None or waiting_days is None or renewal is None or steps is None
    ):  # fmt: skip
        return None
    return RiderTerms(
        sum_insured=sum_insured, ratio_pct=ratio_pct, contract_date=contract_date, waiting_days=waiting_days,
        insurance_age=insurance_age, renewal=renewal, steps=steps,
    )  # fmt: skip

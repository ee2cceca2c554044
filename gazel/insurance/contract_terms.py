"""The terms a contract is bound to: their version, and the days that the rules work out from the entry."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gazel.insurance.calendar_days import anniversary
from gazel.insurance.coverage_start import coverage_start
from gazel.insurance.deadlines import Channel, withdrawal_deadline
from gazel.insurance.result import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerms:
    """What is known of a contract; `waiting_days` is the longest waiting period among its riders, None means unknown."""

    contract_date: date
    version: str | None = None
    waiting_days: int | None = None
    insurance_age: int | None = None
    renewal: bool | None = None
    renewal_years: int | None = None
    applied: date | None = None
    policy_received: date | None = None
    age: int | None = None
    channel: Channel | None = None

    def days(self) -> dict[str, Any]:
        """The version and the days that the rules give, ISO text; None where a rule lacks an input. Raises RuleError."""
        start = coverage_start(
            contract_date=self.contract_date, insurance_age=self.insurance_age, renewal=self.renewal, waiting_days=self.waiting_days
        )  # fmt: skip
        withdrawal = withdrawal_deadline(
            applied=self.applied, policy_received=self.policy_received, age=self.age, channel=self.channel
        )
        days = {
            "contract_date": self.contract_date,
            "coverage_start": start.result["start"],
            "withdrawal_deadline": withdrawal.result["deadline"],
            "renewal_date": anniversary(self.contract_date, self.renewal_years) if self.renewal_years else None,
        }
        return {"version": self.version, **plain(days)}

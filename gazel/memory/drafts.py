"""A fact about the customer before it is stored, with the words that prove it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Slot = Literal[
    "preference", "budget", "age", "sex", "job", "income", "marital", "family", "existing_policy", "premium", "goal", "contact",
    "open_matter", "interest", "family_history", "health",
]  # fmt: skip

SLOT_NAMES: dict[Slot, str] = {
    "preference": "선호", "budget": "예산", "age": "나이", "sex": "성별", "job": "직업", "income": "소득", "marital": "혼인", "family": "가족",
    "existing_policy": "보유 계약", "premium": "납입 보험료", "goal": "가입 목적", "contact": "연락", "open_matter": "진행 중인 일",
    "interest": "관심", "family_history": "가족력", "health": "건강",
}  # fmt: skip

SENSITIVE_SLOTS: frozenset[Slot] = frozenset({"health", "family_history"})
"""Health facts: stored only with the customer's consent to 'health'."""

ENDS: dict[str, tuple[str, ...]] = {
    "open_matter/보험금 지급=완료": ("open_matter/청구 접수", "open_matter/심사"),
    "income/연소득": ("income/안정성=없음",),
    "income/월소득": ("income/안정성=없음",),
    "income/안정성=없음": ("income/연소득", "income/월소득"),
    "contact/연락 수단=전화": ("contact/전화=기피",),
    "contact/전화=기피": ("contact/연락 수단=전화",),
    "marital/혼인=기혼": ("marital/동거=혼자 삶",),
}
"""Claims (`slot/facet` or `slot/facet=value`) that end facts about something else, which cannot hold beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One claim: in `slot`, about `facet`, the value is `value`; another value for the same slot and facet contradicts it.

    `quote` is a verbatim part of the turn's question. `retract` takes the stored value back without a new one;
    `correction` says that the stored value was never true.
    """

    slot: Slot
    facet: str
    value: str
    fact: str
    quote: str
    category: str
    confidence: float = 0.9
    valid_from: date | None = None
    correction: bool = False
    retract: bool = False

    @property
    def sensitive(self) -> bool:
        """Whether storing it needs consent."""
        return self.slot in SENSITIVE_SLOTS

    @property
    def rivals(self) -> tuple[str, ...]:
        """Subjects whose open facts this claim may contradict: its own, 'none at all' of its slot, and what it ends."""
        ended = tuple(claim.partition("=")[0] for claim in self.ends)
        everything = () if self.facet == "전체" or self.value == "해지" else (f"{self.slot}/전체",)
        return (self.subject, *everything, *ended)

    @property
    def ends(self) -> tuple[str, ...]:
        """The claims about something else that cannot hold beside this one."""
        return (*ENDS.get(self.subject, ()), *ENDS.get(f"{self.subject}={self.value}", ()))

    def rivals_with(self, subject: str, value: str) -> bool:
        """Whether an open fact of one of the `rivals` bears on this claim: its own subject always, another by its value."""
        if subject not in {claim.partition("=")[0] for claim in self.ends}:
            return True
        return subject in self.ends or f"{subject}={value}" in self.ends

    @property
    def subject(self) -> str:
        """What two drafts must share to be about the same thing."""
        return f"{self.slot}/{self.facet}"

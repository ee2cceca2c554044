"""What must be known before riders are suggested (금융소비자보호법 §17·§18), from remembered facts and the question itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.memory.drafts import Draft, Slot
from gazel.reasoning.compose.words import man
from gazel.reasoning.understanding.amounts import find_amounts
from gazel.reasoning.understanding.person import find_age
from gazel.reasoning.understanding.text import tidy

NEEDED: tuple[tuple[str, tuple[Slot, ...]], ...] = (
    ("나이", ("age",)),
    ("부담능력(소득 또는 월 보험료 예산)", ("income", "budget", "premium")),
    ("가입 목적", ("goal",)),
    ("기존 계약", ("existing_policy",)),
)


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of the customer: the fact, and the words it came from."""

    slot: str
    facet: str
    value: str
    fact: str
    quote: str
    remembered: bool


_NO_POLICY = re.compile(r"보험(?:은|이|도)?\s*(?:하나도|아무것도|전혀|따로)?\s*(?:없|안\s*들)")
_BUDGET_ROLES = {"income": ("income", "소득"), "budget": ("budget", "월 보험료 예산")}


def spoken(question: str) -> list[Known]:
    """Means and existing cover that a question states in passing: amounts beside 월급, 예산, and '보험은 하나도 없어요'."""
    found = []
    for amount in find_amounts(tidy(question)):
        if amount.role in _BUDGET_ROLES:
            slot, name = _BUDGET_ROLES[amount.role]
            found.append(Known(slot, name, str(amount.won), f"{name} {man(amount.won)}", amount.text, remembered=False))
    age = find_age(question)
    if age is not None:
        found.append(Known("age", "나이", str(age), f"{age}세", str(age), remembered=False))
    none = _NO_POLICY.search(question)
    if none:
        found.append(Known("existing_policy", "전체", "없음", "기존 보험이 없음", none.group(), remembered=False))
    return found


def known_of(facts: Sequence[Mapping[str, Any]], drafts: Sequence[Draft], question: str = "") -> list[Known]:
    """Remembered facts and this turn's words; this turn's win over a remembered one about the same thing."""
    now = [Known(d.slot, d.facet, d.value, d.fact, d.quote, remembered=False) for d in drafts]
    now += [item for item in spoken(question) if item.slot not in {known.slot for known in now}]
    said = {(k.slot, k.facet) for k in now}
    before = [
        Known(
            str(f["slot"]),
            str(f["facet"]),
            str(f["value"]),
            str(f["facts"]),
            str((f.get("evidence") or [{}])[-1].get("quote", "")),
            remembered=True,
        )
        for f in facts
        if (f["slot"], f["facet"]) not in said
    ]
    return [*now, *before]


def missing(known: Sequence[Known], *, goal_named: bool) -> list[str]:
    """The suitability questions that are still open, in order."""
    slots = {item.slot for item in known}
    return [name for name, needed in NEEDED if not slots & set(needed) and not (name == "가입 목적" and goal_named)]


def thrifty(known: Sequence[Known]) -> bool:
    """Whether price matters most to this customer by the latest word."""
    tastes = [item for item in known if item.slot == "preference"]
    return any("저렴" in item.fact or "싼" in item.fact or "가격" in item.fact for item in tastes) or any(
        item.slot == "goal" and item.value == "최소 구성" for item in known
    )

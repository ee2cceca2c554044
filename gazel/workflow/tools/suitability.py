"""What must be known before riders are suggested (금융소비자보호법 §17·§18), from remembered facts and the question itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.memory.drafts import Draft, Slot

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


def known_of(facts: Sequence[Mapping[str, Any]], drafts: Sequence[Draft]) -> list[Known]:
    """Remembered facts and this turn's words; this turn's win over a remembered one about the same thing."""
    now = [Known(d.slot, d.facet, d.value, d.fact, d.quote, remembered=False) for d in drafts]
    said = {(k.slot, k.facet) for k in now}
    before = [
        Known(str(f["slot"]), str(f["facet"]), str(f["value"]), str(f["facts"]), str((f.get("evidence") or [{}])[-1].get("quote", "")), remembered=True)
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

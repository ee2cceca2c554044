"""Which insurer a customer means without naming one: their contracts, or what they once said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.memory.clock import in_seoul
from gazel.memory.types import Hit
from gazel.reasoning.understanding.amounts import find_amounts
from gazel.reasoning.understanding.dates import find_dates
from gazel.reasoning.understanding.rider_sums import PART_OF, rider_sums
from gazel.workflow.tools.context import CallContext


@dataclass(frozen=True, slots=True)
class ToldContract:
    """A contract that the customer told in an earlier talk: the fact, the insurer, the day and the sums by their part."""

    fact: str
    insurer: str
    contract_date: str
    sums: Mapping[str, int] = field(default_factory=dict)


def told_contract(catalog: Catalog, facts: Sequence[Mapping[str, Any]], insurers: Sequence[str]) -> ToldContract | None:
    """The one remembered contract of the insurers (of any, where none is named) whose day is known; None where there is none or a choice."""
    told = [found for fact in facts if (found := _told(catalog, fact))]
    wanted = [contract for contract in told if not insurers or contract.insurer in insurers]
    return wanted[0] if len({(one.insurer, one.contract_date) for one in wanted}) == 1 else None


def _told(catalog: Catalog, fact: Mapping[str, Any]) -> ToldContract | None:
    """The contract of one remembered fact, as far as its insurer and its exact day were said."""
    text, said_on = str(fact["facts"]), in_seoul(str(fact["recorded_at"])).date()
    words = " ".join([*(str(proof.get("quote", "")) for proof in reversed(fact.get("evidence", ()))), text])
    insurers = _in_text(catalog, text)
    days = {mention.exact for mention in find_dates(text, said_on) or find_dates(words, said_on) if mention.exact}
    if fact["value"] != "보유" or len(insurers) != 1 or len(days) != 1:
        return None
    sums = rider_sums(words, find_amounts(words))
    return ToldContract(text, insurers[0], days.pop().isoformat(), {PART_OF.get(name, name): won for name, won in sums.items()})


def known_insurers(catalog: Catalog, call: CallContext) -> tuple[str, ...]:
    """The insurers of the customer's contracts, else those named in remembered facts; empty when nothing is known."""
    own = [str(policy.get("insurer", "")) for policy in call.policies]
    found = [row.id for name in own if name and (row := catalog.insurer(name))]
    if not found:
        found = [name for hit in call.memories for name in _named(catalog, hit)]
    return tuple(dict.fromkeys(found))


def _named(catalog: Catalog, hit: Hit) -> Sequence[str]:
    """The insurers in the data whose full name a remembered contract fact contains."""
    if hit.kind != "semantic" or not any(word in hit.text for word in ("가입", "보험", "계약", "증권")):
        return ()
    return _in_text(catalog, hit.text)


def _in_text(catalog: Catalog, text: str) -> list[str]:
    """The insurers in the data that a text names in full."""
    return [row.id for row in catalog.insurers_in_data() if row.id in text.replace(" ", "")]


def policy_items(call: CallContext) -> list[dict[str, Any]]:
    """Every rider of the customer's contracts with the contract's own dates beside it."""
    return [
        {**{k: v for k, v in policy.items() if k != "items"}, **item}
        for policy in call.policies
        for item in policy.get("items", ())
    ]

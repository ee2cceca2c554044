"""Which insurer a customer means without naming one: their contracts, or what they once said."""

from collections.abc import Sequence
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.memory.types import Hit
from gazel.workflow.tools.context import CallContext


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
    return [row.id for row in catalog.insurers_in_data() if row.id in hit.text.replace(" ", "")]


def policy_items(call: CallContext) -> list[dict[str, Any]]:
    """Every rider of the customer's contracts with the contract's own dates beside it."""
    return [
        {**{k: v for k, v in policy.items() if k != "items"}, **item}
        for policy in call.policies
        for item in policy.get("items", ())
    ]

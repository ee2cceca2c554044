"""The sentences of a long text, each with a vector of its own: one vector of many sentences is near none of them."""

import re

LONG = 100
"""Characters from which a text is searched by its sentences too; shorter ones are told by one vector."""
SHORTEST, MOST = 8, 64
"""Characters that a sentence needs, and how many sentences of a text count."""
_END = re.compile(r"(?<=[.!?。…])\s+|\n+")


def statements_of(text: str) -> list[str]:
    """The sentences of a long text in order, at most MOST; none of a short one."""
    if len(text) < LONG:
        return []
    found = [part.strip() for part in _END.split(text)]
    return [part for part in found if len(part) >= SHORTEST][:MOST]

"""Where each kind of memory lives in the store, and which of its fields are searched."""

from gazel.events import MemoryKind
from gazel.memory.types import SHARED_CUSTOMER, Scope

KINDS: tuple[MemoryKind, ...] = ("episodic", "semantic", "procedural")

INDEXED: dict[MemoryKind, list[str]] = {
    "episodic": ["question", "gist", "statements[*]"],
    "semantic": ["facts"],
    "procedural": ["trigger", "outline"],
}
"""Fields that are searched by their words and, but for WORDS_ONLY, by a vector; an item is as near as its nearest field."""

WORDS_ONLY = ["gist"]
"""What an adviser answered says little of what the customer told, and costs a third of writing to embed."""


def namespace(scope: Scope, kind: MemoryKind) -> tuple[str, str, str]:
    """The store's namespace of one kind of one customer's memory."""
    return (scope.tenant, scope.customer, kind)


def shared(tenant: str) -> Scope:
    """The scope of what belongs to the whole tenant."""
    return Scope(tenant, SHARED_CUSTOMER)


def kind_of(path: tuple[str, ...]) -> MemoryKind:
    """The kind that a namespace of the store holds."""
    return next(kind for kind in KINDS if kind == path[2])


def text_of(kind: MemoryKind, row: dict[str, object]) -> str:
    """What a row says in one line."""
    return str(row[{"episodic": "question", "semantic": "facts", "procedural": "title"}[kind]])

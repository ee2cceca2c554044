"""One batch of LangGraph operations: what to embed, what to read, what to write. Shared by the sync and the async store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langgraph.store.base import GetOp, ListNamespacesOp, Op, PutOp, Result, SearchOp, validate_op_namespace

from gazel.memory.store_ann import across_customers, crosses_customers
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import TRUE, Sql, labels, list_namespaces
from gazel.memory.store_reads import (
    ALIVE,
    BEST_FIRST,
    LATEST_FIRST,
    by_meaning,
    get_statement,
    item,
    latest,
    search_item,
    search_statement,
)
from gazel.memory.store_values import checked_text
from gazel.memory.store_vectors import QueryVector
from gazel.memory.store_writes import PreparedWrites, checked_writes

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Read:
    """A statement and how its rows fill the results."""

    statement: Sql
    fill: Callable[[Rows, list[Result]], None]
    wide: bool = False
    """Whether the statement needs store_ann.SETTINGS in its transaction."""


@dataclass(slots=True)
class Batch:
    """Operations by kind, each with its position; reads see the state before the batch, of several puts to a key the last counts."""

    gets: list[tuple[int, GetOp]] = field(default_factory=list)
    searches: list[tuple[int, SearchOp]] = field(default_factory=list)
    listings: list[tuple[int, ListNamespacesOp]] = field(default_factory=list)
    writes: PreparedWrites = field(default_factory=PreparedWrites)
    size: int = 0

    def queries(self, index: StoreIndex | None) -> list[str]:
        """The distinct texts that searches want embedded."""
        wanted = [op.query for _, op in self.searches if op.query] if index is not None else []
        return [checked_text(query, "검색어") for query in dict.fromkeys(wanted)]

    def reads(self, index: StoreIndex | None, vectors: Mapping[str, QueryVector], omit_expired: bool) -> list[Read]:
        """The statements of all gets, searches and listings; `vectors` holds each query's vector."""
        alive = ALIVE if omit_expired else TRUE
        reads = []
        if self.gets:
            reads.append(Read(get_statement([op for _, op in self.gets], alive), _fill_gets([at for at, _ in self.gets])))
        for at, op in self.searches:
            reads.append(_search(at, op, index, vectors.get(op.query) if op.query else None, alive))
        for at, listing in self.listings:
            reads.append(Read(list_namespaces(listing, alive), _fill_list(at, lambda row: labels(row["prefix"]))))
        return reads


def sort_batch(ops: Iterable[Op], index: StoreIndex | None) -> Batch:
    """The operations by kind; raises InvalidNamespaceError or InvalidMemory before anything is done."""
    batch = Batch()
    puts: list[PutOp] = []
    for at, op in enumerate(ops):
        validate_op_namespace(op)
        batch.size = at + 1
        if isinstance(op, GetOp):
            batch.gets.append((at, op))
        elif isinstance(op, SearchOp):
            batch.searches.append((at, op))
        elif isinstance(op, ListNamespacesOp):
            batch.listings.append((at, op))
        else:
            puts.append(op)
    batch.writes = checked_writes(puts, index)
    return batch


def _search(at: int, op: SearchOp, index: StoreIndex | None, vector: QueryVector | None, alive: Sql) -> Read:
    if vector is None or index is None:
        return Read(search_statement(op, latest(op, alive), LATEST_FIRST), _fill_list(at, search_item))
    wide = crosses_customers(op, index)
    found = across_customers(op, index, vector, alive) if wide else by_meaning(op, index, vector, alive)
    return Read(search_statement(op, found, BEST_FIRST), _fill_list(at, search_item), wide)


def check(op: Op) -> None:
    """Raise what the operation would raise for its own sake: a bad namespace, key, value, filter, query or page."""
    batch = sort_batch([op], None)
    batch.reads(None, {}, omit_expired=False)
    for _, search in batch.searches:
        checked_text(search.query or "", "검색어")


def _fill_gets(positions: Sequence[int]) -> Callable[[Rows, list[Result]], None]:
    def fill(rows: Rows, results: list[Result]) -> None:
        for row in rows:
            results[positions[row["nth"] - 1]] = item(row)

    return fill


def _fill_list(at: int, decode: Callable[[Mapping[str, Any]], Any]) -> Callable[[Rows, list[Result]], None]:
    def fill(rows: Rows, results: list[Result]) -> None:
        results[at] = [decode(row) for row in rows]

    return fill

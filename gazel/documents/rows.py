"""The rows of documents and clauses in PostgreSQL; customer '' is the whole tenant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from gazel.db.database import Connection
from gazel.documents.clauses import Clause
from gazel.memory.types import Scope

SHARED = ""

OVERVIEW = """
    select d.customer, d.document, d.name, d.format, d.insurer, d.as_of, d.pages, d.pages_done, d.reading is null as complete,
        d.unreadable, d.model, d.created_at, count(c.seq) as clauses,
        coalesce(jsonb_agg(jsonb_build_object('page', c.page, 'label', concat_ws(' ', nullif(c.article, ''), nullif(c.paragraph, ''), nullif(c.item, '')), 'text', c.instruction)
            order by c.seq) filter (where c.instruction <> ''), '[]') as instructions
    from documents d left join document_clauses c using (tenant, customer, document)
    where d.tenant = %s and d.customer = any(%s)
    group by d.tenant, d.customer, d.document order by d.created_at desc, d.name
"""

CONTEXT = ("booklet", "article", "title", "lead", "text")
VECTORS = f"""
    select distinct on ({", ".join(CONTEXT)}) {", ".join(CONTEXT)}, c.embedding::text as vector
    from unnest({", ".join(["%s::text[]"] * len(CONTEXT))}) as wanted({", ".join(CONTEXT)})
    join document_clauses c using ({", ".join(CONTEXT)})
    join documents d using (tenant, customer, document)
    where c.tenant = %s and d.model = %s and c.embedding is not null
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document; `unreadable` are page numbers without letters, `instructions` sentences that speak to a machine."""

    customer: str
    id: str
    name: str
    format: str
    insurer: str
    as_of: str
    pages: int
    pages_done: int
    complete: bool
    clauses: int
    unreadable: tuple[int, ...]
    instructions: tuple[dict[str, Any], ...]
    model: str
    created_at: datetime

    @property
    def unreadable_text(self) -> str:
        """The pages without letters in short: '3, 5–7쪽'; '' where there are none."""
        return f"{spans(self.unreadable)}쪽" if self.unreadable else ""


def count(connection: Connection, scope: Scope) -> int:
    """How many complete documents the customer can be answered from: their own and the tenant's shared ones."""
    row = connection.execute(
        "select count(*) as n from documents where tenant = %s and customer in ('', %s) and reading is null",
        [scope.tenant, scope.customer],
    ).fetchone()
    return int(row["n"]) if row else 0


def overview(connection: Connection, tenant: str, customers: Sequence[str]) -> list[Document]:
    """The documents of these owners, the newest first."""
    rows = connection.execute(OVERVIEW, [tenant, list(customers)]).fetchall()
    return [
        Document(
            **{key: value for key, value in row.items() if key not in ("document", "unreadable", "instructions")},
            id=row["document"], unreadable=tuple(row["unreadable"]), instructions=tuple(row["instructions"]),
        )
        for row in rows
    ]  # fmt: skip


def begin(connection: Connection, key: Sequence[str], name: str, format: str, pages: int, model: str) -> dict[str, Any]:
    """The document's row, made where it is new: how far it was read and from what state to go on."""
    connection.execute(
        "insert into documents (tenant, customer, document, name, format, pages, model, reading) values (%s, %s, %s, %s, %s, %s, %s, '{}')"
        " on conflict do nothing",
        [*key, name, format, pages, model],
    )
    row = connection.execute(
        "select pages_done, reading, model, insurer from documents where (tenant, customer, document) = (%s, %s, %s)", [*key]
    ).fetchone()
    assert row is not None
    return row


def advance(
    connection: Connection, key: Sequence[str], before: int, done: int, reading: dict[str, Any] | None, unreadable: Sequence[int]
) -> bool:
    """Note that pages `before`–`done` were read; False where another process was faster."""
    moved = connection.execute(
        "update documents set pages_done = %s, reading = %s, unreadable = unreadable || %s::int[]"
        " where (tenant, customer, document) = (%s, %s, %s) and pages_done = %s and reading is not null",
        [done, None if reading is None else Jsonb(reading), list(unreadable), *key, before],
    )
    return moved.rowcount == 1


def describe(connection: Connection, key: Sequence[str], insurer: str, as_of: str) -> None:
    """Keep what the document's first pages say of itself."""
    connection.execute(
        "update documents set insurer = %s, as_of = %s where (tenant, customer, document) = (%s, %s, %s)", [insurer, as_of, *key]
    )


@dataclass(frozen=True, slots=True)
class Indexed:
    """A clause with what it is found by: word ids and the vector as pgvector reads it; a heading without text has neither."""

    clause: Clause
    instruction: str
    words: Sequence[int]
    vector: str | None


def vectors(connection: Connection, tenant: str, model: str, clauses: Sequence[Clause]) -> dict[str, str]:
    """The vectors of this model that the tenant's documents have of the same clauses already, by context."""
    places = [[getattr(clause, name) for clause in clauses] for name in CONTEXT]
    found = connection.execute(VECTORS, [*places, tenant, model]).fetchall()
    return {
        Clause(seq=0, parent=None, kind="본문", **{name: row[name] for name in CONTEXT}).context: row["vector"] for row in found
    }


def add(connection: Connection, key: Sequence[str], rows: Sequence[Indexed]) -> None:
    """Store clauses, one row each."""
    columns = (
        "tenant", "customer", "document", "seq", "parent", "kind", "booklet", "division", "article", "title", "paragraph", "item", "lead",
        "text", "grid", "page", "page_to", "instruction", "words", "embedding",
    )  # fmt: skip
    with connection.cursor().copy(f"copy document_clauses ({', '.join(columns)}) from stdin") as copy:
        for row in rows:
            c = row.clause
            copy.write_row(
                (
                    *key, c.seq, c.parent, c.kind, c.booklet, c.division, c.article, c.title, c.paragraph, c.item, c.lead, c.text,
                    Jsonb(c.grid.rows) if c.grid else None, c.page, c.page_to, row.instruction, list(row.words),
                    row.vector,
                )
            )  # fmt: skip


def remove(connection: Connection, key: Sequence[str]) -> bool:
    """Erase a document with its clauses; whether there was one."""
    return connection.execute("delete from documents where (tenant, customer, document) = (%s, %s, %s)", [*key]).rowcount == 1


def spans(numbers: Sequence[int]) -> str:
    """Page numbers in short: 1, 3–5."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("–".join(map(str, part)) for part in parts)

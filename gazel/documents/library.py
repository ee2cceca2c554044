"""The library: the one door to a tenant's own documents."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gazel.catalog.catalog import Catalog
from gazel.db.database import Database
from gazel.documents import rows
from gazel.documents.clauses import ClauseTree, masked
from gazel.documents.cover import as_of_day, insurer_of
from gazel.documents.indexing import Indexer
from gazel.documents.limits import rejected
from gazel.documents.opening import open_source
from gazel.documents.page import Source, cleaned
from gazel.documents.rows import SHARED, Document
from gazel.documents.running_heads import trimmed
from gazel.documents.search import Found, search
from gazel.memory.types import Scope
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import Recipe
from gazel.retrieval.lexical import KoreanAnalyzer

PAGES_AT_ONCE = 25
"""Pages that are stored in one transaction, and after which reading can be taken up again."""
Progress = Callable[[int, int], None]
"""Told (pages done, pages in all) after each batch."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """The document as it is stored; `unchanged` where the same file was there already."""

    document: Document
    unchanged: bool


class Library:
    """Reads documents in and finds clauses; `mask` takes identifiers out of every text before it is stored."""

    def __init__(
        self, database: Database, catalog: Catalog, embedder: Embedder, analyzer: KoreanAnalyzer, recipe: Recipe, tenant: str,
        *, mask: Callable[[str], str],
    ) -> None:  # fmt: skip
        self._database, self._catalog, self.tenant = database, catalog, tenant
        self._embedder, self._analyzer, self._recipe, self._mask = embedder, analyzer, recipe, mask
        self._indexer = Indexer(embedder, analyzer)

    def ingest(
        self,
        path: Path,
        *,
        customer: str = SHARED,
        name: str = "",
        insurer: str = "",
        progress: Progress = lambda done, total: None,
    ) -> Ingested:
        """Store the file's clauses, batch by batch, from where an earlier try stopped; raises DocumentRejected saying why not."""
        name = name or path.name
        source = open_source(path, name)
        key = (self.tenant, customer, file_hash(path))
        with self._database.connection() as connection:
            row = rows.begin(connection, key, name, source.format, source.count, self._embedder.model_id)
        if row["reading"] is None:
            progress(source.count, source.count)
            return Ingested(self.document(customer, key[2]), unchanged=True)
        self._check_model(row["model"], name)
        self._read(source, key, name, insurer, row["pages_done"], row["reading"], progress)
        return Ingested(self._checked(customer, key[2]), unchanged=False)

    def documents(self, customer: str) -> list[Document]:
        """The customer's own documents and the shared ones, the newest first."""
        with self._database.connection() as connection:
            return rows.overview(connection, self.tenant, [SHARED, customer])

    def count(self, scope: Scope) -> int:
        """How many complete documents the customer can be answered from."""
        with self._database.connection() as connection:
            return rows.count(connection, scope)

    def document(self, customer: str, document: str) -> Document:
        """One document; raises DocumentRejected where it is not there."""
        with self._database.connection() as connection:
            for found in rows.overview(connection, self.tenant, [customer]):
                if found.id == document:
                    return found
        raise rejected(document[:12], "저장된 문서가 없습니다.", "gazel ingest로 다시 올려 주세요.")

    def remove(self, customer: str, document: str) -> bool:
        """Erase a document of exactly this owner ('' for the shared ones) with all its clauses; whether there was one."""
        with self._database.connection() as connection:
            return rows.remove(connection, (self.tenant, customer, document))

    def search(self, scope: Scope, query: str, *, insurers: Sequence[str] = (), limit: int = 4) -> list[Found]:
        """The clauses that answer `query`, best first; empty where nothing stands out."""
        with self._database.connection() as connection:
            return search(
                connection, scope, query, analyzer=self._analyzer, embedder=self._embedder, recipe=self._recipe, insurers=insurers, limit=limit
            )  # fmt: skip

    def warm(self) -> None:
        """Load the embedding model and the Korean analyser now."""
        self._embedder.embed_passages(["약관"])
        self._analyzer.warm()

    def _read(
        self, source: Source, key: tuple[str, str, str], name: str, insurer: str, done: int, reading: dict[str, object], progress: Progress
    ) -> None:  # fmt: skip
        tree = ClauseTree(**reading.get("tree", {}))  # type: ignore[arg-type]
        heads: set[str] = set(reading.get("heads", ()))  # type: ignore[call-overload]
        pages = map(cleaned, source.pages(done))
        progress(done, source.count)
        while batch := list(islice(pages, PAGES_AT_ONCE)):
            read, heads = trimmed(batch, heads)
            clauses = [clause for page in read for clause in tree.feed(page)]
            last = done + len(batch) >= source.count
            clauses += tree.finish() if last else []
            safe = [masked(clause, self._mask) for clause in clauses]
            with self._database.connection() as connection:
                known = rows.vectors(connection, key[0], self._embedder.model_id, safe)
            indexed = self._indexer.indexed(safe, known)
            state = None if last else {"tree": tree.state(), "heads": sorted(heads)}
            with self._database.connection() as connection:
                unreadable = [page.number for page in batch if page.unreadable and page.number]
                if not rows.advance(connection, key, done, done + len(batch), state, unreadable):
                    raise rejected(name, "같은 문서를 다른 곳에서 읽고 있습니다.", "끝난 뒤 목록을 확인해 주세요.")
                rows.add(connection, key, indexed)
                if done == 0:
                    rows.describe(connection, key, insurer or insurer_of(name, batch, self._catalog), as_of_day(batch))
            done += len(batch)
            progress(done, source.count)

    def _check_model(self, model: str, name: str) -> None:
        if model != self._embedder.model_id:
            raise rejected(name, f"다른 임베딩 모델({model})로 읽다 만 문서입니다.", "목록에서 지우고 다시 올려 주세요.")

    def _checked(self, customer: str, document: str) -> Document:
        """The document, unless no page of it has letters: then it is taken out again."""
        read = self.document(customer, document)
        if read.clauses == 0:
            self.remove(customer, document)
            why = (
                f"{read.unreadable_text}이 모두 스캔 이미지라 글자가 없습니다." if read.unreadable else "글자가 한 자도 없습니다."
            )
            raise rejected(read.name, why, "글자가 있는 원본 PDF를 받거나 문자인식(OCR)을 한 뒤 올려 주세요.")
        return read


def file_hash(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Another embedding model: every clause embedded anew, and found by it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from fix_documents import policy_docx

from gazel.db.database import Database
from gazel.documents.library import Library
from gazel.documents.reembedding import reembed
from gazel.errors import DocumentRejected
from gazel.memory.assembly import clause_embedder_of
from gazel.settings import settings


class LengthEmbedder:
    """Three numbers from the text's letters: another model with another dimension."""

    model_id = "length"
    dims = 3

    def embed_query(self, text: str) -> list[float]:
        return [1.0, len(text) % 7, len(text) % 11]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


class BreaksDown(LengthEmbedder):
    """Fails on the second batch."""

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        raise RuntimeError("정전")


def vectors(database: Database) -> list[tuple[int, str, int | None]]:
    with database.connection() as connection:
        rows = connection.execute(
            "select seq, text, vector_dims(embedding) as dims, model from document_clauses join documents using (document) order by seq"
        ).fetchall()
    return [(row["seq"], row["model"], row["dims"]) for row in rows if row["text"]]


def test_every_clause_with_text_gets_the_new_models_vector(library: Library, database: Database, tmp_path: Path) -> None:
    clauses = library.ingest(policy_docx(tmp_path / "약관.docx")).document.clauses
    before = vectors(database)
    assert {(model, dims) for _, model, dims in before} == {("ko-e5-small-int8", 384)}
    assert reembed(database, LengthEmbedder()) == len(before) <= clauses
    assert vectors(database) == [(seq, "length", 3) for seq, *_ in before]


def test_a_failure_half_way_keeps_the_old_vectors(library: Library, database: Database, tmp_path: Path) -> None:
    library.ingest(policy_docx(tmp_path / "약관.docx"))
    before = vectors(database)
    with pytest.raises(RuntimeError):
        reembed(database, BreaksDown())
    assert vectors(database) == before


def test_a_document_read_half_goes_on_with_the_new_model(library: Library, database: Database, tmp_path: Path) -> None:
    file = policy_docx(tmp_path / "약관.docx")
    with database.connection() as connection:
        connection.execute("update documents set model = 'old'")
    library.ingest(file)
    with database.connection() as connection:
        connection.execute("update documents set model = 'old', reading = '{}'")
    with pytest.raises(DocumentRejected, match="다른 임베딩 모델"):
        library.ingest(file)
    reembed(database, clause_embedder_of(settings()))
    with database.connection() as connection:
        assert connection.execute("select model from documents").fetchone() == {"model": "ko-e5-small-int8"}

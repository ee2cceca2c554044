"""Another embedding model: refused at start, then every memory embedded anew."""

import hashlib
from collections.abc import Sequence
from datetime import date

import pytest
from fix_memory import Say

from gazel.db.database import Database
from gazel.errors import EmbedderMismatch
from gazel.memory import assembly
from gazel.memory.reembedding import reembed
from gazel.memory.types import Scope
from gazel.settings import settings


class SmallEmbedder:
    """Eight numbers from a hash: another model with another dimension."""

    model_id = "small"
    dims = 8

    def embed_query(self, text: str) -> list[float]:
        return [byte / 255 + 0.01 for byte in hashlib.sha256(text.encode()).digest()[:8]]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def test_another_model_is_refused_until_everything_is_embedded_anew(
    say: Say, kim: Scope, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("유사암에 대장점막내암도 들어가나요?", day=0)
    say("보험료 싼 게 좋아요", day=1)
    monkeypatch.setattr(assembly, "embedder_of", lambda settings: SmallEmbedder())
    with pytest.raises(EmbedderMismatch, match="gazel reembed"):
        assembly.prepare_memory(database, settings())
    assert reembed(database, settings()) == 3
    assembly.prepare_memory(database, settings())
    with database.connection() as connection:
        row = connection.execute("select count(*) as n, min(vector_dims(embedding)) as dims from store_vectors").fetchone()
    assert row == {"n": 3, "dims": 8}
    again = assembly.manager_of(database, settings()).recall(
        kim, "이전에 유사암에 대해 어떤 질문 했었죠?", as_of=date(2026, 12, 31)
    )
    assert [hit.text for hit in again.hits] == ["유사암에 대장점막내암도 들어가나요?"]


def test_a_failure_half_way_keeps_the_old_vectors(
    say: Say, kim: Scope, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("보험료 싼 게 좋아요", day=0)

    class Broken(SmallEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
            raise RuntimeError("정전")

    monkeypatch.setattr(assembly, "embedder_of", lambda settings: Broken())
    with pytest.raises(RuntimeError):
        reembed(database, settings())
    monkeypatch.undo()
    assembly.prepare_memory(database, settings())
    with database.connection() as connection:
        row = connection.execute("select min(vector_dims(embedding)) as dims from store_vectors").fetchone()
    assert row == {"dims": 384}

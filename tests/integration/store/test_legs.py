"""Both legs of recall: exact, with BM25 and z-scores as the textbook has them, and explained."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langgraph.store.base import PutOp
from letter_embeddings import LetterEmbeddings, index_of
from psycopg import Cursor
from psycopg.rows import DictRow

from gazel.memory.store import PgvectorStore
from gazel.memory.store_terms import words_and_bigrams

KIM, LEE = ("demo", "kim"), ("demo", "lee")
fresh = count()
words = st.sampled_from(["암", "진단비", "갑상선암", "claim", "대기기간", "riders", "면책"])


def bm25(query: list[str], documents: list[list[str]]) -> list[float]:
    """Okapi BM25, k1 1.2, b 0.75, with Lucene's idf."""
    mean = sum(map(len, documents)) / len(documents)
    scores = [0.0] * len(documents)
    for term in dict.fromkeys(query):
        holders = sum(term in document for document in documents)
        idf = math.log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
        for i, document in enumerate(documents):
            tf = Counter(document)[term]
            scores[i] += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(document) / max(mean, 1.0)))
    return scores


@given(st.lists(st.lists(words, min_size=1, max_size=8), min_size=1, max_size=12), st.lists(words, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scores_are_those_of_the_textbook(shared_store: PgvectorStore, documents: list[list[str]], query: list[str]) -> None:
    namespace = ("demo", f"c{next(fresh)}", "semantic")
    texts = [" ".join(document) for document in documents]
    shared_store.batch([PutOp(namespace, str(i), {"text": text}) for i, text in enumerate(texts)])
    shared_store.put(("demo", "someone else", "semantic"), "0", {"text": "암 진단비 암"})
    hits = {int(hit.key): hit for hit in shared_store.search_legs([namespace], " ".join(query))}
    terms = [words_and_bigrams(text) for text in texts]
    expected = bm25(words_and_bigrams(" ".join(query)), terms)
    assert [hits[i].bm25 for i in range(len(texts))] == pytest.approx(expected, abs=1e-9)
    embed = LetterEmbeddings().embed_query
    dense = [float(np.dot(embed(" ".join(query)), embed(text))) for text in texts]
    assert [hits[i].dense for i in range(len(texts))] == pytest.approx(dense, abs=1e-5)
    for name, scores in (("dense_z", [hits[i].dense for i in hits]), ("bm25_z", [hits[i].bm25 for i in hits])):
        spread = float(np.std(scores))
        for i, score in zip(hits, scores, strict=True):
            assert getattr(hits[i], name) == pytest.approx((score - np.mean(scores)) / spread if spread > 1e-9 else 0, abs=1e-4)
    assert all(set(hits[i].matched) == set(words_and_bigrams(" ".join(query))) & set(terms[i]) for i in hits)


def test_a_field_of_words_only_is_found_by_its_words_and_has_no_vector(empty_url: str) -> None:
    config = index_of(fields=["question", "reply"], words_only=["reply"])
    with PgvectorStore.from_conn_string(empty_url, index=config) as store:
        store.setup()
        store.put(KIM, "said", {"question": "aaaa", "reply": "claim bbbb"})
        store.put(KIM, "answered", {"reply": "claim claim bbbb"})
        hits = {hit.key: hit for hit in store.search_legs([KIM], "claim bbbb")}
        assert hits["answered"].dense is None
        assert hits["said"].dense == pytest.approx(np.dot(*map(LetterEmbeddings().embed_query, ("claim bbbb", "aaaa"))), abs=1e-5)
        assert all(set(hit.matched) == {"claim", "bbbb"} for hit in hits.values())


def test_each_leg_brings_its_best(store: PgvectorStore) -> None:
    for i in range(20):
        store.put((*KIM, "semantic"), f"d{i:02}", {"text": "aaaa" + "b" * i})
    store.put((*KIM, "semantic"), "keyword", {"text": "mmmmmmmmmm aaaa"})
    hits = store.search_legs([KIM], "aaaa", limit=2)
    assert [hit.key for hit in hits] == ["d00", "d01", "keyword"]
    assert hits[-1].matched == ("aaaa",)
    assert {"dense", "bm25", "dense_z", "bm25_z", "matched"} <= hits[-1].dict().keys()


def test_scope_is_what_was_asked_for(store: PgvectorStore) -> None:
    for owner in (KIM, LEE, ("demo", "*")):
        for kind in ("episodic", "semantic", "procedural"):
            store.put((*owner, kind), "k", {"text": "암 진단비"})
    found = store.search_legs([(*KIM, "semantic"), (*KIM, "episodic"), ("demo", "*", "procedural")], "암")
    assert {hit.namespace for hit in found} == {(*KIM, "semantic"), (*KIM, "episodic"), ("demo", "*", "procedural")}
    assert store.search_legs([], "암") == []
    assert store.search_legs([("demo", "nobody")], "암") == []


def test_filter_expiry_and_clock(store: PgvectorStore) -> None:
    store.put((*KIM, "semantic"), "old", {"text": "암", "current": False})
    store.put((*KIM, "semantic"), "new", {"text": "암", "current": True})
    store.put((*KIM, "semantic"), "short", {"text": "암", "current": True}, ttl=60)
    assert {hit.key for hit in store.search_legs([KIM], "암", filter={"current": True})} == {"new", "short"}
    later = datetime.now(UTC) + timedelta(hours=2)
    assert {hit.key for hit in store.search_legs([KIM], "암", filter={"current": True}, now=later)} == {"new"}


def test_one_leg_alone_and_none(store: PgvectorStore) -> None:
    store.put((*KIM, "semantic"), "a", {"text": "abc"})
    store.put((*KIM, "semantic"), "b", {"text": "xyz"})
    by_vector = store.search_legs([KIM], "", query_vector=LetterEmbeddings().embed_query("xyz"))
    assert [(hit.key, hit.bm25) for hit in by_vector] == [("b", 0.0), ("a", 0.0)]
    assert [hit.key for hit in store.search_legs([KIM], "")] == ["b", "a"]  # the latest first


def test_the_analyzer_is_the_callers(empty_url: str) -> None:
    index = index_of(analyzer=lambda text: [word.rstrip("은는이가") for word in text.split()])
    with PgvectorStore.from_conn_string(empty_url, index=index) as store:
        store.setup()
        store.put((*KIM, "semantic"), "a", {"text": "갑상선암은 유사암"})
        (hit,) = store.search_legs([KIM], "갑상선암이 유사암인가")
        assert hit.matched == ("갑상선암",)


def test_a_question_of_a_hundred_words(store: PgvectorStore) -> None:
    store.put((*KIM, "semantic"), "a", {"text": " ".join(f"w{i}" for i in range(100))})
    (hit,) = store.search_legs([KIM], " ".join(f"w{i}" for i in range(100)))
    assert len(hit.matched) == 64


def test_one_round_trip(store: PgvectorStore) -> None:
    sent: list[object] = []

    class CountingCursor(Cursor[DictRow]):
        def execute(self, query: Any, *args: Any, **more: Any) -> "CountingCursor":
            sent.append(query)
            super().execute(query, *args, **more)
            return self

    store.conn.cursor_factory = CountingCursor  # type: ignore[union-attr]
    store.search_legs([KIM, (*LEE, "semantic")], "암", filter={"text": "암"})
    assert len(sent) == 1


def test_a_part_of_a_text_adds_a_vector_and_no_words(store: PgvectorStore) -> None:
    store.put(KIM, "whole", {"text": "암 진단비 대기기간"}, ["text"])
    store.put(KIM, "parts", {"text": "암 진단비 대기기간", "parts": ["암 진단비", "대기기간"]}, ["text", "parts[*]"])
    found = {hit.key: hit for hit in store.search_legs([KIM], "대기기간")}
    assert found["parts"].bm25 == pytest.approx(found["whole"].bm25)
    assert found["parts"].dense == pytest.approx(1.0, abs=1e-5)
    assert (found["whole"].dense or 0) < 0.99

"""Recall of one customer among millions of memories: this store beside LangGraph's PostgresStore, same data, same run."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import numpy as np
import psycopg
from langchain_core.embeddings import Embeddings
from langgraph.store.postgres import PostgresStore
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gazel.memory.bench_data import BenchData, Vectors, nearest
from gazel.memory.store import PgIndexConfig, PgvectorStore

TOP = 10
HNSW_ONLY = "-c enable_sort=off -c enable_bitmapscan=off"
"""Planner switches under which PostgresStore's query walks its HNSW index and filters, as it is documented to."""
ITERATIVE = "-c hnsw.iterative_scan=relaxed_order"
"""The same, going on through the index until the filter has let enough through."""
BLOCK = 1000
"""Customers whose memories are written in turn, as they would come in over time, so that nobody's lie side by side."""
Search = Callable[[int, str, Vectors], list[str]]


class GivenVector(Embeddings):
    """An embedder that takes no time: it answers the vector set before."""

    vector: list[float]

    def embed_query(self, text: str) -> list[float]:
        """The given vector."""
        return self.vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The given vector for each text."""
        return [self.vector for _ in texts]


def bench_store(
    rows: int, customers: int, database_url: str, *, questions: int = 200, vector_type: str = "vector"
) -> dict[str, Any]:
    """Milliseconds (p50, p95) and recall@10 against exact search of: both legs, this store's `search`,
    PostgresStore as the planner runs it, and PostgresStore made to filter its HNSW index (once, and iteratively).
    `speedup_p50` compares `search` with `search`.

    Fills two schemas of the database with the same made-up memories and drops them afterwards; embedding time is left out.
    """
    data = BenchData(rows=rows, customers=customers)
    index: PgIndexConfig = {
        "dims": data.dims,
        "embed": GivenVector(),
        "fields": ["text"],
        "analyzer": str.split,
        "ann_index_config": {"kind": "flat", "vector_type": vector_type},  # type: ignore[typeddict-item]
    }
    reference: Any = {**index, "ann_index_config": {"kind": "hnsw", "vector_type": vector_type}}
    with (
        schema(database_url) as ours_url,
        schema(database_url) as reference_url,
        PgvectorStore.from_conn_string(ours_url, index=index) as store,
        PostgresStore.from_conn_string(reference_url, index=reference) as langgraph,
        PostgresStore.from_conn_string(with_options(reference_url, HNSW_ONLY), index=reference) as by_hnsw,
        PostgresStore.from_conn_string(with_options(reference_url, f"{HNSW_ONLY} {ITERATIVE}"), index=reference) as by_iteration,
    ):
        store.setup()
        langgraph.setup()
        load_seconds = fill(ours_url, data, store, vector_type)
        index_seconds = copy_to_reference(ours_url, reference_url, vector_type)
        searches = {
            "gazel_both_legs": both_legs(store, data),
            "gazel_search": dense(store, data),
            "postgres_store": dense(langgraph, data),
            "postgres_store_hnsw": dense(by_hnsw, data),
            "postgres_store_hnsw_iterative": dense(by_iteration, data),
        }
        measured = measure(searches, data, questions)
    return {
        "rows": data.per_customer * customers,
        "customers": customers,
        "dims": data.dims,
        "vector_type": vector_type,
        "load_seconds": load_seconds,
        "hnsw_seconds": index_seconds,
        **measured,
        "speedup_p50": {
            name: round(measured[name]["p50_ms"] / measured["gazel_search"]["p50_ms"], 2)
            for name in measured
            if name.startswith("postgres")
        },
    }


def both_legs(store: PgvectorStore, data: BenchData) -> Search:
    """What the memory engine's recall asks of the store."""

    def search(customer: int, words: str, vector: Vectors) -> list[str]:
        found = store.search_legs([data.namespace(customer)], words, query_vector=vector.tolist(), limit=TOP)
        ranked = sorted((item for item in found if item.dense is not None), key=lambda item: -(item.dense or 0.0))
        return [item.key for item in ranked[:TOP]]

    return search


def dense(store: PgvectorStore | PostgresStore, data: BenchData) -> Search:
    """LangGraph's `search` by meaning."""

    def search(customer: int, words: str, vector: Vectors) -> list[str]:
        assert isinstance(store.embeddings, GivenVector)
        store.embeddings.vector = vector.tolist()
        found = store.search(data.namespace(customer), query=words, limit=TOP, refresh_ttl=False)
        return [item.key for item in found]

    return search


def measure(searches: dict[str, Search], data: BenchData, questions: int) -> dict[str, dict[str, float]]:
    """Ask every question of every store, first untimed, then timed in a changing order, so that none pays for another's reading."""
    asked = [(*question, nearest(data.memories(question[0])[1], question[2], TOP)) for question in data.questions(questions)]
    names = list(searches)
    times: dict[str, list[float]] = {name: [] for name in names}
    recalls: dict[str, list[float]] = {name: [] for name in names}
    for customer, words, vector, truth in asked:
        for name in names:
            recalls[name].append(len(truth.intersection(searches[name](customer, words, vector))) / len(truth))
    for customer, words, vector, _ in asked:
        names.append(names.pop(0))
        for name in names:
            start = time.perf_counter()
            searches[name](customer, words, vector)
            times[name].append(1000 * (time.perf_counter() - start))
    return {
        name: {
            "p50_ms": round(float(np.percentile(times[name], 50)), 2),
            "p95_ms": round(float(np.percentile(times[name], 95)), 2),
            "recall_at_10": round(float(np.mean(recalls[name])), 4),
        }
        for name in searches
    }


def fill(url: str, data: BenchData, store: PgvectorStore, vector_type: str) -> float:
    """COPY all memories into this store's tables; seconds taken."""
    from pgvector import HalfVector, Vector
    from pgvector.psycopg import register_vector

    start = time.perf_counter()
    assert store.index is not None
    wrap = HalfVector if vector_type == "halfvec" else Vector
    with psycopg.connect(url) as items, psycopg.connect(url) as vectors:
        register_vector(vectors)
        items.execute("ALTER TABLE store_vectors DROP CONSTRAINT store_vectors_tenant_customer_prefix_key_fkey")
        items.commit()
        item_types, vector_types = ["text"] * 4 + ["jsonb", "int4[]"], ["text"] * 5 + [vector_type]
        with (
            items.cursor().copy(
                "COPY store (tenant, customer, prefix, key, value, terms) FROM STDIN (FORMAT BINARY)"
            ) as item_copy,
            vectors.cursor().copy("COPY store_vectors FROM STDIN (FORMAT BINARY)") as vector_copy,
        ):
            item_copy.set_types(item_types)
            vector_copy.set_types(vector_types)
            for address, text, vector in interleaved(data):
                item_copy.write_row((*address, psycopg.types.json.Jsonb({"text": text}), store.index.terms([text])))
                vector_copy.write_row((*address, "text", wrap(vector)))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE store")
        connection.execute("VACUUM ANALYZE store_vectors")
    return round(time.perf_counter() - start, 1)


def interleaved(data: BenchData) -> Iterator[tuple[tuple[str, ...], str, Vectors]]:
    """(primary key, text, vector) of every memory, the customers of a block in turn."""
    for first in range(0, data.customers, BLOCK):
        block = [
            (data.namespace(customer), *data.memories(customer)) for customer in range(first, min(first + BLOCK, data.customers))
        ]
        for key in range(data.per_customer):
            for namespace, texts, vectors in block:
                yield (*namespace[:2], ".".join(namespace), str(key)), texts[key], vectors[key]


def copy_to_reference(ours_url: str, reference_url: str, vector_type: str) -> float:
    """The same rows into PostgresStore's tables and its own HNSW index over them; seconds the index took."""
    ours = search_path(ours_url)
    with psycopg.connect(reference_url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '2GB'")
        connection.execute("DROP INDEX store_vectors_embedding_idx")
        connection.execute(f"INSERT INTO store (prefix, key, value) SELECT prefix, key, value FROM {ours}.store".encode())
        connection.execute(
            f"INSERT INTO store_vectors (prefix, key, field_name, embedding) "
            f"SELECT prefix, key, field_name, embedding FROM {ours}.store_vectors".encode()
        )
        start = time.perf_counter()
        connection.execute(
            f"CREATE INDEX store_vectors_embedding_idx ON store_vectors USING hnsw (embedding {vector_type}_cosine_ops)".encode()
        )
        seconds = time.perf_counter() - start
        connection.execute("VACUUM ANALYZE store")
        connection.execute("VACUUM ANALYZE store_vectors")
    return round(seconds, 1)


@contextmanager
def schema(database_url: str) -> Iterator[str]:
    """A URL whose tables live in a schema of their own, dropped with everything in it afterwards."""
    name = f"bench_{uuid4().hex[:12]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        connection.execute(f"CREATE SCHEMA {name}".encode())
    try:
        yield make_conninfo(database_url, options=f"-csearch_path={name},public")
    finally:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


def with_options(url: str, options: str) -> str:
    """The URL with more server settings."""
    return make_conninfo(url, options=f"{conninfo_to_dict(url)['options']} {options}")


def search_path(url: str) -> str:
    """The schema of a URL made by `schema`."""
    return str(conninfo_to_dict(url)["options"]).removeprefix("-csearch_path=").removesuffix(",public")

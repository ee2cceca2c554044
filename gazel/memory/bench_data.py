"""Made-up memories of many customers, the same for every store that is measured; no real person is described."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
NAMESPACE_TAIL = "semantic"


@dataclass(frozen=True)
class BenchData:
    """`rows` memories spread evenly over `customers`; each customer's own are made anew from the seed when needed."""

    rows: int
    customers: int
    dims: int = 384
    topics: int = 200
    vocabulary: int = 5000
    words: int = 14
    seed: int = 7

    @property
    def per_customer(self) -> int:
        """Memories of one customer."""
        return self.rows // self.customers

    @cached_property
    def centres(self) -> Vectors:
        """One unit vector a topic, shape (topics, dims)."""
        return unit(np.random.default_rng(self.seed).standard_normal((self.topics, self.dims)))

    def namespace(self, customer: int) -> tuple[str, str, str]:
        """Where a customer's memories are."""
        return ("bench", f"c{customer:06d}", NAMESPACE_TAIL)

    def memories(self, customer: int) -> tuple[list[str], Vectors]:
        """Texts and unit vectors, shape (per_customer, dims), of one customer."""
        random = np.random.default_rng([self.seed, customer])
        topics = random.integers(self.topics, size=self.per_customer)
        vectors = unit(self.centres[topics] + 0.9 * unit(random.standard_normal((self.per_customer, self.dims))))
        ranks = np.minimum(random.zipf(1.3, size=(self.per_customer, self.words)), self.vocabulary)
        return [" ".join(f"w{rank}" for rank in row) for row in ranks], vectors

    def questions(self, count: int) -> Iterator[tuple[int, str, Vectors]]:
        """(customer, words, unit vector): near one of the customer's memories, with some of its words."""
        random = np.random.default_rng([self.seed, 999_999_937])
        for customer in random.integers(self.customers, size=count):
            texts, vectors = self.memories(int(customer))
            at = int(random.integers(self.per_customer))
            vector = unit(vectors[at] + 0.5 * unit(random.standard_normal(self.dims)))
            yield int(customer), " ".join(texts[at].split()[:6]), vector


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Vectors of length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def nearest(vectors: Vectors, query: Vectors, count: int) -> set[str]:
    """Keys (row numbers) of the `count` memories nearest to the query: what an exact search must find."""
    return {str(i) for i in np.argsort(-(vectors @ query))[:count]}

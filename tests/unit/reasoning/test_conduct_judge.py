"""The sentences that teach the judge, and the network that learns from them."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pytest

from gazel.reasoning.conduct_composition import Composer, Example
from gazel.reasoning.conduct_model import BUCKETS, CLASSES, gram_weights
from gazel.reasoning.conduct_network import Table, shares, train_network
from gazel.settings import settings

PHRASES = settings().data / "insurance" / "conduct_phrases.toml"


class Letters:
    """An embedder that knows a text by its letters alone."""

    model_id, dims = "letters", 16

    def embed_query(self, text: str) -> list[float]:
        vector = np.bincount([crc32(letter.encode()) % self.dims for letter in text], minlength=self.dims)
        return [float(value) for value in vector / np.linalg.norm(vector)]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


@pytest.fixture(scope="module")
def composed() -> list[Example]:
    return Composer(PHRASES).examples()


def test_the_same_seed_draws_the_same_sentences(composed: list[Example]) -> None:
    assert Composer(PHRASES).examples() == composed


def test_every_class_is_taught_and_every_slot_is_filled(composed: list[Example]) -> None:
    assert {one.topic for one in composed} == set(CLASSES)
    assert not [one.text for one in composed if "{" in one.text and "{" not in one.frame.replace("{", "", 1)]
    assert len({one.text for one in composed}) == len(composed) >= 10_000


def test_what_is_declined_and_what_is_answered_are_taught_in_like_numbers(composed: list[Example]) -> None:
    harmless = sum(one.topic == "harmless" for one in composed)
    assert 0.4 <= harmless / len(composed) <= 0.6


def test_grams_do_not_see_blanks_and_have_length_one() -> None:
    idf = np.ones(BUCKETS)
    assert gram_weights("진단서 날짜를 늦춰", idf) == gram_weights("진단서날짜를  늦춰", idf)
    assert np.linalg.norm(gram_weights("갑상선암 얼마", idf)[1]) == pytest.approx(1.0)


def test_a_network_learns_and_the_same_seed_gives_the_same_weights(composed: list[Example]) -> None:
    some = [one for one in composed if one.topic in ("fraud", "harmless")][:600:3] + [
        one for one in composed if one.topic == "harmless"
    ][:200]
    table = Table.of([one.text for one in some], [one.topic for one in some], np.ones(BUCKETS), Letters())
    network = train_network(table, 1)
    assert all(np.array_equal(one, other) for one, other in zip(network, train_network(table, 1), strict=True))
    right = (shares(network, table).argmax(axis=1) == table.topics).mean()
    assert right >= 0.95

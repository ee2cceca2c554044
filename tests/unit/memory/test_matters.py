"""The latest word about a matter stands before the earlier ones, and nothing is lost by it."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from langgraph.store.base import SearchItem

from gazel.memory.candidates import Candidate, unscored
from gazel.memory.matters import Matters
from gazel.retrieval.fusion import Fused

START = datetime(2026, 1, 1, tzinfo=UTC)
DIMS = 3


def turn(number: int, day: int, score: float, personal: float = 0.9) -> Candidate:
    """An episode said on a day, as it was ranked."""
    item = unscored(SearchItem(("demo", "kim", "episodic"), f"e-{number}", {"personal": personal}, START, START))
    return Candidate(item, "episodic", START + timedelta(days=day), 0.0, Fused(score, {}, 0.5, True))


told = st.tuples(st.integers(0, 300), st.floats(-3, 9), st.floats(0, 1), st.tuples(*[st.floats(-1, 1)] * DIMS))
"""Day, score, how personal, and the vector of a turn."""


@given(st.lists(told, max_size=12), st.sampled_from([1.0, 4.0]))
def test_no_earlier_word_stands_before_a_later_one(
    turns: list[tuple[int, float, float, tuple[float, ...]]], reach: float
) -> None:
    ranked = [turn(number, day, score, personal) for number, (day, score, personal, _) in enumerate(turns)]
    vectors = {f"e-{number}": np.array(vector, np.float32) for number, (*_, vector) in enumerate(turns)}
    matters = Matters.of(vectors, np.zeros(DIMS, np.float32), [])
    ordered = matters.latest_first(ranked, reach)
    assert sorted(one.item.key for one in ordered) == sorted(one.item.key for one in ranked)
    for place, one in enumerate(ordered):
        for below in ordered[place + 1 :]:
            near_in_score = below.fused.score >= one.fused.score - reach
            assert not (one.own and below.own and below.at > one.at and near_in_score and matters.same(one, below))


def matters_of(claims: dict[str, str]) -> Matters:
    """Two turns that lie near each other, and the subjects claimed in them."""
    facts = [{"slot": "job", "subject": subject, "evidence": [{"episode": key}]} for key, subject in claims.items()]
    vectors = {key: np.array([1, 0, 0], np.float32) for key in ("e-0", "e-1")}
    return Matters.of(vectors, np.zeros(DIMS, np.float32), facts)


def test_the_later_word_says_what_it_is_later_than() -> None:
    ordered = matters_of({}).latest_first([turn(0, 1, 5.0), turn(1, 9, 4.5)], 1.0)
    assert [one.item.key for one in ordered] == ["e-1", "e-0"]
    assert str(ordered[0].later_than) == "2026-01-02"
    assert ordered[1].later_than is None


def test_what_scores_far_lower_stays_below() -> None:
    ordered = matters_of({}).latest_first([turn(0, 1, 5.0), turn(1, 9, 3.5)], 1.0)
    assert [one.item.key for one in ordered] == ["e-0", "e-1"]


def test_claims_about_different_things_are_different_matters() -> None:
    early, late = turn(0, 1, 5.0), turn(1, 9, 4.5)
    assert not matters_of({"e-0": "preference/갱신", "e-1": "preference/환급"}).same(early, late)
    assert matters_of({"e-0": "preference/갱신", "e-1": "preference/갱신"}).same(early, late)

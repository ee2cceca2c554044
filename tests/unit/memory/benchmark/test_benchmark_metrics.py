"""The measures on rankings whose answers are known by hand, and what must hold for any ranking."""

from hypothesis import given
from hypothesis import strategies as st

from gazel.memory.benchmark.metrics import Found, found, newer_first

IDS = st.integers(0, 30).map(str)
RANKINGS = st.lists(st.frozensets(IDS, max_size=3), max_size=15)


def test_two_of_three_found() -> None:
    result = found([{"x"}, {"a"}, {"y"}, {"b"}], ["a", "b", "c"])
    assert result.any == 1
    assert result.all == 0
    assert result.mrr == 0.5
    assert round(result.fraction, 3) == 0.667
    assert round(result.ndcg, 3) == 0.498  # (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3) + 1/2)


def test_what_comes_after_the_cut_does_not_count() -> None:
    assert found([{str(n)} for n in range(20)], ["10"]) == Found(0, 0, 0, 0, 0)
    assert found([{str(n)} for n in range(20)], ["9"]).mrr == 0.1


def test_one_hit_may_prove_two_turns() -> None:
    assert found([{"a", "b"}], ["a", "b"]) == Found(1, 1, 1, 1, 1)


def test_the_newer_fact_must_be_found_and_come_first() -> None:
    assert newer_first([{"new"}, {"old"}], ["new"], ["old"])
    assert newer_first([{"new"}], ["new"], ["old"])
    assert not newer_first([{"old"}, {"new"}], ["new"], ["old"])
    assert not newer_first([{"new", "old"}], ["new"], ["old"])
    assert not newer_first([], ["new"], ["old"])


@given(RANKINGS, st.lists(IDS, min_size=1, max_size=4, unique=True))
def test_measures_stay_within_bounds(ranking: list[frozenset[str]], evidence: list[str]) -> None:
    result = found(ranking, evidence)
    assert 0 <= result.all <= result.fraction <= result.any <= 1
    assert 0 <= result.ndcg <= 1
    assert 0 <= result.mrr <= result.any


@given(RANKINGS, st.lists(IDS, min_size=1, max_size=4, unique=True))
def test_putting_the_evidence_first_is_perfect(ranking: list[frozenset[str]], evidence: list[str]) -> None:
    assert found([frozenset({id}) for id in evidence] + ranking, evidence) == Found(1, 1, 1, 1, 1)

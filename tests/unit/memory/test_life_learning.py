"""The learned part of recall, who told of his own life, and the days before an event of life."""

from datetime import date
from pathlib import Path

import pytest

from gazel.errors import SettingsError
from gazel.memory.assembly import analyzer_of, embedder_of, life_model_of
from gazel.memory.drafts import Draft
from gazel.memory.life_events import before_event
from gazel.memory.life_examples import load_life_topics
from gazel.memory.life_model import LifeModel
from gazel.settings import settings

DATA = settings().data
NOW = "2026-11-21T00:00:00.000000+00:00"


@pytest.mark.parametrize("text", ["처남이 우리 가게 일을 도와주다가 발등을 찧었어요", "지난겨울에 보일러를 새것으로 바꿨어요"])
def test_a_turn_of_ones_own_life_is_told_from_the_rest(text: str) -> None:
    life = life_model_of(settings())
    others = ["암 진단비는 몇 번까지 줘요?", "네 고마워요", "납입기간이 뭔가요"]
    assert life.tells(text) > 0.5 > max(life.tells(other) for other in others)


def test_the_shipped_examples_tell_lives_apart_from_what_nobody_asks_for_again() -> None:
    topics = {topic.name: topic for topic in load_life_topics(DATA)}
    assert not topics["일반"].of_life
    assert not topics["되묻기"].of_life
    assert not topics["일반 · 보험금 청구 서류"].of_life
    assert sum(topic.of_life and bool(topic.neighbours) for topic in topics.values()) >= 1500


def test_a_broken_line_of_the_examples_is_named(tmp_path: Path) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory/life_topics.txt").write_text("[나이]\n+ 서른이에요\n아무 표시 없음\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="3번째"):
        load_life_topics(tmp_path)


def test_missing_weights_are_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="회상 모델"):
        LifeModel(tmp_path, embedder_of(settings()), analyzer_of(settings())).tells("이사했어요")


@pytest.mark.parametrize("question", ["이직하기 전에는 예산이 얼마였죠?", "what was my budget before I changed jobs?"])
def test_before_an_event_of_life_ends_on_the_day_before_the_fact_began(question: str) -> None:
    facts = [job("간호사", "2025-12-02"), job("이직", "2026-09-10")]
    when = before_event(question, facts, NOW)
    assert when
    assert when.end == date(2026, 9, 9)
    assert when.contains(date(2026, 1, 1))


def test_an_event_that_no_fact_tells_gives_no_range() -> None:
    assert before_event("결혼 전에는 어땠죠?", [job("이직", "2026-09-10")], NOW) is None
    assert before_event("이직 전화번호 알려줘요", [job("이직", "2026-09-10")], NOW) is None


@pytest.mark.parametrize(
    ("slot", "facet", "value", "other", "held", "ends"),
    [
        ("open_matter", "보험금 지급", "완료", "open_matter/심사", "진행 중", True),
        ("open_matter", "보험금 지급", "진행 중", "open_matter/심사", "진행 중", False),
        ("income", "연소득", "42000000", "income/안정성", "없음", True),
        ("income", "연소득", "42000000", "income/안정성", "불규칙", False),
        ("contact", "연락 수단", "전화", "contact/전화", "기피", True),
    ],
)
def test_a_claim_ends_what_cannot_hold_beside_it(slot: str, facet: str, value: str, other: str, held: str, ends: bool) -> None:
    draft = Draft(slot=slot, facet=facet, value=value, fact="", quote="x", category="고객 정보")  # type: ignore[arg-type]
    assert (other in draft.rivals and draft.rivals_with(other, held)) is ends


def job(value: str, since: str) -> dict[str, object]:
    """An open fact about the customer's job."""
    day = f"{since}T03:00:00.000000+00:00"
    return {"slot": "job", "facet": "직업", "value": value, "valid_from": day, "recorded_at": day, "closed_by": None}

"""A turn becomes memory: what is written, what is not, and what a second hearing does."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from fix_memory import CLAIM, START, Say
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazel.db.database import Database
from gazel.errors import DatabaseUnavailable, MemoryEngineError
from gazel.memory import remembering
from gazel.memory.assembly import embedder_of, store_of
from gazel.memory.drafts import Draft
from gazel.memory.kinds import namespace
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn
from gazel.settings import settings as gazel_settings

SEED_FIELDS = {"facts", "domain", "category", "related_concepts", "confidence", "source", "timestamp"}
TIME_FIELDS = {"valid_from", "valid_to", "recorded_at", "superseded_at", "superseded_by"}


def letters(written: list) -> str:
    return "".join(dict.fromkeys(item.kind[0].upper() for item in written))


def test_four_turns_leave_the_trail_of_the_seed(say: Say) -> None:
    trail = [
        letters(say("유사암에 대장점막내암도 들어가나요?", day=0)),
        letters(say("유사암 진단비는 1년 안에 걸리면 반만 나오나요?", day=1)),
        letters(say("저는 보험료 저렴한 게 제일 중요해요", day=2)),
        letters(say("갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?", day=3, procedure=CLAIM)),
    ]
    assert trail == ["E", "E", "ES", "EP"]


def test_a_sentence_in_the_middle_of_a_long_turn_is_as_near_as_if_it_stood_alone(
    say: Say, database: Database, kim: Scope
) -> None:
    told = "베란다에서 다육이를 키우는 게 요즘 유일한 낙이에요."
    say(
        f"안녕하세요, 지난번에 상담받았던 사람입니다. {told} 그나저나 회사 단체보험이 있는데 개인 보험을 또 들어야 하는지 모르겠고 청구할 때 서류는 어디에 내나요?",
        run="letter",
    )
    store, embedder = store_of(database, gazel_settings()), embedder_of(gazel_settings())
    (hit,) = store.search_legs([namespace(kim, "episodic")], told, query_vector=embedder.embed_passages([told])[0])
    assert hit.dense == pytest.approx(1.0, abs=1e-3)


def test_a_fact_is_stored_with_the_fields_of_the_seed_and_its_evidence(say: Say) -> None:
    episode, fact = say("한 달에 4만원 넘으면 부담돼요", run="r1")
    assert fact.row.keys() >= SEED_FIELDS | TIME_FIELDS | {"slot", "proof_count", "evidence"}
    assert fact.row["evidence"] == [{"episode": "e-r1", "quote": "한 달에 4만원 넘으면"}]
    assert fact.row["facts"] == "월 보험료 예산은 4만원 이내"
    assert fact.arithmetic == "보험료 0.85 × (1 + 0.25·노출 0회) = 0.85 ≥ 0.60 (본인 진술, 신뢰도 0.90)"
    assert episode.row["question"] == "한 달에 4만원 넘으면 부담돼요"


def test_the_third_question_on_a_topic_promotes_the_interest(say: Say) -> None:
    assert [
        letters(say(q, day=i))
        for i, q in enumerate(["갑상선 수술비 있나요?", "갑상선암 감액 기간은?", "갑상선암 로봇수술도 되나요?"])
    ] == ["E", "E", "ES"]


def test_the_same_run_is_written_once(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    first = say("저는 비싼 건 싫어요", run="r1")
    again = say("저는 비싼 건 싫어요", run="r1")
    assert {(w.kind, w.key) for w in first} == {(w.kind, w.key) for w in again}
    assert memory.count(kim) == {"episodic": 1, "semantic": 1, "procedural": 0}


def test_a_repeated_statement_adds_proof_instead_of_a_row(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("보험료 저렴한 게 좋아요", day=0)
    say("저는 보험료가 제일 중요해요", day=5)
    (fact,) = memory.facts(kim, slots=["preference"])
    assert fact["proof_count"] == 2
    assert [proof["quote"] for proof in fact["evidence"]] == ["보험료 저렴한 게 좋아요", "저는 보험료가 제일 중요해요"]
    assert fact["confidence"] > 0.9


def test_a_changed_preference_closes_the_old_one(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    (_, old), (_, *changes) = (
        say("보험료 저렴한 게 좋아요", day=0),
        say("전에 비싼거 싫다고 했는데 이제 보장 두둑한게 나아요", day=9),
    )
    new = changes[-1]
    assert [fact["facts"] for fact in memory.facts(kim, slots=["preference"])] == [
        "보험료보다 보장이 든든한 것을 중요하게 생각함"
    ]
    closed = next(entry["row"] for entry in memory.timeline(kim, kind="semantic") if entry["key"] == old.key)
    assert (closed["superseded_by"], closed["valid_to"], closed["closed_by"]) == (new.key, new.row["valid_from"], "change")


def test_as_of_gives_what_was_known_and_what_was_true(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("저는 미혼이에요", day=0)
    say("저 지난달에 결혼했어요", day=40)  # 11 December: married in November
    known_then = memory.facts(kim, as_of=date(2026, 11, 20), slots=["marital"])
    true_then = memory.facts(kim, as_of=date(2026, 11, 20), slots=["marital"], known_at=date(2026, 12, 31))
    assert [fact["value"] for fact in known_then] == ["미혼"]
    assert [fact["value"] for fact in true_then] == ["기혼"]


def test_a_correction_closes_in_transaction_time_only(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    _, wrong, *_ = say("저는 35세 여자 사무직이에요", day=0)
    say("나이가 잘못 저장됐어요. 저는 36세예요", day=3)
    closed = next(entry["row"] for entry in memory.timeline(kim, kind="semantic") if entry["key"] == wrong.key)
    assert (closed["value"], closed["closed_by"], closed["valid_to"]) == ("35", "correction", None)
    assert [fact["value"] for fact in memory.facts(kim, slots=["age"], as_of=date(2026, 11, 2), known_at=date(2026, 12, 1))] == []
    assert [fact["value"] for fact in memory.facts(kim, slots=["age"], as_of=date(2026, 12, 1))] == ["36"]


def test_a_turn_of_long_ago_does_not_replace_what_is_newer(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("이제는 보장 든든한 게 좋아요", day=30)
    say("보험료 싼 게 최고예요", day=2)
    assert [fact["value"] for fact in memory.facts(kim, slots=["preference"], as_of=date(2026, 12, 31))] == ["보장"]
    assert [fact["value"] for fact in memory.facts(kim, slots=["preference"], as_of=date(2026, 11, 10))] == ["보험료"]


def test_health_needs_consent(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    (episode,) = say("작년에 갑상선 결절로 조직검사 받은 적이 있어요", day=0)
    assert episode.row["sensitive"]
    assert episode.row["withheld"] == [{"slot": "health", "facet": "갑상선 결절", "reason": "consent:health"}]
    memory.consent(kim, "health", True)
    assert memory.has_consent(kim, "health")
    assert letters(say("고혈압 약 먹고 있어요", day=1)) == "ES"


def test_other_facts_of_a_health_remark_do_not_quote_it(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    say("38세 여성 사무직 가족력(모 갑상선암) 특약 구성 제안 초안 좀")
    quotes = [proof["quote"] for fact in memory.facts(kim) for proof in fact["evidence"]]
    assert quotes
    assert not any("가족력" in quote or "갑상선" in quote for quote in quotes)


def test_a_procedure_counts_its_uses_and_gets_a_version_when_steps_change(say: Say) -> None:
    first = say("청구절차 알려주세요", day=0, procedure=CLAIM)[-1]
    again = say("청구는 어떻게 하나요?", day=1, procedure=CLAIM)[-1]
    changed = say("청구 방법이요", day=2, procedure={**CLAIM, "steps": [*CLAIM["steps"], {"title": "이의신청", "detail": ""}]})[
        -1
    ]
    assert [(p.row["success_count"], p.row["version"]) for p in (first, again, changed)] == [(1, 1), (2, 1), (3, 2)]
    assert first.key == changed.key


def test_a_models_draft_without_a_verbatim_quote_is_no_fact(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    common = {"slot": "preference", "value": "v", "fact": "사실", "category": "보험료"}
    turn = Turn(run_id="r", thread_id="t", question="저는 산책을 좋아해요", answer="", at=START)
    drafts = [Draft(facet="a", quote="산책을 좋아해요", **common), Draft(facet="b", quote="등산을 좋아해요", **common)]
    assert [w.row["facet"] for w in memory.remember(kim, turn, drafts=drafts) if w.kind == "semantic"] == ["a"]


def test_nothing_is_written_when_the_transaction_fails_half_way(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("안녕하세요", day=0)

    def lost(*_: object) -> None:
        raise DatabaseUnavailable("끊김")

    monkeypatch.setattr(remembering.customer_state, "expose", lost)
    with pytest.raises(DatabaseUnavailable):
        say("보험료 저렴한 게 좋아요", day=1)
    assert memory.count(kim) == {"episodic": 1, "semantic": 0, "procedural": 0}


def test_writers_of_one_customer_at_once_lose_nothing(memory: HierarchicalMemoryManager, kim: Scope, database: Database) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(i: int) -> int:
        turn = Turn(
            run_id=f"r{i}", thread_id="t", question=f"유사암 질문 {i}번이에요. 저는 {20 + i}세예요", answer="답", at=START
        )
        return len(memory.remember(kim, turn))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(12)))
    assert memory.count(kim)["episodic"] == 12
    ages = memory.facts(kim, slots=["age"])
    assert len(ages) == 1
    with database.connection() as connection:
        row = connection.execute("select exposures from memory_exposures where category = '유사암'").fetchone()
    assert row
    assert row["exposures"] == 12


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_is_remembered_verbatim_or_refused(memory: HierarchicalMemoryManager, text: str) -> None:
    scope = Scope("demo", "fuzz")
    turn = Turn(run_id=f"r{hash(text)}", thread_id="t", question=text, answer=text, at=START)
    try:
        episode, *_ = memory.remember(scope, turn)
    except MemoryEngineError:
        assert "\x00" in text or any(0xD800 <= ord(c) <= 0xDFFF for c in text)
    else:
        assert episode.row["question"] == text


def test_a_full_disk_or_a_broken_embedder_leaves_everything_as_it_was(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("저는 35세예요", day=0)
    (age,) = memory.timeline(kim, kind="semantic")
    before = [memory.timeline(kim), memory.history(kim, "semantic", age["key"])]
    with database.connection() as connection:
        connection.execute(
            "create function full_disk() returns trigger language plpgsql as"
            " $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$"
        )
        connection.execute("create trigger full_disk before insert on store_vectors execute function full_disk()")
    with pytest.raises(DatabaseUnavailable, match="저장할 공간이 없습니다"):
        say("저는 36세예요", day=1, run="again")
    with database.connection() as connection:
        connection.execute("drop trigger full_disk on store_vectors")

    def fail(texts: Sequence[str]) -> list[list[float]]:
        raise RuntimeError("임베딩 중단")

    with monkeypatch.context() as broken:
        broken.setattr(embedder_of(gazel_settings()), "embed_passages", fail)
        with pytest.raises(RuntimeError, match="임베딩 중단"):
            say("저는 37세예요", day=1, run="never")
    assert [memory.timeline(kim), memory.history(kim, "semantic", age["key"])] == before
    say("저는 36세예요", day=1, run="again")
    assert [fact["value"] for fact in memory.facts(kim, as_of=START + timedelta(days=2), slots=["age"])] == ["36"]


@pytest.mark.parametrize("skew", [-400, -0.01, 0.01, 400])
def test_a_clock_that_runs_wrong_loses_nothing(say: Say, memory: HierarchicalMemoryManager, kim: Scope, skew: float) -> None:
    say("저는 35세예요", day=500)
    say("저는 36세예요", day=500 + skew)
    ages = [entry["row"] for entry in memory.timeline(kim, kind="semantic")]
    newest = max(ages, key=lambda row: row["recorded_at"])
    assert sorted(row["value"] for row in ages) == ["35", "36"]
    assert [row for row in ages if row["superseded_at"] is None] == [newest]
    assert [fact["value"] for fact in memory.facts(kim, as_of=START + timedelta(days=999))] == [newest["value"]]

"""What people do to memories: edit, take out, undo, redo, forget for good."""

from datetime import date

import pytest
from fix_memory import Say

from gazel.db.database import Database
from gazel.errors import InvalidMemory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope

TODAY = date(2026, 12, 31)


def rows_that_mention(database: Database, word: str) -> int:
    """How many rows of all memory tables hold the word."""
    with database.connection() as connection:
        return sum(
            connection.execute(f"select count(*) as n from {table} t where t::text like %s", [f"%{word}%"]).fetchone()["n"]
            for table in ("store", "memory_versions", "memory_audit", "memory_exposures")
        )


def test_an_edit_is_found_by_its_new_words_only(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    _, fact = say("지금 보험은 4세대 실손 하나만 있어요")
    memory.edit(kim, "semantic", fact.key, "치아보험을 보유하고 있음", by="설계사")
    assert [f["facts"] for f in memory.facts(kim)] == ["치아보험을 보유하고 있음"]
    assert [hit.text for hit in memory.recall(kim, "치아보험", as_of=TODAY, kinds=["semantic"]).hits] == [
        "치아보험을 보유하고 있음"
    ]
    assert memory.recall(kim, "실손", as_of=TODAY, kinds=["semantic"]).abstained


def test_undo_and_redo_walk_the_history(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    _, fact = say("저는 보험료 싼 게 좋아요")
    memory.edit(kim, "semantic", fact.key, "고친 사실", by="나")
    assert memory.delete(kim, "semantic", fact.key, by="나")
    assert memory.count(kim)["semantic"] == 0

    def now() -> list[str]:
        return [f["facts"] for f in memory.facts(kim)]

    steps = [memory.undo(kim, "semantic", fact.key, by="나"), now(), memory.undo(kim, "semantic", fact.key, by="나"), now()]
    assert steps == [True, ["고친 사실"], True, ["보험료가 저렴한 것을 중요하게 생각함"]]
    assert not memory.undo(kim, "semantic", fact.key, by="나")
    assert memory.redo(kim, "semantic", fact.key, by="나")
    assert now() == ["고친 사실"]
    memory.edit(kim, "semantic", fact.key, "다시 고침", by="나")
    assert not memory.redo(kim, "semantic", fact.key, by="나")
    actions = [(v["action"], v["status"], v["current"]) for v in memory.history(kim, "semantic", fact.key)]
    assert actions == [("open", "live", False), ("edit", "live", False), ("delete", "abandoned", False), ("edit", "live", True)]


def test_what_was_said_cannot_be_edited_nor_a_fact_emptied(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    episode, fact = say("저는 보험료 싼 게 좋아요")
    with pytest.raises(InvalidMemory):
        memory.edit(kim, "episodic", episode.key, "다른 말", by="나")
    with pytest.raises(InvalidMemory):
        memory.edit(kim, "semantic", fact.key, " ", by="나")
    with pytest.raises(InvalidMemory):
        memory.edit(kim, "semantic", "없음", "글", by="나")
    assert not memory.delete(kim, "semantic", "없음", by="나")


def test_forgetting_health_leaves_no_trace_of_it(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    memory.consent(kim, "health", True)
    say("작년에 갑상선 결절로 조직검사 받은 적이 있어요", day=0)
    say("보험료 싼 게 좋아요", day=1)
    erased = memory.forget(kim, "health", by="고객")
    assert len(erased) == 2
    assert rows_that_mention(database, "결절") == 0
    assert memory.recall(kim, "갑상선 결절", as_of=TODAY, kinds=["episodic"]).abstained
    assert memory.count(kim) == {"episodic": 1, "semantic": 1, "procedural": 0}


def test_a_harmless_fact_said_with_a_health_remark_survives(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    say("가족 중에 갑상선암 있던 사람이 있어서 그쪽 대비가 목적이에요")
    memory.forget(kim, "health")
    (fact,) = memory.facts(kim)
    assert fact["evidence"] == [{"episode": None, "quote": "그쪽 대비가 목적이에요"}]
    assert rows_that_mention(database, "가족 중에") == 0


def test_forgetting_a_topic_takes_what_was_derived_from_it(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    for day in range(3):
        say(f"유사암 질문 {day}번째예요. 유사암도 되나요?", day=day)
    say("운전자보험 벌금은요?", day=4)
    assert memory.count(kim) == {"episodic": 4, "semantic": 1, "procedural": 0}
    memory.forget(kim, "유사암")
    assert memory.count(kim) == {"episodic": 1, "semantic": 0, "procedural": 0}
    assert rows_that_mention(database, "유사암") == 0


def test_forgetting_all_of_one_leaves_the_other(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    lee = Scope("demo", "lee")
    say("보험료 싼 게 좋아요")
    say("보험료 싼 게 좋아요", scope=lee)
    memory.consent(kim, "health", True)
    assert len(memory.forget(kim, "all")) == 2
    assert memory.count(kim) == {"episodic": 0, "semantic": 0, "procedural": 0}
    assert memory.count(lee) == {"episodic": 1, "semantic": 1, "procedural": 0}
    assert not memory.has_consent(kim, "health")
    with database.connection() as connection:
        audit = connection.execute(
            "select action, detail from memory_audit where customer = 'kim' order by seq desc limit 1"
        ).fetchone()
        vectors = connection.execute("select count(*) as n from store_vectors where customer = 'kim'").fetchone()
    assert audit == {"action": "forget", "detail": "all: 2"}
    assert vectors == {"n": 0}


def test_the_map_places_every_memory_on_the_plane(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    assert memory.map2d(kim) == []
    for day, question in enumerate(["유사암 진단비는요?", "청구 서류는요?", "저는 보험료 싼 게 좋아요"]):
        say(question, day=day)
    points = memory.map2d(kim)
    assert len(points) == 4
    assert all(-1 <= point["x"] <= 1 and -1 <= point["y"] <= 1 for point in points)
    assert max(abs(point["x"]) for point in points) == 1


def test_the_timeline_pages_newest_first(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    for day in range(5):
        say(f"질문 {day}", day=day)
    pages = [entry["text"] for offset in (0, 2, 4) for entry in memory.timeline(kim, limit=2, offset=offset)]
    assert pages == [f"질문 {day}" for day in (4, 3, 2, 1, 0)]
    assert [entry["text"] for entry in memory.timeline(kim, as_of=date(2026, 11, 2))] == ["질문 1", "질문 0"]

"""Recall: the three questions of the seed, time, abstention, and nobody else's memories."""

from datetime import date

import pytest
from fix_memory import CLAIM, Say
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazel.errors import MemoryEngineError
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Recall, Scope

TODAY = date(2026, 12, 31)


def texts(found: Recall) -> list[str]:
    return [hit.text for hit in found.hits]


@pytest.fixture
def past(say: Say) -> None:
    """Two weeks of one customer."""
    say("유사암에 대장점막내암도 들어가나요?", day=0, thread="t0")
    say("운전자보험 벌금 담보는 비례보상이에요?", day=1, thread="t0")
    say("유사암 진단비는 1년 안에 걸리면 반만 나오나요?", day=8, thread="t1")
    say("저는 보험료 싼 게 제일 중요해요. 한 달에 4만원 넘으면 부담돼요", day=9, thread="t1")
    say("지금 보험은 4세대 실손 하나만 있어요", day=9.1, thread="t1")


@pytest.mark.usefixtures("past")
def test_history_is_this_topic_most_recent_first(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "이전에 유사암에 대해 어떤 질문 했었죠?", as_of=TODAY)
    assert texts(found) == ["유사암 진단비는 1년 안에 걸리면 반만 나오나요?", "유사암에 대장점막내암도 들어가나요?"]
    assert all(hit.kind == "episodic" and "유사암" in hit.why for hit in found.hits)
    assert "t1" in found.hits[0].why
    assert "t0" in found.hits[1].why


@pytest.mark.usefixtures("past")
def test_taste_is_fetched_by_kind(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "제 성향에 맞는 특약 추천해주세요", as_of=TODAY)
    assert texts(found)[:2] == ["보험료가 저렴한 것을 중요하게 생각함", "월 보험료 예산은 4만원 이내"]
    assert found.hits[0].kind == "semantic"


def test_a_procedure_of_the_tenant_is_found_by_a_new_customer(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    assert memory.seed_procedures("demo", [CLAIM]) == 1
    assert memory.seed_procedures("demo", [CLAIM]) == 0
    found = memory.recall(kim, "갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?", as_of=TODAY)
    assert found.hits[0].kind == "procedural"
    assert [step["title"] for step in found.hits[0].row["steps"]] == ["진단 확정", "서류 제출", "심사와 지급"]


def test_the_own_procedure_comes_before_the_shared_one(memory: HierarchicalMemoryManager, kim: Scope, say: Say) -> None:
    memory.seed_procedures("demo", [CLAIM])
    say("청구절차 알려주세요", procedure=CLAIM)
    found = memory.recall(kim, "갑상선암 보험금 청구는 어떻게 하나요?", as_of=TODAY, kinds=["procedural"])
    assert [hit.row["success_count"] for hit in found.hits] == [1]


def test_a_procedure_that_the_answer_explains_is_found_in_any_words(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    memory.seed_procedures("demo", [CLAIM])
    question = "영수증만 내면 끝이죠?"
    assert not memory.recall(kim, question, as_of=TODAY).hits
    found = memory.recall(kim, question, as_of=TODAY, handling=[CLAIM["title"], "없는 절차"])
    assert [(hit.kind, hit.row["title"]) for hit in found.hits] == [("procedural", CLAIM["title"])]
    assert "이 답변이 안내하는 절차" in found.hits[0].why


def test_an_explained_procedure_is_the_own_one_first_and_only_of_its_time(
    memory: HierarchicalMemoryManager, kim: Scope, say: Say
) -> None:
    memory.seed_procedures("demo", [CLAIM])
    say("청구절차 알려주세요", procedure=CLAIM)
    title = [CLAIM["title"]]
    assert [h.row["success_count"] for h in memory.recall(kim, "이거요", as_of=TODAY, handling=title).hits] == [1]
    assert [h.row["success_count"] for h in memory.recall(kim, "이거요", as_of=date(2020, 1, 1), handling=title).hits] == [0]
    assert memory.recall(kim, "이거요", as_of=TODAY, kinds=["episodic"], handling=title).hits == ()


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    ("question", "as_of", "expected"),
    [
        (
            "지난주에 뭐 물어봤죠?",
            date(2026, 11, 17),
            {
                "유사암 진단비는 1년 안에 걸리면 반만 나오나요?",
                "저는 보험료 싼 게 제일 중요해요. 한 달에 4만원 넘으면 부담돼요",
                "지금 보험은 4세대 실손 하나만 있어요",
            },
        ),
        ("11월 2일에 어떤 질문 했었죠?", TODAY, {"운전자보험 벌금 담보는 비례보상이에요?"}),
        ("지난주에 유사암에 대해 뭐라고 질문했었죠?", date(2026, 11, 17), {"유사암 진단비는 1년 안에 걸리면 반만 나오나요?"}),
        ("작년에 뭐 물어봤죠?", TODAY, set()),
    ],
)
def test_time_in_the_question_narrows(
    memory: HierarchicalMemoryManager, kim: Scope, question: str, as_of: date, expected: set[str]
) -> None:
    assert set(texts(memory.recall(kim, question, as_of=as_of))) == expected


@pytest.mark.usefixtures("past")
def test_nothing_of_later_than_as_of_is_known(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "이전에 유사암에 대해 어떤 질문 했었죠?", as_of=date(2026, 11, 3))
    assert texts(found) == ["유사암에 대장점막내암도 들어가나요?"]


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    "question", ["양자역학의 파동함수가 뭔가요", "오늘 서울 날씨 어때요", "how do I bake bread", "   ", "🎉🎉", "ㅋㅋㅋㅋ"]
)
def test_it_abstains_when_nothing_stands_out(memory: HierarchicalMemoryManager, kim: Scope, question: str) -> None:
    found = memory.recall(kim, question, as_of=TODAY)
    assert found.abstained
    assert found.hits == ()


CHEAP, SOLID = "보험료가 저렴한 것을 중요하게 생각함", "보험료보다 보장이 든든한 것을 중요하게 생각함"


@pytest.fixture
def changed(say: Say) -> None:
    """A preference that was replaced."""
    say("보험료 저렴한 게 좋아요", day=0)
    say("이제 보장 두둑한게 나아요", day=9)


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("question", ["제 성향에 맞는 특약 추천해주세요", "저한테 맞는 상품 골라주세요"])
def test_a_recommendation_sees_only_what_holds(memory: HierarchicalMemoryManager, kim: Scope, question: str) -> None:
    found = texts(memory.recall(kim, question, as_of=TODAY))
    assert SOLID in found
    assert CHEAP not in found


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    "question", ["내가 보험료랑 보장 중에 뭘 선호하지", "제가 뭘 중요하게 생각한다고 했죠?", "비싼 거 싫다고 했던 거 기억해요?"]
)
def test_a_replaced_fact_never_stands_above_its_replacement(memory: HierarchicalMemoryManager, kim: Scope, question: str) -> None:
    found = memory.recall(kim, question, as_of=TODAY, kinds=["semantic"]).hits
    assert found[0].text == SOLID
    assert all("이전 값" in hit.why for hit in found if hit.text == CHEAP)


@pytest.mark.usefixtures("changed")
def test_where_the_past_is_asked_the_replaced_fact_comes_first(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "예전에는 보험료를 선호했었는데 뭐였지", as_of=TODAY, kinds=["semantic"])
    assert texts(found)[0] == CHEAP


@pytest.mark.usefixtures("past")
def test_a_hit_explains_its_score(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    hit = memory.recall(kim, "유사암 대장점막내암", as_of=TODAY, kinds=["episodic"]).hits[0]
    assert hit.text == "유사암에 대장점막내암도 들어가나요?"
    assert hit.score == pytest.approx(sum(part for name, part in hit.legs.items() if name.startswith("part_")), abs=0.01)
    assert hit.legs["bm25"] > 0
    assert hit.legs["dense_z"] > 1
    assert hit.legs["dense"] > 0.1


def test_an_earlier_question_for_the_same_thing_is_no_answer(memory: HierarchicalMemoryManager, kim: Scope, say: Say) -> None:
    say("주말마다 텃밭에서 상추를 길러요", day=0)
    say("제가 텃밭에서 뭘 기른다고 했죠?", day=1)
    found = memory.recall(kim, "제가 텃밭에서 뭘 기른다고 했죠?", as_of=TODAY)
    assert texts(found) == ["주말마다 텃밭에서 상추를 길러요"]


@pytest.mark.usefixtures("past")
def test_the_token_budget_is_kept(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    asked = "이전에 유사암에 대해 어떤 질문 했었죠?"
    assert len(memory.recall(kim, asked, as_of=TODAY, token_budget=10_000).hits) == 2
    assert len(memory.recall(kim, asked, as_of=TODAY, token_budget=50).hits) == 1
    assert memory.recall(kim, asked, as_of=TODAY, token_budget=1) == Recall((), abstained=False)


def test_an_unknown_recipe_is_refused(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    with pytest.raises(MemoryEngineError, match="chat_memory"):
        memory.recall(kim, "유사암", as_of=TODAY, recipe="none")


WORDS = [
    "유사암",
    "갑상선암",
    "보험료",
    "청구",
    "제",
    "성향",
    "이전에",
    "질문",
    "했었죠",
    "추천",
    "어떻게",
    "병력",
    "지난달에",
    "실손",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), who=st.integers(0, 2))
def test_another_customers_memory_is_never_recalled(
    memory: HierarchicalMemoryManager, say: Say, words: list[str], who: int
) -> None:
    scopes = [Scope("demo", "a"), Scope("demo", "ab"), Scope("other", "a")]
    for scope in scopes:
        mark = f"{scope.tenant}-{scope.customer}"
        for i, question in enumerate(
            ["유사암 진단비는요?", "갑상선암 청구는 어떻게 하나요?", "저는 보험료 싼 게 좋아요. 월 4만원까지요"]
        ):
            say(question, day=i, scope=scope, thread=mark, run=f"{mark}-{i}")
    found = memory.recall(scopes[who], " ".join(words), as_of=TODAY)
    owner = f"{scopes[who].tenant}-{scopes[who].customer}"
    for hit in found.hits:
        evidence = [hit.row["run_id"]] if hit.kind == "episodic" else [proof["episode"] for proof in hit.row["evidence"]]
        assert all(owner + "-" in mark for mark in evidence)


@pytest.fixture
def smoking(say: Say) -> None:
    """A habit that changed in words from which no rule forms a fact, among other things."""
    say("담배는 하루 반 갑 정도 펴요", day=0)
    say("강아지를 한 마리 키우고 있어요", day=1)
    say("손목이 아파서 주사 맞고 있어요", day=2)
    say("담배 끊은 지 두 달 됐어요", day=20)


@pytest.mark.usefixtures("smoking")
def test_the_latest_word_stands_above_the_earlier_one(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "저 담배 피우는 걸로 적혀 있나요?", as_of=TODAY)
    said = texts(found)
    assert said.index("담배 끊은 지 두 달 됐어요") < said.index("담배는 하루 반 갑 정도 펴요")


@pytest.mark.usefixtures("smoking")
def test_the_past_is_not_turned_around(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    found = memory.recall(kim, "예전에 담배 얼마나 핀다고 했죠?", as_of=TODAY)
    assert "담배는 하루 반 갑 정도 펴요" in texts(found)
    assert not any("나중에 한 말" in hit.why for hit in found.hits)


def test_of_a_chain_of_changes_the_newest_stands_first(memory: HierarchicalMemoryManager, kim: Scope, say: Say) -> None:
    for day, budget in enumerate((15, 9, 12)):
        say(f"예산은 월 {budget}만원으로 해 주세요", day=day)
    found = memory.recall(kim, "제 예산이 지금 얼마로 돼 있죠?", as_of=TODAY, kinds=["semantic"])
    assert texts(found) == [f"월 보험료 예산은 {budget}만원 이내" for budget in (12, 9, 15)]

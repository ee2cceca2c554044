"""A thread's summary is made of its own lines, fits its budget, and needs no model."""

import json

from fix_model_server import ModelServer
from hypothesis import given
from hypothesis import strategies as st
from test_model_reasoner import client_of

from gazel.reasoning.model.prompts import tokens
from gazel.reasoning.model.summary import summarise

TALK = [("user", f"{number}번째 질문입니다. 보험료는 싼 게 좋아요.") for number in range(1, 31)]


def test_a_short_thread_is_kept_whole() -> None:
    assert summarise("고객: 처음", [("assistant", "안내했습니다.")], budget=500) == "고객: 처음\n상담: 안내했습니다."


def test_the_model_chooses_and_the_newest_fill_up(model_server: ModelServer) -> None:
    model_server.answer = lambda body: json.dumps({"keep": ["2"]})
    lines = summarise("", TALK, budget=120, client=client_of(model_server)).splitlines()
    assert lines[0].startswith("고객: 2번째")
    assert lines[-1].startswith("고객: 30번째")


def test_a_failing_model_leaves_the_newest_lines(model_server: ModelServer) -> None:
    model_server.fault = "html"
    lines = summarise("", TALK, budget=120, client=client_of(model_server)).splitlines()
    assert lines[-1].startswith("고객: 30번째")
    assert not any(line.startswith("고객: 2번째") for line in lines)


@given(st.lists(st.text(max_size=200), max_size=60), st.integers(0, 400))
def test_it_never_exceeds_its_budget(texts: list[str], budget: int) -> None:
    summary = summarise("", [("user", text) for text in texts], budget=budget)
    assert sum(tokens(line) for line in summary.splitlines()) <= budget


def test_by_rule_decisions_and_open_questions_outlive_newer_talk() -> None:
    talk = [
        ("user", "안녕하세요"),
        ("assistant", "안녕하세요. 보험 상담을 돕는 AI입니다."),
        ("user", "암진단비는 5천만원으로 하겠습니다"),
        ("assistant", "기억해 두겠습니다."),
        ("user", "수술하면 얼마 받나요?"),
        ("assistant", "가입하신 담보와 가입금액을 알려 주세요."),
        *[("user", f"{number}번 담보의 면책기간은 며칠인가요?") for number in range(20)],
    ]
    summary = summarise("", talk, budget=160)
    assert "암진단비는 5천만원으로 하겠습니다" in summary
    assert "수술하면 얼마 받나요?" in summary
    assert "안녕하세요" not in summary
    assert summary.endswith("19번 담보의 면책기간은 며칠인가요?"), "the newest talk fills what is left"

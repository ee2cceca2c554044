"""Once the answer stands the model looks for facts and condenses long threads; nobody waits, and a failure loses nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fix_model_server import ModelServer

from gazel.events import Fallback, MemoryExtracted, MemoryWritten, RunFinished
from gazel.memory.types import Scope
from gazel.reasoning.model.prompts import tokens

TOLD = "다달이 나가는 돈이 적었으면 해요. 현대해상 항암방사선 담보에서 갑상선암은 몇 프로 나가?"
FACT = {"quote": "다달이 나가는 돈이 적었으면 해요.", "claim": "보험료가 싼 것을 중시"}
JUNK = {"quote": "다달이 나가는 돈이 적었으면 해요.", "claim": "직업"}


def answers(facts: list[dict[str, str]], keep: Callable[[dict[str, Any]], list[str]] = lambda body: ["1"]) -> Any:
    """A model that answers each kind of call in its schema, and prose with a grounded sentence."""

    def answer(body: dict[str, Any]) -> str:
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
        if "facts" in schema:
            return json.dumps({"facts": facts}, ensure_ascii=False)
        if "keep" in schema:
            return json.dumps({"keep": keep(body)})
        if "wishes" in schema:
            return json.dumps({"wishes": ["보장내용"], "insurers": [], "diseases": [], "families": []}, ensure_ascii=False)
        return "현대해상의 항암치료비는 가입금액의 20%를 지급합니다. "

    return answer


def after(adviser: Any, text: str) -> tuple[list[Any], list[Any]]:
    """The run's events up to its end, and those that came after it."""
    run_id = adviser.start(text)
    during = list(adviser.runtime.runs.follow(run_id))
    assert adviser.runtime.after_turn.wait_until_done(20)
    return during, adviser.runtime.runs.events(run_id)[len(during) :]


def test_a_fact_that_the_rules_miss_is_added_after_the_answer_and_junk_is_counted(
    adviser: Any, model_server: ModelServer
) -> None:
    model_server.answer = answers([FACT, JUNK])
    during, later = after(adviser, TOLD)
    assert isinstance(during[-1], RunFinished)
    assert [type(event) for event in later] == [MemoryExtracted, MemoryWritten]
    assert (later[0].found, sum(later[0].refused.values())) == (1, 1)
    scope = Scope(adviser.runtime.settings.tenant, adviser.customer)
    held = [fact for fact in adviser.runtime.memory.facts(scope) if fact["key"] == later[1].key]
    assert FACT["quote"] in json.dumps(held, ensure_ascii=False, default=str)


def test_extraction_asks_to_be_served_after_users(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = answers([])
    after(adviser, TOLD)
    extracting = [body for body in model_server.requests if "facts" in json.dumps(body.get("response_format", {}))]
    assert [body["priority"] > 0 for body in extracting] == [True]


def test_what_the_customer_had_erased_meanwhile_is_not_learned(adviser: Any, model_server: ModelServer) -> None:
    scope = Scope(adviser.runtime.settings.tenant, adviser.customer)

    def erase_first(body: dict[str, Any]) -> str:
        if "facts" in json.dumps(body.get("response_format", {})):
            adviser.runtime.memory.forget(scope, "all")
        return str(answers([FACT])(body))

    model_server.answer = erase_first
    adviser.runtime.runs.wait(adviser.start(TOLD))
    assert adviser.runtime.after_turn.wait_until_done(20)
    assert adviser.runtime.memory.timeline(scope) == []


def test_a_failing_model_leaves_the_turn_as_it_was_remembered(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = lambda body: "<html>" if "facts" in json.dumps(body.get("response_format", {})) else answers([])(body)
    during, later = after(adviser, TOLD)
    assert during[-1].type == "run.finished"
    assert [(type(event), event.step) for event in later] == [(Fallback, "extract")]


class TestLongThreads:
    """The messages that leave the window live on in a summary."""

    @pytest.fixture
    def adviser_settings(self, adviser_settings: dict[str, Any]) -> dict[str, Any]:
        return adviser_settings | {"working_messages": 2, "summary_tokens": 120}

    def test_the_model_chooses_what_stays_and_the_next_plan_sees_it(self, adviser: Any, model_server: ModelServer) -> None:
        model_server.answer = answers([])
        decision = "암진단비는 가젤손해보험(가상)으로 하겠습니다"
        for text in (decision, *(f"{insurer} 갑상선암 진단비 알려줘" for insurer in ("삼성화재", "현대해상", "한화손해보험"))):
            after(adviser, text)
        kept = adviser.runtime.runs.working_memory(adviser.customer, "t1")
        assert len(kept.messages) == 2
        assert kept.summary.startswith(f"고객: {decision}")
        assert sum(tokens(line) for line in kept.summary.splitlines()) <= 120
        after(adviser, "KB손해보험은요?")
        planned = [body for body in model_server.requests if "wishes" in json.dumps(body.get("response_format", {}))]
        assert decision in planned[-1]["messages"][-1]["content"]

    def test_without_the_model_the_rule_keeps_the_decision_over_newer_talk(self, adviser: Any, model_server: ModelServer) -> None:
        model_server.fault = "503"
        decision = "암진단비는 가젤손해보험(가상)으로 하겠습니다"
        for text in (decision, *(f"{insurer} 갑상선암 진단비 알려줘" for insurer in ("삼성화재", "현대해상", "한화손해보험"))):
            after(adviser, text)
        assert decision in adviser.runtime.runs.working_memory(adviser.customer, "t1").summary

    def test_a_turn_asked_meanwhile_is_not_lost(self, adviser: Any, model_server: ModelServer) -> None:
        model_server.answer = answers([])
        for insurer in ("삼성화재", "현대해상"):
            after(adviser, f"{insurer} 갑상선암 진단비 알려줘")
        went_on: list[str] = []

        def ask_meanwhile(body: dict[str, Any]) -> list[str]:
            if not went_on:
                went_on.append(adviser.start("한화손해보험 갑상선암 진단비 알려줘"))
            return ["1"]

        model_server.answer = answers([], keep=ask_meanwhile)
        after(adviser, "KB손해보험 갑상선암 진단비 알려줘")
        adviser.runtime.runs.wait(went_on[0])
        kept = adviser.runtime.runs.working_memory(adviser.customer, "t1")
        assert kept.messages[0][1].startswith("한화손해보험")
        assert "KB손해보험" in kept.summary

"""When the model may ask for more after tool results, and what becomes of what it asks."""

import json
from typing import Any

import pytest
from evidence_examples import LEXICON, PAYOUT
from fix_model_server import ModelServer
from plain_rules import PlainRules
from test_model_reasoner import CONTEXT, VOCABULARY, client_of

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.actor import Actor
from gazel.reasoning.model.tool_schema import OfferedTool, closed
from gazel.reasoning.plan import Plan, PlannedCall

ASKED = Plan(intents=("coverage_lookup",), calls=(PlannedCall("search_clauses", {"query": "목에 생긴 암"}),))
NOTHING = Evidence(tool="search_clauses", summary="없음", behaviour="needs_input", data={"empty": True})
RATE = OfferedTool("rate", "환율", closed("rate", {"properties": {"currency": {"enum": ["USD"]}}, "required": ["currency"]}))
LOOK_UP = {"tool": "look_up", "about": {"wishes": ["보장내용"], "insurers": [], "diseases": ["갑상선암"], "families": []}}


def actor_of(server: ModelServer, *tools: OfferedTool) -> Actor:
    return Actor(PlainRules(), client_of(server), VOCABULARY, LEXICON, tools)


def test_where_the_rules_found_nothing_another_look_goes_through_the_rules(model_server: ModelServer) -> None:
    model_server.answer = lambda body: json.dumps(LOOK_UP, ensure_ascii=False)
    calls, fallbacks = actor_of(model_server).more("목에 생긴 그 암이요", ASKED, [NOTHING], CONTEXT)
    assert [call.tool for call in calls] == ["coverage_search"]
    assert fallbacks == ()


@pytest.mark.parametrize(
    "evidence",
    [
        [PAYOUT],
        [NOTHING, PAYOUT],
        [Evidence(tool="payout_calc", summary="", behaviour="needs_input", checks=("가입금액",))],
        [Evidence(tool="waiver_rule", summary="", behaviour="needs_review", headline="다툼이 있습니다.")],
        [],
    ],
)
def test_a_result_of_the_rules_is_not_looked_past(model_server: ModelServer, evidence: list[Evidence]) -> None:
    assert actor_of(model_server).more("얼마 받나요", ASKED, evidence, CONTEXT) == ((), ())
    assert model_server.requests == []


@pytest.mark.parametrize("outcome", ["refuse", "answer", "needs_review"])
def test_a_turn_that_is_over_asks_for_nothing(model_server: ModelServer, outcome: Any) -> None:
    plan = Plan(intents=("small_talk",), outcome=outcome, reply="안녕하세요.")
    assert actor_of(model_server, RATE).more("안녕하세요", plan, [], CONTEXT) == ((), ())
    assert model_server.requests == []


def test_a_call_that_was_made_is_none(model_server: ModelServer) -> None:
    model_server.answer = lambda body: json.dumps({"tool": "rate", "args": {"currency": "USD"}})
    plan = Plan(intents=("coverage_lookup",), calls=(PlannedCall("rate", {"currency": "USD"}),))
    assert actor_of(model_server, RATE).more("달러로는요", plan, [PAYOUT], CONTEXT) == ((), ())


def test_a_long_evidence_is_cut_to_the_servers_context(model_server: ModelServer) -> None:
    model_server.answer, model_server.context_tokens = (lambda body: '{"tool": "answer"}'), 1024
    many = [Evidence(tool="t", summary="", headline=f"{number}번째 담보는 가입금액의 10%를 지급합니다.") for number in range(200)]
    actor_of(model_server, RATE).more("얼마 받나요", ASKED, many, CONTEXT)
    sent = model_server.requests[0]["messages"]
    assert sum(len(message["content"]) for message in sent) < 1024
    assert sent[-1]["content"].endswith("[질문] 얼마 받나요")


def test_a_failing_model_ends_the_loop_and_says_so(model_server: ModelServer) -> None:
    model_server.fault = "html"
    calls, fallbacks = actor_of(model_server, RATE).more("얼마 받나요", ASKED, [PAYOUT], CONTEXT)
    assert calls == ()
    assert [fallback.step for fallback in fallbacks] == ["act"]

"""After results the model may ask for more: tools of the user's own in closed arguments, never twice the same, ending in an answer."""

import json
import sys
from pathlib import Path
from typing import Any

import own_tools
import pytest
from fix_model_server import ModelServer

from gazel.errors import SettingsError
from gazel.events import Fallback, ToolCalled, ToolReturned
from gazel.runtime import Runtime
from gazel.settings import Settings

RATE = {"tool": "exchange_rate", "args": {"currency": "USD"}}
HOURS = {"tool": "branch_hours", "args": {"city": "서울"}}
QUESTION = "현대해상 항암방사선 담보에서 갑상선암은 몇 프로 나가?"


def is_act(body: dict[str, Any]) -> bool:
    return "anyOf" in json.dumps(body.get("response_format", {}))


def script(*steps: Any) -> Any:
    """A model that acts step after step and then answers."""
    left = list(steps)

    def answer(body: dict[str, Any]) -> str:
        if is_act(body):
            return json.dumps(left.pop(0) if left else {"tool": "answer"}, ensure_ascii=False)
        if "response_format" in body:
            return json.dumps({"wishes": ["보장내용"], "insurers": [], "diseases": [], "families": []}, ensure_ascii=False)
        return "현대해상의 항암치료비는 가입금액의 20%를 지급합니다. "

    return answer


def called(events: list[Any]) -> list[str]:
    return [event.name for event in events if isinstance(event, ToolCalled)]


@pytest.fixture
def adviser_settings(adviser_settings: dict[str, Any]) -> dict[str, Any]:
    patience = {"llm_first_token_seconds": 10.0, "llm_plan_seconds": 10.0}
    return adviser_settings | patience | {"tools": "own_tools.all_tools", "tool_seconds": 0.5, "act_steps": 3}


def test_own_tools_take_part_like_the_built_in_ones(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script(RATE, HOURS)
    view, events = adviser.ask(QUESTION)
    assert called(events) == ["coverage_search", "exchange_rate", "branch_hours"]
    assert {event.call_id for event in events if isinstance(event, ToolReturned) and event.ok} == set(view.tools)
    assert "20%" in view.answer
    assert "1,450원" in view.answer
    assert "도구 exchange_rate" in view.answer, "the tool is named as the source"
    assert "9시에 엽니다" in view.answer


def test_a_question_that_only_an_own_tool_answers_is_no_question_back(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script(HOURS)
    view, events = adviser.ask("서울 지점은 몇 시에 여나요")
    assert called(events)[-1] == "branch_hours"
    assert "9시에 엽니다" in view.answer
    assert view.behaviour == "answer"


def test_the_same_call_twice_ends_the_loop(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script(RATE, RATE, HOURS)
    _, events = adviser.ask(QUESTION)
    assert called(events) == ["coverage_search", "exchange_rate"]


def test_the_loop_ends_after_the_most_steps(adviser: Any, model_server: ModelServer) -> None:
    cities = ({"tool": "branch_hours", "args": {"city": f"{number}호점"}} for number in range(9))
    model_server.answer = script(*cities)
    view, events = adviser.ask(QUESTION)
    assert called(events).count("branch_hours") == 3
    assert view.status == "ok"
    assert "20%" in view.answer


def test_wrong_arguments_get_one_retry_that_shows_the_error(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script({"tool": "exchange_rate", "args": {"currency": "BTC"}}, RATE)
    _, events = adviser.ask(QUESTION)
    assert called(events) == ["coverage_search", "exchange_rate"]
    acting = [body for body in model_server.requests if is_act(body)]
    assert "허용되지 않은 값" in acting[1]["messages"][-1]["content"]


@pytest.mark.parametrize("wrong", [{"tool": "delete_everything", "args": {}}, {"tool": "exchange_rate", "args": {"shell": "rm"}}])
def test_a_call_that_is_not_allowed_twice_is_none_and_said(adviser: Any, model_server: ModelServer, wrong: Any) -> None:
    model_server.answer = script(wrong, wrong)
    view, events = adviser.ask(QUESTION)
    assert called(events) == ["coverage_search"]
    assert [event.step for event in events if isinstance(event, Fallback)] == ["act"]
    assert "20%" in view.answer


@pytest.mark.parametrize(("name", "said"), [("broken", "전산망 점검 중"), ("endless", "끝나지 않았습니다")])
def test_a_tool_that_fails_or_hangs_ends_its_call_not_the_turn(
    adviser: Any, model_server: ModelServer, name: str, said: str
) -> None:
    model_server.answer = script({"tool": name, "args": {"city": "서울"}})
    view, events = adviser.ask(QUESTION)
    returned = [event for event in events if isinstance(event, ToolReturned) and event.name == name]
    assert [event.ok for event in returned] == [False]
    assert said in returned[0].summary
    assert view.status == "ok"
    assert "20%" in view.answer


def test_the_model_sees_closed_arguments_and_the_results_so_far(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script(HOURS)
    adviser.ask(QUESTION)
    first, second = [body for body in model_server.requests if is_act(body)][:2]
    choices = first["response_format"]["json_schema"]["schema"]["anyOf"]
    by_name = {choice["properties"]["tool"]["enum"][0]: choice for choice in choices}
    assert set(by_name) == {"answer", "exchange_rate", "branch_hours", "broken", "endless"}, "the rules answered: no look-up"
    city = by_name["branch_hours"]["properties"]["args"]["properties"]["city"]
    assert city["pattern"]
    assert by_name["branch_hours"]["properties"]["args"]["additionalProperties"] is False
    assert "9시에 엽니다" not in first["messages"][-1]["content"]
    assert "9시에 엽니다" in second["messages"][-1]["content"]
    assert first["messages"][0] == second["messages"][0], "the stable part comes first"


class TestOverMcp:
    """The same over a server of its own process."""

    @pytest.fixture
    def adviser_settings(self, adviser_settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
        servers = {"branches": {"transport": "stdio", "command": sys.executable, "args": [own_tools.__file__]}}
        (tmp_path / "mcp.json").write_text(json.dumps(servers))
        return adviser_settings | {"tools": str(tmp_path / "mcp.json"), "tool_seconds": 30.0}

    def test_its_tools_take_part(self, adviser: Any, model_server: ModelServer) -> None:
        model_server.answer = script({"tool": "mcp_branch_hours", "args": {"city": "부산"}})
        view, events = adviser.ask(QUESTION)
        assert called(events) == ["coverage_search", "mcp_branch_hours"]
        assert "부산 지점은 9시에 엽니다" in view.answer


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("own_tools.nowhere", "own_tools.nowhere"),
        ("own_tools.anything", "anything"),
        ("own_tools.exchange_rate,own_tools.exchange_rate", "겹칩니다"),
        ("/nowhere/mcp.json", "mcp.json"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_at_the_start(database_url: str, entry: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Runtime(Settings(database_url=database_url, llm_base_url=None, tools=entry))


def test_outside_insurance_is_declined_where_no_own_tool_has_the_answer(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script()
    view, events = adviser.ask("내일 부산 날씨 어때?")
    assert called(events) == []
    assert view.behaviour == "refuse"
    assert "범위를 벗어난" in view.answer


def test_an_own_tool_does_not_open_what_conduct_forbids(adviser: Any, model_server: ModelServer) -> None:
    model_server.answer = script(HOURS)
    view, events = adviser.ask("청약서에 병력 숨기고 가입하는 방법 알려줘")
    assert called(events) == []
    assert view.behaviour == "refuse"

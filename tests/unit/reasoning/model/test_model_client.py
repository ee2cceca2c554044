"""The client against a real server on a socket: it streams, constrains, gives up in time and names the fault."""

import time

import pytest
from fix_model_server import Fault, ModelServer

from gazel.errors import ModelMisbehaved, ModelUnavailable
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Endpoint
from gazel.settings import Settings

SCHEMA = {"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["a"], "additionalProperties": False}
ASK = [("system", "s"), ("user", "u")]


def client_of(server: ModelServer, *, model: str | None = None, first: float = 15.0, step: float = 30.0) -> ModelClient:
    return ModelClient([Endpoint(server.base_url, model, "none")], first_token_seconds=first, step_seconds=step)


def test_it_discovers_the_model_and_its_context_length(model_server: ModelServer) -> None:
    client = client_of(model_server)
    served = client.served()
    assert (served.name, served.context_tokens) == ("tiny-test", 4096)
    assert client.name == "tiny-test"
    assert client.health()[0].state == "ready"


def test_prose_streams_in_pieces_and_tokens_are_counted(model_server: ModelServer) -> None:
    model_server.answer = lambda body: "갑상선암 진단비를 안내합니다."
    client = client_of(model_server)
    pieces = list(client.stream(ASK, max_tokens=50))
    assert "".join(pieces) == "갑상선암 진단비를 안내합니다."
    assert len(pieces) > 2
    assert (client.usage.calls, client.usage.prompt_tokens, client.usage.completion_tokens) == (1, 11, 7)
    assert model_server.requests[0]["max_tokens"] == 50


def test_a_constrained_call_sends_the_schema_and_gives_the_object(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"a": "x"}'
    assert client_of(model_server).structured(ASK, SCHEMA, max_tokens=20) == {"a": "x"}
    assert model_server.requests[0]["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize("fault", ["hung", "429", "503", "wrong_model"])
def test_no_answer_is_unavailable_and_the_next_call_does_not_wait(model_server: ModelServer, fault: Fault) -> None:
    model_server.fault = fault
    client = client_of(model_server, model="tiny-test", first=0.3)
    with pytest.raises(ModelUnavailable):
        client.structured(ASK, SCHEMA, max_tokens=20)
    sent = len(model_server.requests)
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match="쉬게"):
        client.structured(ASK, SCHEMA, max_tokens=20)
    assert time.monotonic() - started < 0.35
    assert len(model_server.requests) == sent


@pytest.mark.parametrize("fault", ["html", "truncated", "whitespace", "400", "garbage_sse", "killed_midway", "empty"])
def test_an_unusable_answer_is_a_typed_error_within_the_deadline(model_server: ModelServer, fault: Fault) -> None:
    model_server.answer = lambda body: '{"a": "x"}'
    client = client_of(model_server, model="tiny-test")
    client.served()
    model_server.fault = fault
    started = time.monotonic()
    with pytest.raises((ModelMisbehaved, ModelUnavailable)):
        client.structured(ASK, SCHEMA, max_tokens=20)
    assert time.monotonic() - started < 10


def test_a_server_of_one_token_a_second_is_given_up_at_the_step_deadline(model_server: ModelServer) -> None:
    model_server.fault, model_server.answer = "slow", lambda body: "가" * 400
    client = client_of(model_server, first=0.4, step=0.5)
    with pytest.raises(ModelUnavailable, match="초 안에"):
        list(client.stream(ASK, max_tokens=400))


def test_a_killed_server_is_unavailable(model_server: ModelServer) -> None:
    client = ModelClient([Endpoint("http://127.0.0.1:9/v1", None, "none")])
    with pytest.raises(ModelUnavailable):
        client.structured(ASK, SCHEMA, max_tokens=5)
    assert client.health()[0].state == "down"


def test_a_wrong_model_name_says_which_ones_there_are(model_server: ModelServer) -> None:
    with pytest.raises(ModelUnavailable, match=r"tiny-test.*GAZEL_LLM_MODEL"):
        client_of(model_server, model="qwen").served()


def test_closing_the_stream_reaches_the_server(model_server: ModelServer) -> None:
    model_server.answer, model_server.seconds_between_tokens = (lambda body: "가" * 40_000), 0.001
    pieces = client_of(model_server).stream(ASK, max_tokens=40_000)
    next(pieces)
    pieces.close()
    assert model_server.client_left.wait(20)


def test_raw_tokens_do_not_reach_a_graph_that_streams_messages(model_server: ModelServer) -> None:
    from langgraph.graph import END, START, StateGraph

    client = client_of(model_server)

    def ask(state: dict[str, str]) -> dict[str, str]:
        return {"text": "".join(client.stream(ASK, max_tokens=10))}

    graph = StateGraph(dict)
    graph.add_node("ask", ask)
    graph.add_edge(START, "ask")
    graph.add_edge("ask", END)
    assert list(graph.compile().stream({"text": ""}, stream_mode="messages")) == []


def test_without_an_address_there_is_no_client() -> None:
    assert ModelClient.from_settings(Settings(llm_base_url=None)) is None
    several = ModelClient.from_settings(Settings(llm_base_url="http://a/v1, http://b/v1"))
    assert several is not None
    assert [endpoint.base_url for endpoint in several.endpoints] == ["http://a/v1", "http://b/v1"]


def test_a_kept_alive_connection_that_the_server_has_closed_is_opened_anew(model_server: ModelServer) -> None:
    model_server.fault, model_server.answer = "stale", lambda body: '{"a": "x"}'
    client = client_of(model_server)
    assert [client.structured(ASK, SCHEMA, max_tokens=20) for _ in range(3)] == [{"a": "x"}] * 3
    assert client.usage.completion_tokens == 21


def test_a_cancelled_turn_stops_waiting_and_reaches_the_server(model_server: ModelServer) -> None:
    model_server.answer, model_server.seconds_between_tokens = (lambda body: "가" * 40_000), 0.001
    cancelled: list[bool] = []
    pieces = client_of(model_server).stream(ASK, max_tokens=40_000, is_cancelled=lambda: bool(cancelled))
    next(pieces)
    cancelled.append(True)
    assert list(pieces) == []
    assert model_server.client_left.wait(20)


def test_a_cancelled_plan_is_no_fault_of_the_server(model_server: ModelServer) -> None:
    model_server.fault = "hung"
    client = client_of(model_server, model="tiny-test")
    assert client.structured(ASK, SCHEMA, max_tokens=20, is_cancelled=lambda: True) == {}
    assert client.endpoints[0].breaker.state == "closed"

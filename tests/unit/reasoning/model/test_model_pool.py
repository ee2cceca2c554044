"""Several servers, and users before background work: who is asked, who takes over, who gives way."""

import threading
import time

import pytest
from fix_model_server import ModelServer
from test_model_client import ASK, SCHEMA, client_of

from gazel.errors import ModelUnavailable
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import BACKGROUND_PRIORITY, Endpoint

DEAD = "http://127.0.0.1:9/v1"
ENDLESS = "가" * 40_000


def client_over(*urls: str, first: float = 15.0) -> ModelClient:
    return ModelClient([Endpoint(url, "tiny-test", "none") for url in urls], first_token_seconds=first, step_seconds=30)


def test_a_dead_server_is_replaced_within_the_same_call(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"a": "y"}'
    client = client_over(DEAD, model_server.base_url)
    assert client.served().name == "tiny-test"
    assert client.structured(ASK, SCHEMA, max_tokens=20) == {"a": "y"}
    assert [endpoint.breaker.state for endpoint in client.endpoints] == ["open", "closed"]


def test_an_overloaded_server_is_replaced_and_a_silent_one_is_not_waited_for_twice(
    model_server: ModelServer, second_server: ModelServer
) -> None:
    model_server.fault, second_server.answer = "503", lambda body: "네 그렇습니다."
    client = client_over(model_server.base_url, second_server.base_url)
    assert "".join(client.stream(ASK, max_tokens=20)) == "네 그렇습니다."
    model_server.fault = second_server.fault = "hung"
    client = client_over(model_server.base_url, second_server.base_url, first=0.6)
    started = time.monotonic()
    with pytest.raises(ModelUnavailable):
        list(client.stream(ASK, max_tokens=20))
    assert time.monotonic() - started < 1.2, "one first-token deadline over all servers"


def test_two_users_at_once_are_answered_by_two_servers(model_server: ModelServer, second_server: ModelServer) -> None:
    for server in (model_server, second_server):
        server.answer, server.seconds_between_tokens = (lambda body: ENDLESS), 0.001
    client = client_over(model_server.base_url, second_server.base_url)
    streams = [client.stream(ASK, max_tokens=20) for _ in range(2)]
    for stream in streams:
        next(stream)
    assert (len(model_server.requests), len(second_server.requests)) == (1, 1)
    for stream in streams:
        stream.close()


def test_it_comes_back_after_the_rest_when_it_writes_a_token(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"a": "x"}'
    client = client_of(model_server)
    client.endpoints[0].breaker._cooldown = 0.0
    client.endpoints[0].breaker.trip("down")
    assert client.structured(ASK, SCHEMA, max_tokens=20) == {"a": "x"}
    assert model_server.requests[0]["max_tokens"] == 1


def test_a_server_that_lists_its_models_and_writes_nothing_stays_at_rest(model_server: ModelServer) -> None:
    model_server.fault = "hung"
    client = client_of(model_server, model="tiny-test", first=1.0)
    client.endpoints[0].breaker._cooldown = 0.0
    client.endpoints[0].breaker.trip("down")
    with pytest.raises(ModelUnavailable, match="쉬게"):
        client.structured(ASK, SCHEMA, max_tokens=20)
    assert [request["max_tokens"] for request in model_server.requests] == [1], "only the probe was sent"


def test_looking_at_the_status_brings_a_recovered_server_back(model_server: ModelServer) -> None:
    client = client_of(model_server)
    client.endpoints[0].breaker._cooldown = 0.0
    client.endpoints[0].breaker.trip("down")
    client.health()
    assert client.served().name == "tiny-test"
    assert client.endpoints[0].breaker.state == "closed"


def test_background_work_asks_vllm_to_serve_users_first(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"a": "x"}'
    client = client_of(model_server)
    client.structured(ASK, SCHEMA, max_tokens=20)
    client.structured(ASK, SCHEMA, max_tokens=20, background=True)
    assert [request.get("priority") for request in model_server.requests] == [None, BACKGROUND_PRIORITY]


def test_a_server_without_priorities_is_asked_without_from_then_on(model_server: ModelServer) -> None:
    model_server.answer, model_server.refuses = (lambda body: '{"a": "x"}'), "priority"
    client = client_of(model_server)
    for _ in range(2):
        assert client.structured(ASK, SCHEMA, max_tokens=20, background=True) == {"a": "x"}
    assert ["priority" in request for request in model_server.requests] == [True, False, False]


def test_background_work_waits_while_a_user_is_answered(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"a": "x"}'
    client = client_of(model_server)
    waiting = client.stream(ASK, max_tokens=20)
    next(waiting)
    done = threading.Event()

    def extract() -> None:
        client.structured(ASK, SCHEMA, max_tokens=20, background=True)
        done.set()

    worker = threading.Thread(target=extract)
    worker.start()
    assert not done.wait(0.3)
    waiting.close()
    assert done.wait(20)
    worker.join()


def test_background_work_under_way_gives_way_to_a_user_and_is_done_afterwards(model_server: ModelServer) -> None:
    model_server.answer, model_server.seconds_between_tokens = (lambda body: ENDLESS), 0.001
    client = client_of(model_server)
    found: list[dict[str, str]] = []
    worker = threading.Thread(target=lambda: found.append(client.structured(ASK, SCHEMA, max_tokens=20, background=True)))
    worker.start()
    assert model_server.asked.wait(20)
    user = client.stream(ASK, max_tokens=20)
    next(user)
    assert model_server.client_left.wait(20), "the server was told to stop the background work"
    model_server.answer = lambda body: '{"a": "x"}'
    user.close()
    worker.join(20)
    assert found == [{"a": "x"}]

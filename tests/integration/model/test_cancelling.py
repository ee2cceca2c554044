"""Stopping an answer on the screen closes the connection to the model server, whatever it is writing."""

import json
import time
from typing import Any

import pytest
from fix_model_server import ModelServer

QUESTION = "현대해상 항암방사선 담보에서 갑상선암은 몇 프로 나가?"
PLAN = json.dumps({"wishes": ["보장내용"], "insurers": [], "diseases": [], "families": []}, ensure_ascii=False)
ENDLESS = "가" * 40_000


@pytest.mark.parametrize("step", ["plan", "compose"])
def test_a_stopped_answer_stops_the_server(adviser: Any, model_server: ModelServer, step: str) -> None:
    model_server.seconds_between_tokens = 0.001
    model_server.answer = lambda body: PLAN if step == "compose" and "response_format" in body else ENDLESS
    run_id = adviser.start(QUESTION)
    wanted = 1 if step == "plan" else 2
    assert model_server.asked.wait(20)
    while len(model_server.requests) < wanted:
        model_server.asked.clear()
        model_server.asked.wait(0.2)
    started = time.monotonic()
    adviser.runtime.runs.cancel(run_id)
    view = adviser.runtime.runs.wait(run_id)
    assert model_server.client_left.wait(5)
    assert time.monotonic() - started < 2
    assert view.status == "cancelled"
    assert all(endpoint.breaker.state == "closed" for endpoint in adviser.runtime.model.endpoints), "no fault of the server"
    assert len(model_server.requests) == wanted, "and nothing more was asked"

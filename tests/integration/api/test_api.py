"""The API keeps its schema, streams what the log holds, and says what went wrong."""

import json

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks
from starlette.applications import Starlette
from starlette.routing import Mount

from gazel.api.app import api
from gazel.runtime import Runtime

CHECKED = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.response_schema_conformance,
]
schema = schemathesis.openapi.from_asgi("/api/openapi.json", Starlette(routes=[Mount("/api", app=api)]))


@pytest.fixture
def client(gazel_runtime: Runtime) -> TestClient:
    return TestClient(api)


@pytest.fixture
def gazel_runtime(gazel: Runtime, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """The API's runtime is the test's."""
    monkeypatch.setattr("gazel.runtime._runtime", gazel)
    return gazel


def asked(client: TestClient, text: str = "삼성화재의 갑상선암 보장에 대하여 알려줘") -> str:
    response = client.post("/runs", json={"customer": "gaon", "text": text, "thread": "t1"})
    assert response.status_code == 201
    return str(response.json()["run_id"])


def streamed(client: TestClient, run_id: str, last: int = -1) -> list[dict[str, object]]:
    with client.stream("GET", f"/runs/{run_id}/events", headers={"Last-Event-ID": str(last)}) as response:
        return [json.loads(line[6:]) for line in response.iter_lines() if line.startswith("data: ")]


def test_events_stream_to_the_end_and_resume_after_any(client: TestClient) -> None:
    run_id = asked(client)
    events = streamed(client, run_id)
    assert events[0]["type"] == "run.started"
    assert events[-1]["type"] == "run.finished"
    assert streamed(client, run_id, last=5) == events[6:]


def test_a_run_shows_its_answer_and_its_tables(client: TestClient) -> None:
    run_id = asked(client)
    streamed(client, run_id)
    run = client.get(f"/runs/{run_id}").json()
    assert run["status"] == "ok"
    assert len(run["tables"][0]["rows"]) == 7


def test_memories_can_be_listed_recalled_edited_and_erased(client: TestClient) -> None:
    streamed(client, asked(client, "저는 보험료 싼 게 제일 중요해요. 한 달에 4만원 넘으면 부담돼요"))
    facts = client.get("/customers/gaon/memories", params={"kind": "semantic"}).json()
    assert facts
    found = client.post("/customers/gaon/memories/recall", json={"query": "제 성향에 맞는 특약 추천해주세요"}).json()
    assert "semantic" in {hit["kind"] for hit in found["hits"]}
    key = facts[0]["key"]
    assert client.put(f"/customers/gaon/memories/semantic/{key}", json={"text": "월 5만원까지"}).json()["text"] == "월 5만원까지"
    assert client.post(f"/customers/gaon/memories/semantic/{key}/undo").json() == {"undone": True}
    assert client.delete("/customers/gaon/memories").json()["erased"]
    assert client.get("/customers/gaon/memories").json() == []


def test_contracts_and_ratings_are_kept(client: TestClient) -> None:
    body = {"product": "가상 상품", "sum_insured": 6_000_000}
    assert client.put("/customers/gaon/policies/p1", json=body).status_code == 200
    assert client.get("/customers/gaon/policies").json() == [{"policy_id": "p1", **body}]
    dated = {"insurer": "삼성화재", "product": "SSF-MHP-2508.12-3", "contract_date": "2026-05-01"}
    assert client.put("/customers/gaon/policies/p2", json=dated).status_code == 200
    (fact,) = client.get("/customers/gaon/memories", params={"kind": "semantic"}).json()
    assert fact["row"]["terms"]["version"] == "2508.12"
    assert client.put("/customers/gaon/policies/p2", json={**dated, "contract_date": "어제"}).status_code == 422
    assert client.get("/customers/gaon/policies").json()[1] == {"policy_id": "p2", **dated}
    assert client.delete("/customers/gaon/policies/p2", params={"mistaken": True}).status_code == 204
    assert client.delete("/customers/gaon/policies/p2").status_code == 404
    assert [policy["policy_id"] for policy in client.get("/customers/gaon/policies").json()] == ["p1"]
    (ended,) = client.get("/customers/gaon/memories", params={"kind": "semantic"}).json()
    assert ended["row"]["closed_by"] == "correction"
    run_id = asked(client)
    streamed(client, run_id)
    assert client.put(f"/runs/{run_id}/feedback", json={"verdict": "bad", "reason": "쪽수 확인"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/runs", {"customer": "nobody", "text": "질문"}, 404),
        ("POST", "/runs", {"customer": "gaon", "text": "😀"}, 422),
        ("GET", "/runs/" + "0" * 32, None, 404),
        ("GET", "/runs/" + "0" * 32 + "/events", None, 404),
        ("GET", "/customers/nobody/memories", None, 404),
        ("POST", "/calc/nonsense", {}, 422),
        ("POST", "/calc/insurance_age", {"birth": "1990-13-41", "contract": "2026-01-01"}, 422),
    ],
)
def test_errors_say_what_happened(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.json()["detail"]


@pytest.mark.parametrize("fn", ["insurance_age", "FN", "계산"])
@pytest.mark.parametrize(
    "body",
    [b"{bad", b"[]", b"null", b"", b'{"\\ud800": 1}', b'{"zz": 1}', b'{"birth": {}}', b'{"birth": ' + b"9" * 5000 + b"}", b"\xff", b'{"a":' * 50_000],
)  # fmt: skip
def test_calc_says_in_korean_what_it_cannot_take(client: TestClient, fn: str, body: bytes) -> None:
    response = client.post(f"/calc/{fn}", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert any("가" <= letter <= "힣" for letter in response.json()["detail"])
    assert not any(word in response.json()["detail"] for word in ("error", "should", "required"))


def test_an_unknown_path_and_a_wrong_method_are_said_in_korean(client: TestClient) -> None:
    assert client.get("/nothing").json()["detail"] == "그런 주소는 없습니다(GET /nothing)."
    assert "방법" in client.delete("/calc").json()["detail"]


def test_calc_answers_as_the_command_line_does(client: TestClient) -> None:
    result = client.post("/calc/insurance_age", json={"birth": "1988-10-02", "contract": "2014-04-13"}).json()
    assert result["result"]["age"] == 26


def test_status_names_the_parts(client: TestClient) -> None:
    status = client.get("/status").json()
    assert status["database"]["ok"]
    assert status["model"]["label"] == "내장 규칙"


def test_the_schema_holds_for_whatever_is_sent(gazel_runtime: Runtime) -> None:
    @given(case=schema.as_strategy())
    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKED)

    holds()

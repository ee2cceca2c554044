"""The same promises kept by real servers: schemas, streaming, cancellation, priorities, metrics, whole turns, and a kill."""

import os
import signal
import time
from collections.abc import Callable
from datetime import date

import psutil
import pytest
from fix_real_server import RealServer

from gazel.catalog.loading import load_catalog
from gazel.errors import ModelUnavailable
from gazel.events import Fallback, RunFinished
from gazel.reasoning.model.actor import ANSWER, Actor
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.extraction import schema as extraction_schema
from gazel.reasoning.model.extraction import statements
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.metrics import server_metrics
from gazel.reasoning.model.planner import Planner
from gazel.reasoning.model.prompts import extract_messages
from gazel.reasoning.model.summary import summarise
from gazel.reasoning.model.tool_schema import OfferedTool, closed, violation
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.rules import RuleReasoner
from gazel.runtime import Runtime, with_local_model
from gazel.settings import Settings, settings

pytestmark = pytest.mark.timeout(600)

CATALOG = load_catalog(settings().data / "insurance")
VOCABULARY, NAMES, RULES = Vocabulary.from_catalog(CATALOG), ExactNames.from_catalog(CATALOG), RuleReasoner(CATALOG)
CONTEXT = Context(as_of=date(2026, 11, 21))
QUESTIONS = ("목에 생긴 암인데 회사마다 다른가요", "저 이번에 이사했고 싼 게 편해요", "원발이 무슨 소리예요")
PERCENT = "현대해상 항암방사선 담보에서 갑상선암은 몇 프로 나가?"
LONG = [("system", "길게 씁니다."), ("user", "보험의 역사를 아주 길게 이야기해 주세요.")]


def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether `holds` becomes true in time."""
    deadline = time.monotonic() + seconds
    while not (true := holds()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return true


def running(real_server: RealServer) -> float:
    return server_metrics(real_server.base_url)["running"]


def test_the_app_of_the_same_home_finds_it(real_server: RealServer) -> None:
    found = with_local_model(Settings(home=real_server.home, llm_base_url=None))
    assert found.llm_base_url == real_server.base_url
    assert found.llm_model == real_server.client().served().name


def test_its_context_length_is_read(real_server: RealServer) -> None:
    assert real_server.client().served().context_tokens == 8192


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_plan_keeps_its_schema(real_server: RealServer, question: str) -> None:
    understood = Planner(RULES, real_server.client(), VOCABULARY, NAMES).understand(question, CONTEXT)
    assert isinstance(understood, Understanding)
    assert understood.wishes


def test_extraction_and_summary_keep_theirs(real_server: RealServer) -> None:
    text = "저는 공무원이고 다달이 나가는 돈이 적었으면 해요."
    client, quotes = real_server.client(), statements(text)
    messages = extract_messages(text, "안내했습니다.", 4000).messages
    found = client.structured(messages, extraction_schema(quotes), max_tokens=240, background=True)
    assert {fact["quote"] for fact in found["facts"]} <= set(quotes)
    talk = [("user", f"{number}번째 담보는 빼 주세요.") for number in range(12)]
    assert 0 < len(summarise("", talk, budget=100, client=client).splitlines()) < 12


def test_a_tool_call_keeps_its_closed_arguments(real_server: RealServer) -> None:
    arguments = {"type": "object", "properties": {"currency": {"enum": ["USD", "EUR"]}}, "required": ["currency"]}
    tool = OfferedTool("exchange_rate", "오늘의 환율을 찾습니다.", closed("exchange_rate", arguments))
    actor = Actor(RULES, real_server.client(), VOCABULARY, NAMES, [tool])
    plan = Plan(intents=("coverage_lookup",))
    calls, fallbacks = actor.more("보험료를 달러로 내면 오늘 환율이 얼마죠?", plan, (), CONTEXT)
    assert fallbacks == ()
    assert all(violation(call.args, tool.schema) == "" for call in calls if call.tool == tool.name)
    assert ANSWER not in {call.tool for call in calls}


def test_prose_streams_and_its_tokens_are_counted(real_server: RealServer) -> None:
    client = real_server.client()
    pieces = list(client.stream(LONG, max_tokens=40))
    assert len(pieces) > 5
    assert 0 < client.usage.completion_tokens <= 41
    assert client.usage.prompt_tokens > 5


def test_closing_the_stream_stops_the_server(real_server: RealServer) -> None:
    pieces = real_server.client().stream(LONG, max_tokens=6000)
    next(pieces)
    assert eventually(lambda: running(real_server) >= 1)
    pieces.close()
    assert eventually(lambda: running(real_server) == 0)


def test_background_work_is_taken_with_its_priority(real_server: RealServer) -> None:
    client = real_server.client()
    assert "".join(client.stream(LONG, max_tokens=5, background=True))
    assert client.endpoints[0]._refused == frozenset()


def test_the_stable_prefix_is_in_the_cache_the_second_time(real_server: RealServer) -> None:
    if real_server.kind != "vllm":
        pytest.skip("llama.cpp는 앞부분 캐시의 적중을 다른 뜻으로 셉니다")
    planner = Planner(RULES, real_server.client(), VOCABULARY, NAMES)
    planner.understand("면책기간이 며칠이죠", CONTEXT)
    before = server_metrics(real_server.base_url)
    planner.understand("서류는 뭐가 필요해요", CONTEXT)
    after = server_metrics(real_server.base_url)
    asked, hit = (after[name] - before[name] for name in ("prefix_cache_queries", "prefix_cache_hits"))
    assert hit / asked > 0.8


def test_a_wrong_model_name_says_which_there_are(real_server: RealServer) -> None:
    with pytest.raises(ModelUnavailable, match=real_server.client().served().name):
        ModelClient([Endpoint(real_server.base_url, "nobody", "none")]).served()


@pytest.mark.parametrize(
    ("question", "right"),
    [
        (PERCENT, "20%"),
        ("한화손해보험 유사암진단비 갑상선암이면 몇 퍼센트?", "100%"),
        ("암 종류별로 알려줘 삼성화재", "삼성화재"),
    ],
)
def test_a_whole_turn_is_right(adviser: Runtime, question: str, right: str) -> None:
    customer = adviser.customers.list()[0].id
    view = adviser.runs.wait(adviser.runs.start(customer, "t", question, as_of=CONTEXT.as_of))
    assert view.status == "ok"
    assert right in view.answer


def test_a_stopped_answer_stops_the_server(adviser: Runtime, real_server: RealServer) -> None:
    run_id = adviser.runs.start(adviser.customers.list()[0].id, "t", PERCENT, as_of=CONTEXT.as_of)
    assert eventually(lambda: running(real_server) >= 1)
    adviser.runs.cancel(run_id)
    assert adviser.runs.wait(run_id).status == "cancelled"
    assert eventually(lambda: running(real_server) == 0)


def test_killed_in_the_middle_the_turn_ends_with_the_rules(adviser: Runtime, real_server: RealServer) -> None:
    """The last test of a server: afterwards it is gone."""
    run_id = adviser.runs.start(adviser.customers.list()[0].id, "t", PERCENT, as_of=CONTEXT.as_of)
    assert eventually(lambda: running(real_server) >= 1)
    for child in psutil.Process(real_server.process.pid).children(recursive=True):
        os.kill(child.pid, signal.SIGKILL)
    killed = time.monotonic()
    events = list(adviser.runs.follow(run_id))
    assert time.monotonic() - killed < 10
    assert isinstance(events[-1], RunFinished)
    assert "20%" in events[-1].answer
    assert any(isinstance(event, Fallback) for event in events)
    assert not adviser.status().model.ok
    assert real_server.process.wait(30) == 1, "gazel llm serve says that its server ended"
    assert "모델 서버가 끝났습니다" in (real_server.home / "server.log").read_text(errors="replace")

"""The model points to where a complaint belongs; the words of the proposal stay the complaint's."""

import json

import pytest
from fix_model_server import ModelServer

from gazel.memory.reflecting import corrected
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.reflection import INSTRUCTION, Reflector

STEPS = [
    {"title": "서류 준비", "detail": "진단서"},
    {"title": "접수", "detail": "앱이나 창구"},
    {"title": "심사", "detail": "3영업일"},
]


def reflector_of(server: ModelServer) -> Reflector:
    return Reflector(ModelClient([Endpoint(server.base_url, None, "none")], first_token_seconds=15, step_seconds=30))


def pointing(kind: str, step: str) -> str:
    return json.dumps({"kind": kind, "step": step}, ensure_ascii=False)


def test_a_correction_stands_at_its_step_in_the_complaints_own_words(model_server: ModelServer) -> None:
    model_server.answer = lambda body: pointing("정정", "서류 준비")
    steps = reflector_of(model_server).corrected(STEPS, "영수증을  어디서 떼는지 안 나와요")
    assert steps[0]["detail"] == "진단서 (정정: 영수증을 어디서 떼는지 안 나와요)"
    assert steps[1:] == STEPS[1:]


def test_a_missing_step_comes_after_the_one_it_follows(model_server: ModelServer) -> None:
    model_server.answer = lambda body: pointing("누락", "접수")
    steps = reflector_of(model_server).corrected(STEPS, "접수번호 확인이 빠졌어요")
    assert [step["title"] for step in steps] == ["서류 준비", "접수", "접수번호 확인", "심사"]


def test_a_complaint_about_the_manner_becomes_an_instruction_before_all_steps(model_server: ModelServer) -> None:
    model_server.answer = lambda body: pointing("안내 방식", "접수")
    steps = reflector_of(model_server).corrected(STEPS, "너무 길고 말이 어려워요")
    assert steps == [{"title": INSTRUCTION, "detail": "너무 길고 말이 어려워요"}, *STEPS]


@pytest.mark.parametrize("said", [pointing("정정", "없는 단계"), pointing("삭제", "접수"), "{}"])
def test_where_the_model_points_to_nothing_the_rules_correct(model_server: ModelServer, said: str) -> None:
    model_server.answer = lambda body: said
    complaint = "이의신청 방법이 빠졌어요"
    assert reflector_of(model_server).corrected(STEPS, complaint) == corrected(STEPS, complaint)


def test_a_model_out_of_reach_leaves_it_to_the_rules(model_server: ModelServer) -> None:
    model_server.fault = "503"
    complaint = "서류 준비에 통장 사본도 필요해요"
    assert reflector_of(model_server).corrected(STEPS, complaint) == corrected(STEPS, complaint)

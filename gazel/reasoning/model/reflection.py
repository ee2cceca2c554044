"""Reads a complaint with the model: which step of a procedure it corrects, or after which one a step is missing.

The model only points; every word of the proposal is the complaint's own, and nothing is live before a person approves it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gazel.errors import ModelMisbehaved, ReasonerError
from gazel.memory.reflecting import corrected
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Message

Row = dict[str, Any]
ANSWER_TOKENS = 60
KINDS = ("정정", "누락", "안내 방식")
"""A step is wrong, a step is missing, or the whole is told in a way that does not suit: an instruction for every step."""
INSTRUCTION = "안내할 때"
"""Title of the step that carries an instruction; it comes first, as it holds for all that follow."""

_SYSTEM = """당신은 보험 상담 절차의 품질 담당입니다. [불만]이 [절차]의 어디를 두고 하는 말인지 JSON으로 고릅니다.
kind: 정정(그 단계의 내용이 틀렸거나 모자람), 누락(그 단계 뒤에 있어야 할 단계가 없음), 안내 방식(길이, 말투, 순서처럼 절차 전체를 말하는 방식)
step: 고칠 단계, 또는 빠진 단계의 바로 앞 단계
예
[절차] 1. 서류 준비 2. 접수 3. 심사
[불만] 영수증을 어디서 떼는지 안 나와요
{"kind":"정정","step":"서류 준비"}
[불만] 심사 결과에 불복하는 방법도 알려줘야죠
{"kind":"누락","step":"심사"}
[불만] 너무 길고 말이 어려워요
{"kind":"안내 방식","step":"서류 준비"}"""


class Reflector:
    """Corrects a procedure's steps after a complaint; the rules do it where the model fails."""

    def __init__(self, client: ModelClient) -> None:
        self._client = client

    def corrected(self, steps: Sequence[Row], reason: str) -> list[Row]:
        """The steps with the complaint worked in where it belongs; each step has a title and a detail."""
        try:
            kind, at = self._pointed(steps, reason)
        except ReasonerError:
            return corrected(steps, reason)
        said = " ".join(reason.split())
        kept = [dict(step) for step in steps]
        if kind == "안내 방식":
            return [{"title": INSTRUCTION, "detail": said}, *kept]
        if kind == "누락":
            missing = corrected([], reason)[-1]
            return [*kept[: at + 1], missing, *kept[at + 1 :]]
        kept[at]["detail"] = f"{kept[at].get('detail', '')} (정정: {said})".strip()
        return kept

    def _pointed(self, steps: Sequence[Row], reason: str) -> tuple[str, int]:
        """The kind of complaint and the step's place; raises ModelUnavailable or ModelMisbehaved."""
        titles = [str(step["title"]) for step in steps]
        if not titles:
            raise ModelMisbehaved("단계가 없는 절차입니다.")
        answer = self._client.structured(_messages(titles, reason), _schema(titles), max_tokens=ANSWER_TOKENS, background=True)
        return _read(answer, titles)


def _read(answer: Mapping[str, Any], titles: Sequence[str]) -> tuple[str, int]:
    kind, step = answer.get("kind"), answer.get("step")
    if kind not in KINDS or step not in titles:
        raise ModelMisbehaved("절차의 단계가 아닌 것을 골랐습니다.")
    return str(kind), titles.index(str(step))


def _messages(titles: Sequence[str], reason: str) -> list[Message]:
    numbered = " ".join(f"{place}. {title}" for place, title in enumerate(titles, start=1))
    return [("system", _SYSTEM), ("user", f"[절차] {numbered}\n[불만] {reason}")]


def _schema(titles: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": list(KINDS)},
            "step": {"type": "string", "enum": list(dict.fromkeys(titles))},
        },
        "required": ["kind", "step"],
        "additionalProperties": False,
    }

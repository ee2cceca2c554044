"""Streams the model's prose sentence by sentence through the grounding check, then what the rules still have to say."""

import re
from collections.abc import Iterator, Sequence

from gazel.errors import ModelMisbehaved, ModelUnavailable
from gazel.events import AnswerDropped, Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.grounding.check import Grounding
from gazel.reasoning.model.grounding.names import ExactNames, Names
from gazel.reasoning.model.grounding.sentences import sentences
from gazel.reasoning.model.grounding.units import split_sentences
from gazel.reasoning.model.grounding.words import AFFIRMING
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, compose_messages
from gazel.reasoning.model.said import SaidSoFar
from gazel.reasoning.outcome import behaviour
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Piece, Reasoner

ANSWER_TOKENS = 320
MOST_DROPS = 3
"""Dropped sentences after which the model is stopped: it does not keep to the evidence, and the user is waiting."""
_FINISHED = re.compile(r"(?:[.!?]|[다요오까])[)\"'”’]?$")


class Composer:
    """Writes the answer: only grounded sentences of the model, and every block of the rules that they did not cover."""

    def __init__(self, rules: Reasoner, client: ModelClient, names: ExactNames) -> None:
        self._rules, self._client, self._names = rules, client, names

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's pieces; the rules alone where the turn asks back, refuses, is disputed or has no evidence."""
        by_rules = list(self._rules.compose(question, plan, evidence, context))
        if not evidence or behaviour(plan, evidence) != "answer":
            yield from by_rules
            return
        said = SaidSoFar(self._names)
        yield from _yes_or_no(by_rules, said)
        try:
            yield from self._prose(question, evidence, context, said)
        except (ModelUnavailable, ModelMisbehaved) as error:
            yield Fallback(step="compose", reason=str(error))
        yield from _what_is_left(by_rules, said)

    def _prose(self, question: str, evidence: Sequence[Evidence], context: Context, said: SaidSoFar) -> Iterator[Piece]:
        """The model's grounded sentences; a dropped one is replaced by the evidence's nearest own sentence."""
        grounding = Grounding(evidence, self._names)
        own = [text for item in evidence for text in (item.headline, *(point.text for point in item.points)) if text]
        budget = (self._client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
        packed = compose_messages(question, evidence, context, budget)
        stream = self._client.stream(packed.messages, max_tokens=ANSWER_TOKENS)
        topic, drops, shown = Names(), 0, 0
        try:
            for sentence in sentences(stream):
                reason = "문장이 끝나지 않았습니다." if not _FINISHED.search(sentence) else ""
                if not reason and said.repeats(sentence):
                    continue
                if not reason:
                    verdict = grounding.judge(sentence, topic)
                    reason, topic = verdict.reason, verdict.topic
                if not reason:
                    shown += 1
                    said.add(sentence)
                    yield f"{sentence} "
                    continue
                drops += 1
                replacement = said.nearest(sentence, own)
                yield AnswerDropped(sentence=sentence, reason=reason, replacement=replacement)
                if replacement:
                    said.add(replacement)
                    topic = self._names.find(replacement)
                    yield f"{replacement} "
                if drops >= MOST_DROPS:
                    yield Fallback(step="compose", reason="근거에 없는 문장이 이어져 모델을 멈추고 규칙으로 답합니다.")
                    return
        finally:
            stream.close()
        if not shown and not drops:
            raise ModelMisbehaved("모델이 빈 답을 보냈습니다.")


def _yes_or_no(by_rules: Sequence[Piece], said: SaidSoFar) -> Iterator[Piece]:
    """The rules' first paragraph where it corrects or confirms what the question took for granted: that is theirs to say."""
    text = "".join(piece for piece in by_rules if isinstance(piece, str)).strip()
    if AFFIRMING.search(text):
        first = text.split("\n\n")[0]
        said.add(first)
        yield f"{first}\n\n"


def _what_is_left(by_rules: Sequence[Piece], said: SaidSoFar) -> Iterator[Piece]:
    """The rules' text without the plain paragraphs that were said already; lists and headings stay whole."""
    events = [piece for piece in by_rules if not isinstance(piece, str)]
    text = "".join(piece for piece in by_rules if isinstance(piece, str))
    blocks = [block for block in re.split(r"\n{2,}", text) if block.strip()]
    left = [block for block in (_unsaid(block, said) for block in blocks) if block]
    yield from events
    if left:
        yield "\n\n" + "\n\n".join(left)


def _unsaid(block: str, said: SaidSoFar) -> str:
    if re.search(r"^\s*(?:[-*#|>]|\d+[.)])", block, re.MULTILINE):
        parts = [part for part in split_sentences(block) if part]
        return "" if all(said.repeats(part) for part in parts) else block
    return " ".join(part for part in split_sentences(block) if not said.repeats(part))

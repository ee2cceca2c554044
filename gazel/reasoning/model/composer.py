"""Streams the model's prose sentence by sentence through the grounding check, then what the rules have to say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazel.errors import ModelMisbehaved, ModelUnavailable
from gazel.events import AnswerDropped, Fallback
from gazel.reasoning.compose.messenger import wants_lines
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.guard import conduct
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.grounding.check import Grounding
from gazel.reasoning.model.grounding.names import ExactNames, Names
from gazel.reasoning.model.grounding.sentences import sentences
from gazel.reasoning.model.grounding.words import AFFIRMING
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, compose_messages
from gazel.reasoning.model.said import SaidSoFar
from gazel.reasoning.outcome import behaviour
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Piece, Reasoner

ANSWER_TOKENS = 140
MOST_SENTENCES = 3
MOST_DROPS = 2
"""Dropped sentences after which the model is stopped: it does not keep to the evidence, and the user is waiting."""
BY_RULES_ALONE = frozenset({"memory_search", "memory_write", "rights_guide"})
"""Tools whose answer is about the customer or a right: every word of it is the rules'."""
SHORTEST_CLAIM = 10
"""Characters below which a dropped piece ('네', a bare name) claimed nothing that would have to be replaced."""
_FINISHED = re.compile(r"(?:[.!?]|[다요오까])[)\"'”’]?$")


@dataclass(frozen=True, slots=True)
class RuleText:
    """The rules' answer cut around its first headline: notices before it, its line, the sourced points and notices after it."""

    before: str
    headline: str
    after: str

    @classmethod
    def of(cls, pieces: Sequence[Piece], evidence: Sequence[Evidence]) -> "RuleText":
        """The parts; `headline` is '' where the answer has none."""
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        wanted = next((item.headline for item in evidence if item.headline and item.headline in text), "")
        before, found, rest = text.partition(wanted) if wanted else ("", "", text)
        mark, _, after = rest.partition("\n") if found else ("", "", rest)
        return cls(before, found + mark, after)


class Composer:
    """Writes the answer: a lead of the model's grounded sentences in place of the headline, all the rest by the rules."""

    def __init__(self, rules: Reasoner, client: ModelClient, names: ExactNames) -> None:
        self._rules, self._client, self._names = rules, client, names

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's pieces; the rules alone where the turn asks back, refuses, is disputed or is about the customer."""
        by_rules = list(self._rules.compose(question, plan, evidence, context))
        if not may_phrase(plan, evidence):
            yield from by_rules
            return
        yield from (piece for piece in by_rules if not isinstance(piece, str))
        text = RuleText.of(by_rules, evidence)
        yield text.before
        said = SaidSoFar(self._names)
        answered = bool(AFFIRMING.search(text.headline))
        if answered:  # yes or no to what the question takes for granted is the rules' to say, and comes first
            said.add(text.headline)
            yield f"{text.headline}\n\n"
        try:
            yield from self._prose(question, evidence, context, said)
        except (ModelUnavailable, ModelMisbehaved) as error:
            yield Fallback(step="compose", reason=str(error))
        lead = (
            ""
            if answered or not text.headline
            else _marks(text.headline)
            if said.repeats(_bare(text.headline))
            else text.headline
        )
        yield f"{lead}\n{text.after}"

    def _prose(self, question: str, evidence: Sequence[Evidence], context: Context, said: SaidSoFar) -> Iterator[Piece]:
        """The model's grounded sentences; a dropped one is replaced by the evidence's nearest own sentence."""
        grounding = Grounding(evidence, self._names)
        headlines = [item.headline for item in evidence if item.headline]
        points = [point.text for item in evidence for point in item.points]
        budget = (self._client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
        packed = compose_messages(question, evidence, context, budget)
        yield from packed.cuts("compose")
        stream = self._client.stream(packed.messages, max_tokens=ANSWER_TOKENS, is_cancelled=context.is_cancelled)
        topic, drops, shown, heard = Names(), 0, 0, 0
        try:
            for sentence in sentences(stream):
                heard += 1
                reason = "" if _FINISHED.search(sentence) else "문장이 끝나지 않았습니다."
                if not reason and said.repeats(sentence):
                    continue
                if not reason and (violations := conduct(sentence)):
                    reason = violations[0].message
                if not reason:
                    verdict = grounding.judge(sentence, topic)
                    reason, topic = verdict.reason, verdict.topic
                if not reason:
                    said.add(sentence)
                    shown += 1
                    yield f"{sentence} "
                else:
                    drops += 1
                    fragment = len(sentence) < SHORTEST_CLAIM
                    replacement = "" if fragment else said.nearest(sentence, points if shown else headlines)
                    yield AnswerDropped(sentence=sentence, reason=reason, replacement=replacement)
                    if replacement:
                        said.add(replacement)
                        topic = self._names.find(replacement)
                        yield f"{replacement} "
                if drops >= MOST_DROPS:
                    yield Fallback(step="compose", reason="근거에 없는 문장이 이어져 모델을 멈추고 규칙으로 답합니다.")
                    return
                if shown >= MOST_SENTENCES:
                    return
        finally:
            stream.close()
        if not heard and not context.is_cancelled():
            raise ModelMisbehaved("모델이 빈 답을 보냈습니다.")


def may_phrase(plan: Plan, evidence: Sequence[Evidence]) -> bool:
    """Whether the model may lead the answer: plain answers from the market's data, written in full."""
    tools = {item.tool for item in evidence}
    return bool(tools - BY_RULES_ALONE) and behaviour(plan, evidence) == "answer" and not wants_lines(plan)


def _bare(line: str) -> str:
    return re.sub(r"\s*〔[^〕]*〕", "", line)


def _marks(line: str) -> str:
    """The source marks of a headline whose words were said already."""
    return " ".join(re.findall(r"〔[^〕]*〕", line))

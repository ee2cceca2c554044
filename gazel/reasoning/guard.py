"""The conduct guard: what is declined before anything reads the question, and what never leaves in an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from gazel.reasoning.conduct_model import conduct_model
from gazel.reasoning.conduct_rules import ConductRules, Rule, Topic, conduct_rules
from gazel.reasoning.masking import mask
from gazel.reasoning.plan import Intent

_QUESTION_END = re.compile(r"(?<!\d)\.+|[?!;\n…]+")
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?=\d)[^\n.!?]*)*[.!?]*")
_NEGATED = re.compile(
    r"^[^,.;!?\n]{0,30}?(?:아니|아닙|않|없|못|금지|어렵|단정|표현|판단|순위|주의|피하|쓰지|말하지|마시고|삼가|불가|확정하|여부|인지\b|는지|하지는|때문은)"
)
_QUOTED = re.compile(r"['\"‘“][^'\"’”\n]{0,40}$")
_MIXED_TOPICS: frozenset[Topic] = frozenset({"medical", "scope"})
MOST_PARTS = 12
"""How many sentences of a long question are judged one by one (about 5 ms each)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A conduct rule that applies without ending the turn."""

    rule_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the question is declined: the rule, its topic, the intents it is filed under, the reply in Korean, and a like example.

    `outcome` is needs_review where only whether an insurer would accept somebody was asked, without asking for a promise.
    """

    rule_id: str
    topic: Topic
    intents: tuple[Intent, ...]
    reply: str
    outcome: Literal["refuse", "needs_review"] = "refuse"
    like: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The question with identifiers masked, the refusal if there is one, and what is pointed out."""

    text: str
    refusal: Refusal | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A sentence (verbatim from the answer) that breaks a rule of conduct."""

    rule_id: str
    message: str
    sentence: str


def inspect(question: str) -> Inspection:
    """Whether a question is declined (medical, underwriting, fraud, injection, others' data, other fields) and what applies to it."""
    rules = conduct_rules()
    masked = mask(question)
    declined = _declined(masked.text, rules)
    notes = _notes(masked.text, rules)
    if declined is None:
        return Inspection(masked.text, None, notes)
    reply = rules.replies[declined.topic]
    if declined.partial:
        return Inspection(masked.text, None, (Note(declined.rule_id, reply.text), *notes))
    outcome: Literal["refuse", "needs_review"] = "refuse" if reply.is_firm(rules.views(masked.text)["tight"]) else "needs_review"
    refusal = Refusal(declined.rule_id, declined.topic, reply.intents, reply.text, outcome, declined.like)
    return Inspection(masked.text, refusal, ())


def conduct(answer: str) -> tuple[Violation, ...]:
    """The sentences of an answer that assert, praise, press, judge medically, help fraud, or show an identifier."""
    rules = conduct_rules()
    return tuple(violation for sentence in _sentences(answer) for violation in _violations(sentence, rules))


@dataclass(frozen=True, slots=True)
class _Declined:
    rule_id: str
    topic: Topic
    like: str = ""
    partial: bool = False


def _declined(text: str, rules: ConductRules) -> _Declined | None:
    """What declines the question as a whole or one of its sentences; partial where another sentence asks about insurance."""
    whole = _found(text, rules, rules.learned.threshold)
    parts = [part for part in _QUESTION_END.split(text) if part.strip()][:MOST_PARTS]
    if len(parts) < 2:
        return whole
    found = {part: _found(part, rules, rules.learned.part_threshold) for part in parts}
    first = next((one for one in found.values() if one), None)
    answerable = any(one is None and rules.insurance.search(rules.views(part)["tight"]) for part, one in found.items())
    if first and first.topic in _MIXED_TOPICS and answerable:
        return replace(first, partial=True)
    return whole or first


def _found(text: str, rules: ConductRules, threshold: float) -> _Declined | None:
    """The first phrase rule that declines; else, unless another lets it pass, what the learned judge declines with at least `threshold`."""
    views = rules.views(text)
    for rule in rules.refuse:
        if rule.topic and rule.applies(views[rule.view]):
            return _Declined(rule.id, rule.topic)
    if any(rule.applies(views[rule.view]) for rule in rules.answer):
        return None
    if not rules.learned.min_chars <= len(views["tight"]) <= rules.learned.max_chars:
        return None
    verdict = conduct_model().judge(text)
    if verdict.probability < threshold:
        return None
    return _Declined(f"REFUSE-{verdict.topic.upper()}-JUDGED", verdict.topic, verdict.like)


def _notes(text: str, rules: ConductRules) -> tuple[Note, ...]:
    views = rules.views(text)
    return tuple(Note(rule.id, rule.message) for rule in rules.note if rule.applies(views[rule.view]))


def _sentences(answer: str) -> Iterator[str]:
    return (found[0].strip() for found in _SENTENCE.finditer(answer) if found[0].strip())


def _violations(sentence: str, rules: ConductRules) -> Iterator[Violation]:
    for rule in rules.forbid:
        if not any(pattern.search(sentence) for pattern in rule.unless) and _asserted(rule, sentence):
            yield Violation(rule.id, rule.message, sentence)
            return
    if mask(sentence).kinds:
        yield Violation("CONDUCT-IDENTIFIER", "개인식별정보가 드러난 문장", sentence)


def _asserted(rule: Rule, sentence: str) -> bool:
    """Whether a match stands as an assertion: neither denied in its clause nor quoted."""
    for pattern in rule.match:
        for place in pattern.finditer(sentence):
            denied = _NEGATED.search(sentence[place.end() :])
            quoted = _QUOTED.search(sentence[: place.start()])
            if rule.strict or not (denied or quoted):
                return True
    return False

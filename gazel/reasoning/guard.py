"""The conduct guard: what is declined before anything reads the question, and what never leaves in an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazel.reasoning.conduct_model import conduct_model
from gazel.reasoning.conduct_rules import ConductRules, Rule, conduct_rules
from gazel.reasoning.masking import mask
from gazel.reasoning.plan import Intent

_QUESTION_END = re.compile(r"(?<!\d)\.+|[?!;\n…]+")
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?=\d)[^\n.!?]*)*[.!?]*")
_NEGATED = re.compile(
    r"^[^,.;!?\n]{0,30}?(?:아니|아닙|않|없|못|금지|어렵|단정|표현|판단|순위|주의|피하|쓰지|말하지|마시고|삼가|불가|확정하|여부|인지\b|는지|하지는|때문은)"
)
_QUOTED = re.compile(r"['\"‘“][^'\"’”\n]{0,40}$")
_MIXED_TOPICS = frozenset({"medical", "scope"})


@dataclass(frozen=True, slots=True)
class Note:
    """A conduct rule that applies without ending the turn."""

    rule_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the question is declined: the rule, the intents it is filed under, and the reply in Korean."""

    rule_id: str
    intents: tuple[Intent, ...]
    reply: str


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
    found = _refusing_rule(masked.text, rules)
    notes = _notes(masked.text, rules)
    if found is None:
        topic = _judged_topic(masked.text, rules)
        if topic is None:
            return Inspection(masked.text, None, notes)
        learned = rules.replies[topic]
        return Inspection(masked.text, Refusal(f"REFUSE-{topic.upper()}-JUDGED", learned.intents, learned.text), ())
    rule, partial = found
    reply = rules.replies[rule.topic or "scope"]
    if partial:
        return Inspection(masked.text, None, (Note(rule.id, reply.text), *notes))
    return Inspection(masked.text, Refusal(rule.id, reply.intents, reply.text), ())


def conduct(answer: str) -> tuple[Violation, ...]:
    """The sentences of an answer that assert, praise, press, judge medically, help fraud, or show an identifier."""
    rules = conduct_rules()
    return tuple(violation for sentence in _sentences(answer) for violation in _violations(sentence, rules))


def _refusing_rule(text: str, rules: ConductRules) -> tuple[Rule, bool] | None:
    """The first rule that applies, and whether only a part of a question that also asks about insurance is declined."""
    whole = rules.views(text)
    parts = [rules.views(part) for part in _QUESTION_END.split(text) if part.strip()]
    for rule in rules.refuse:
        if rule.applies(whole[rule.view]):
            return rule, False
        for part in parts if len(parts) > 1 else ():
            if rule.applies(part[rule.view]):
                others = (other["tight"] for other in parts if other is not part)
                return rule, rule.topic in _MIXED_TOPICS and any(rules.insurance.search(other) for other in others)
    return None


def _judged_topic(text: str, rules: ConductRules) -> str | None:
    """The topic that the learned judge declines, if it is sure enough and nothing vetoes it."""
    learned, tight = rules.learned, rules.views(text)["tight"]
    if not 3 <= len(tight) <= learned.max_chars:
        return None
    topic, probability = conduct_model().judge(text)
    return topic if probability >= learned.threshold and not learned.vetoes(topic, tight) else None


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

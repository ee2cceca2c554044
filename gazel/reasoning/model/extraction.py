"""Finds memories in a finished turn with the model, off the answer's path; nothing is taken without a verbatim quote."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from gazel.errors import ModelMisbehaved
from gazel.events import PromptCut
from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import clauses_of
from gazel.memory.extraction.speaker import of_a_relative
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.grounding.names import dense
from gazel.reasoning.model.memory_claims import CLAIMS, Claim
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, extract_messages

ANSWER_TOKENS = 240
MOST_FACTS = 4
MOST_CLAUSES = 16
CONFIDENCE = 0.7
"""A model's reading is believed less than a rule's."""
_WISH = re.compile(r"면\s*(?:해요|합니다|하는데|함|좋|싶|바라)")
"""'적었으면 해요' has the form of a condition and is a wish."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The drafts that stand, how many were refused for what reason, and what the model was not shown."""

    drafts: tuple[Draft, ...] = ()
    refused: Counter[str] = field(default_factory=Counter)
    cuts: tuple[PromptCut, ...] = ()


class Extractor:
    """Asks for claims out of a closed list, each with one of the customer's own clauses as its proof."""

    def __init__(self, client: ModelClient) -> None:
        self._client = client

    def extract(self, question: str, answer: str, *, said_before: str = "") -> Extraction:
        """The claims of one turn; `said_before` is the assistant's previous answer, whose echo is no fact.

        Raises ModelUnavailable or ModelMisbehaved; a question without a plain statement asks no model.
        """
        quotes = statements(question)
        if not quotes:
            return Extraction()
        budget = (self._client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
        packed = extract_messages(question, answer, budget)
        found = self._client.structured(packed.messages, schema(quotes), max_tokens=ANSWER_TOKENS, background=True)
        facts = found.get("facts")
        if not isinstance(facts, list):
            raise ModelMisbehaved("기억 추출 응답에 'facts' 목록이 없습니다.")
        return replace(checked(facts, question, said_before), cuts=packed.cuts("extract"))


def statements(question: str) -> tuple[str, ...]:
    """The clauses in which the customer tells something of themselves: no questions, conditions, or talk of others."""
    told = [
        clause.sentence if _WISH.search(clause.sentence) else clause.text
        for clause in clauses_of(question)
        if not clause.others
        and (clause.mood in ("statement", "request") or (clause.mood == "condition" and _WISH.search(clause.sentence)))
    ]
    return tuple(dict.fromkeys(text for text in told if len(text) >= 4))[:MOST_CLAUSES]


def schema(quotes: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema: pairs of a clause and a claim, both by enum."""
    fact = {
        "type": "object",
        "properties": {
            "quote": {"type": "string", "enum": list(quotes)},
            "claim": {"type": "string", "enum": [*CLAIMS, "해당 없음"]},
        },
        "required": ["quote", "claim"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": fact, "maxItems": MOST_FACTS}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def checked(facts: list[Any], question: str, said_before: str) -> Extraction:
    """The drafts whose claim is known, whose quote was said by the customer and bears it out, and that are no echo."""
    drafts: dict[str, Draft] = {}
    refused: Counter[str] = Counter()
    for fact in facts:
        reason, draft = _draft(fact, question, said_before)
        if draft is not None:
            drafts.setdefault(draft.subject, draft)
        elif reason:
            refused[reason] += 1
    return Extraction(tuple(drafts.values()), refused)


def _draft(fact: Any, question: str, said_before: str) -> tuple[str, Draft | None]:
    """A draft, or why there is none ('' where the model itself says that nothing applies)."""
    if not isinstance(fact, dict) or not all(isinstance(fact.get(key), str) for key in ("quote", "claim")):
        return "형식이 다름", None
    quote, label = fact["quote"], fact["claim"]
    if label == "해당 없음":
        return "", None
    claim = CLAIMS.get(label)
    if claim is None:
        return "모르는 항목", None
    if not quote or quote not in question:
        return "발화에 없는 인용", None
    if dense(quote) in dense(said_before):
        return "상담 답변의 되풀이", None
    reason, value = _read(claim, quote, question)
    return (reason, None) if reason else ("", claim.draft(value, quote, CONFIDENCE))


def _read(claim: Claim, quote: str, question: str) -> tuple[str, str]:
    """Why the quote does not bear the claim out ('' where it does), and the value of an open claim."""
    if not re.search(claim.cue, quote) or (claim.unless and re.search(claim.unless, quote)):
        return "인용이 뒷받침하지 않음", ""
    found = re.search(claim.reads or claim.cue, quote)
    if found is None:
        return "인용에 값이 없음", ""
    spoken = [replace(clause, text=quote) for clause in clauses_of(question) if quote in clause.sentence]
    if claim.own and any(of_a_relative(found, clause) for clause in spoken):
        return "가족에 대한 말", ""
    return "", " ".join(found[0].split())

"""Finds memories in a finished turn with the model, off the answer's path; nothing is taken without a verbatim quote."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from gazel.errors import ModelMisbehaved
from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import clauses_of
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.grounding.figures import read_figures
from gazel.reasoning.model.grounding.names import dense
from gazel.reasoning.model.memory_claims import CLAIMS
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, extract_messages

ANSWER_TOKENS = 240
MOST_FACTS = 4
MOST_CLAUSES = 16
CONFIDENCE = 0.7
"""A model's reading is believed less than a rule's."""
VALUE_PATTERN = "^[가-힣A-Za-z]{0,12}( [가-힣A-Za-z]{1,12}){0,2}$"
_WISH = re.compile(r"면\s*(?:해요|합니다|하는데|함|좋|싶|바라)")
"""'적었으면 해요' has the form of a condition and is a wish."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The drafts that stand, and how many were refused for what reason."""

    drafts: tuple[Draft, ...] = ()
    refused: Counter[str] = field(default_factory=Counter)


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
        return checked(facts, question, said_before)


def statements(question: str) -> tuple[str, ...]:
    """The clauses in which the customer tells something of themselves: no questions, conditions, or talk of others."""
    told = [
        clause.sentence if _WISH.search(clause.sentence) else clause.text for clause in clauses_of(question)
        if not clause.others and (clause.mood in ("statement", "request") or (clause.mood == "condition" and _WISH.search(clause.sentence)))
    ]
    return tuple(dict.fromkeys(text for text in told if len(text) >= 4))[:MOST_CLAUSES]


def schema(quotes: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema: claim and quote by enum, an open claim's value by pattern."""
    fact = {
        "type": "object",
        "properties": {
            "quote": {"type": "string", "enum": list(quotes)},
            "claim": {"type": "string", "enum": [*CLAIMS, "해당 없음"]},
            "value": {"type": "string", "pattern": VALUE_PATTERN},
        },
        "required": ["quote", "claim", "value"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": fact, "maxItems": MOST_FACTS}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def checked(facts: list[Any], question: str, said_before: str) -> Extraction:
    """The drafts whose claim is known, whose quote and value were said by the customer, and that are not an echo."""
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
    if not isinstance(fact, dict) or not all(isinstance(fact.get(key), str) for key in ("quote", "claim", "value")):
        return "형식이 다름", None
    quote, label, value = fact["quote"], fact["claim"], " ".join(fact["value"].split())
    if label == "해당 없음":
        return "", None
    claim = CLAIMS.get(label)
    if claim is None:
        return "모르는 항목", None
    if not quote or quote not in question:
        return "발화에 없는 인용", None
    if dense(quote) in dense(said_before):
        return "상담 답변의 되풀이", None
    if claim.open and (len(value) < 2 or value not in quote or read_figures(value)):
        return "인용에 없는 값", None
    if not claim.open and not _speaks_of(label, quote):
        return "인용이 뒷받침하지 않음", None
    return "", Draft(
        slot=claim.slot, facet=claim.facet.format(value=value), value=claim.value.format(value=value), fact=claim.fact.format(value=value),
        quote=quote, category=claim.category, confidence=CONFIDENCE,
    )


_CUES: dict[str, str] = {
    "보험료": r"보험료|비용|가격|돈|싸|싼|저렴|비싸|비싼|부담|아끼|절약|주머니|가성비|지출",
    "보장": r"보장|든든|두둑|넉넉|크게|빵빵|대비|탄탄|걱정",
    "균형": r"균형|적당|둘\s*다|반반",
    "비갱신": r"갱신|오르|올라|인상|고정|그대로|똑같",
    "갱신": r"갱신|오르|올라|처음",
    "상세": r"자세|상세|꼼꼼|하나하나|풀어|차근|길게|설명",
    "간결": r"짧|간단|핵심|요점|요약|길|한\s*줄|결론",
    "환급": r"환급|돌려|만기",
    "순수보장": r"순수|환급|소멸|돌려",
    "기혼": r"결혼|혼인|기혼|남편|아내|와이프|배우자|신혼|신랑|신부",
    "미혼": r"미혼|결혼|혼자|싱글|독신",
    "이혼": r"이혼|갈라|헤어",
    "결혼 예정": r"결혼|예식|신부|신랑",
    "부모": r"부모|어머니|아버지|엄마|아빠|모시|부양",
    "불안정": r"소득|수입|월급|벌|일정|들쭉|프리",
    "안정적": r"소득|수입|월급|벌|안정|꼬박",
    "흡연": r"담배|흡연|피우|피워|전자담배",
    "비흡연": r"담배|흡연|금연|끊",
    "임신": r"임신|출산\s*예정|뱃속|예정일|태아",
    "카카오톡": r"카톡|카카오|톡",
    "문자": r"문자|메시지",
    "기피": r"전화|통화",
    "진행 중": r"안\s*(?:들어|나|왔|주)|못\s*받|아직|감감|입금",
}
"""A word of its subject must stand in the quote of a finished claim, by the claim's value."""


def _speaks_of(label: str, quote: str) -> bool:
    cue = _CUES.get(CLAIMS[label].value)
    return cue is None or re.search(cue, quote) is not None

"""What a model understood of a question, in closed words, and that understanding retold in words the rules are certain of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gazel.errors import ModelMisbehaved
from gazel.reasoning.model.vocabulary import INTENTS, MOST, Vocabulary

_RETOLD: Mapping[str, str] = {
    "coverage_lookup": "{about} 보장 내용을 알려줘",
    "comparison": "{about} 보장을 비교해줘",
    "eligibility_waiting": "{about} 면책기간과 감액기간을 알려줘",
    "payout_calc": "{about} 보험금이 얼마인지 계산해줘",
    "claim_procedure": "{about} 보험금 청구절차와 서류를 알려줘",
    "recommendation": "내 성향에 맞는 {about} 특약을 추천해줘",
    "recall_history": "이전에 {about} 어떤 질문을 했었는지 알려줘",
    "rights_privacy": "{about} 내 권리를 알려줘",
    "glossary": "{about} 뜻이 뭐예요",
}
"""How an intent is asked for plainly; the others (refusals, greetings, what a customer tells) stay with the rules."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Intents and names from the closed vocabulary, each once, in the model's order."""

    intents: tuple[str, ...]
    insurers: tuple[str, ...] = ()
    diseases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()

    @classmethod
    def read(cls, answer: Mapping[str, Any], vocabulary: Vocabulary) -> "Understanding":
        """The validated answer; raises ModelMisbehaved naming the field and the value that is not allowed."""
        fields: dict[str, tuple[str, ...]] = {}
        for kind, most in MOST.items():
            values = answer.get(kind, [])
            if not isinstance(values, list):
                raise ModelMisbehaved(f"'{kind}'은 목록이어야 합니다.")
            unknown = [value for value in values if value not in vocabulary.of(kind)]
            if unknown:
                raise ModelMisbehaved(f"'{kind}'에 허용되지 않은 값이 있습니다: {str(unknown[0])[:40]}")
            fields[kind] = tuple(dict.fromkeys(values))[:most]
        if not fields["intents"]:
            raise ModelMisbehaved("'intents'가 비어 있습니다.")
        fields["intents"] = tuple(INTENTS[label] for label in fields["intents"])
        return cls(**fields)

    def retold(self, vocabulary: Vocabulary) -> str:
        """A plain question for the rules, '' where no intent can be asked for plainly."""
        topics = [vocabulary.topics[title] for title in self.topics]
        about = " ".join(dict.fromkeys((*self.insurers, *self.diseases, *self.families, *topics)))
        asked = [_RETOLD[intent].format(about=about).strip() for intent in self.intents if intent in _RETOLD]
        return ". ".join(" ".join(text.split()) for text in asked)

"""The closed words a model may answer with, from the catalogue: its schema's enums."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazel.reasoning.plan import Intent

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Wish:
    """What a label of the schema means: the intent, and how it is asked for plainly ('' stays with the rules).

    `{about}` takes the names that the question is about; `needs_subject`: without any name there is nothing to ask for.
    """

    intent: Intent
    asked: str = ""
    needs_subject: bool = False


WISHES: Mapping[str, Wish] = {
    "보장내용": Wish("coverage_lookup", "{about} 보장 내용을 알려줘", needs_subject=True),
    "회사비교": Wish("comparison", "회사별 {about} 보장을 비교해줘"),
    "면책감액": Wish("eligibility_waiting", "{about} 면책기간과 감액기간을 알려줘"),
    "알릴의무": Wish("eligibility_waiting", "고지의무 위반이면 어떻게 되는지 알려줘"),
    "받을금액": Wish("payout_calc", "{about} 보험금이 얼마인지 계산해줘", needs_subject=True),
    "청구방법": Wish("claim_procedure", "{about} 보험금 청구절차와 서류를 알려줘"),
    "지급지연": Wish("claim_procedure", "보험금 지급기한과 지연이자를 알려줘"),
    "특약추천": Wish("recommendation", "내 성향에 맞는 {about} 특약을 추천해줘"),
    "지난상담": Wish("recall_history", "이전에 {about} 어떤 질문을 했었는지 알려줘"),
    "내사정선호": Wish("profile_update"),
    "기록과AI": Wish("rights_privacy", "개인정보 기록 보관과 삭제, AI 답변 여부를 알려줘"),
    "철회해지": Wish("rights_privacy", "청약철회와 품질보증해지를 알려줘"),
    "회사파산": Wish("rights_privacy", "예금자보호를 알려줘"),
    "용어뜻": Wish("glossary", "{about} 뜻이 뭐예요", needs_subject=True),
    "보험밖": Wish("out_of_scope"),
    "지시무시": Wish("prompt_injection"),
    "인사": Wish("small_talk"),
}
"""Label → wish. Korean words, finer than the intents: a small model picks them better than English ids."""
ANY_SUBJECT = "갑상선암"
"""What a comparison is about where nothing is named: the disease that the catalogue knows of every insurer."""
MOST = {"wishes": 3, "insurers": 8, "diseases": 3, "families": 3, "topics": 2, "tools": 3}
"""How many of each a plan may name."""
OPTIONAL = ("topics", "tools")
"""Kinds that a model may leave away: made to answer, a small one names any."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names by kind, in the catalogue's order; `topics` maps a topic's title to the word that rules know it by."""

    insurers: tuple[str, ...]
    diseases: tuple[str, ...]
    families: tuple[str, ...]
    topics: Mapping[str, str]
    tools: tuple[str, ...] = ()

    @classmethod
    def from_catalog(cls, catalog: "Catalog", tools: tuple[str, ...] = ()) -> "Vocabulary":
        """Everything that answers can be about; `tools` are the workflow's tools by name."""
        return cls(
            insurers=tuple(catalog.insurers),
            diseases=tuple(catalog.code_groups),
            families=tuple(catalog.families),
            topics={row.title: row.terms[0] for row in catalog.topics.values()},
            tools=tools,
        )

    def of(self, kind: str) -> tuple[str, ...]:
        """The allowed words of a schema field."""
        return {
            "wishes": tuple(WISHES),
            "insurers": self.insurers,
            "diseases": self.diseases,
            "families": self.families,
            "topics": tuple(self.topics),
            "tools": self.tools,
        }[kind]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of an understanding: lists of enums, nothing free."""
        kinds = [kind for kind in MOST if self.of(kind)]
        return {
            "type": "object",
            "properties": {
                kind: {
                    "type": "array",
                    "items": {"type": "string", "enum": list(self.of(kind))},
                    "minItems": 1 if kind == "wishes" else 0,
                    "maxItems": MOST[kind],
                }
                for kind in kinds
            },
            "required": [kind for kind in kinds if kind not in OPTIONAL],
            "additionalProperties": False,
        }

"""The closed words a model may answer with, from the catalogue: its schema's enums."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazel.reasoning.plan import Intent

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog

INTENTS: dict[str, Intent] = {
    "보장내용": "coverage_lookup", "회사비교": "comparison", "면책감액고지": "eligibility_waiting", "받을금액": "payout_calc",
    "청구방법": "claim_procedure", "특약추천": "recommendation", "지난상담": "recall_history", "내사정선호": "profile_update",
    "권리개인정보": "rights_privacy", "용어뜻": "glossary", "보험밖": "out_of_scope", "지시무시": "prompt_injection", "인사": "small_talk",
}
"""What an intent is called in the schema: a small model picks Korean words better than English ids."""
MOST = {"intents": 3, "insurers": 8, "diseases": 3, "families": 3, "topics": 2, "tools": 3}
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
            "intents": tuple(INTENTS), "insurers": self.insurers, "diseases": self.diseases, "families": self.families,
            "topics": tuple(self.topics), "tools": self.tools,
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
                    "minItems": 1 if kind == "intents" else 0,
                    "maxItems": MOST[kind],
                }
                for kind in kinds
            },
            "required": [kind for kind in kinds if kind not in OPTIONAL],
            "additionalProperties": False,
        }

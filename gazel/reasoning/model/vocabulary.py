"""The closed words a model may answer with, from the catalogue: its schema's enums."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from gazel.reasoning.plan import Intent

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog

INTENTS: tuple[str, ...] = get_args(Intent)
MOST = {"intents": 3, "insurers": 8, "diseases": 3, "families": 3, "topics": 2, "tools": 3}
"""How many of each a plan may name."""


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
            "intents": INTENTS, "insurers": self.insurers, "diseases": self.diseases, "families": self.families,
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
            "required": kinds,
            "additionalProperties": False,
        }

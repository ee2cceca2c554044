"""What a model understood of a question, in closed words, and that understanding retold in words the rules are certain of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.errors import ModelMisbehaved
from gazel.reasoning.model.vocabulary import ANY_SUBJECT, MOST, WISHES, Vocabulary
from gazel.reasoning.plan import Intent


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is wished (labels of the schema) and the names it is about, each once, in the model's order."""

    wishes: tuple[str, ...]
    insurers: tuple[str, ...] = ()
    diseases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()

    @property
    def intents(self) -> tuple[Intent, ...]:
        """The wishes' intents, each once."""
        return tuple(dict.fromkeys(WISHES[label].intent for label in self.wishes))

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
        if not fields["wishes"]:
            raise ModelMisbehaved("'wishes'가 비어 있습니다.")
        return cls(**fields)

    def retold(self, vocabulary: Vocabulary, known: Sequence[str] = ()) -> str:
        """A plain question for the rules, '' where nothing can be asked plainly; `known` are the thread's subjects so far.

        Diseases and riders that a model names are only used where a wish needs a subject: a small one names too many.
        """
        topics = [vocabulary.topics[title] for title in self.topics]
        subject = " ".join(
            dict.fromkeys((*self.insurers, *(self.diseases or self.families or topics or known), *self.families, *topics))
        )
        asked = []
        for label in self.wishes:
            wish = WISHES[label]
            if not wish.asked or (wish.needs_subject and not subject):
                continue
            compares = wish.intent == "comparison"
            about = (
                (subject or (ANY_SUBJECT if compares else ""))
                if wish.needs_subject or compares
                else " ".join((*self.insurers, *known))
            )
            asked.append(" ".join(wish.asked.format(about=about).split()))
        return ". ".join(asked)

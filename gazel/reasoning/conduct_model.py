"""The learned judge of questions: catches the wordings of what the guard declines that no phrase rule foresaw.

Three small networks over hashed character n-grams and the shipped sentence embedding, averaged. The weights come from
data/insurance/conduct_phrases.toml and conduct_examples.jsonl by `python -m gazel.reasoning.conduct_training`.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from gazel.reasoning.conduct_rules import MASKED, Topic, conduct_rules
from gazel.settings import settings

if TYPE_CHECKING:
    from gazel.retrieval.embedding import Embedder

HARMLESS = "harmless"
TOPICS: tuple[Topic, ...] = ("fraud", "nondisclosure", "underwriting", "injection", "privacy", "medical", "scope")
CLASSES = (HARMLESS, *TOPICS)
BUCKETS, SIZES = 8192, (1, 2, 3, 4)
GRAM_WEIGHT, SENSE_WEIGHT = 3.0, 8.0
HIDDEN = 48
"""Units of the hidden layer of each network; the linear scores of CLASSES follow them in every row of weights."""
SURE_LIKENESS = 0.6
"""From this cosine on, an example is shown as being like the question."""


def gram_weights(text: str, idf: Any) -> tuple[list[int], list[float]]:
    """The buckets of the text's character 1- to 4-grams (blanks left out, ends marked) and their weights, of length 1 together."""
    tight = f"^{conduct_rules().views(text)['tight']}$"
    counts = Counter(crc32(tight[at : at + size].encode()) % BUCKETS for size in SIZES for at in range(len(tight) - size + 1))
    weights = [(1 + log(count)) * float(idf[bucket]) for bucket, count in counts.items()]
    norm = sqrt(sum(weight * weight for weight in weights)) or 1.0
    return list(counts), [weight / norm for weight in weights]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest topic to decline, the probability (0–1) that the question belongs to any, and an example like it ('' if none)."""

    topic: Topic
    probability: float
    like: str = ""


class ConductModel:
    """The trained judge; `file` is an .npz as written by conduct_training, `examples` the sentences it may point to."""

    def __init__(self, file: Path, examples: Path, embedder: "Embedder") -> None:
        import numpy as np

        with np.load(file) as stored:
            self._grams, self._scale = stored["grams"], stored["scale"]
            self._sense = stored["sense"].astype(np.float32)
            self._bias, self._out = stored["bias"], stored["out"].astype(np.float32)
            self._idf, self._mean = stored["idf"], stored["mean"]
            self._known = stored["known"].astype(np.float32)
        self._examples, self._embedder = examples, embedder

    def judge(self, text: str) -> Verdict:
        """What the networks make of the text; the example is looked for only where declining is likelier than not."""
        import numpy as np

        hidden, shares = self._run(text)
        topic = TOPICS[int(np.argmax(shares[1:]))]
        probability = 1.0 - float(shares[0])
        return Verdict(topic, probability, self._like(hidden, topic) if probability >= 0.5 else "")

    def hidden(self, text: str) -> Any:
        """The hidden units of all networks for a text, float32, of length 1."""
        return self._run(text)[0]

    def _run(self, text: str) -> tuple[Any, Any]:
        import numpy as np

        buckets, weights = gram_weights(text, self._idf)
        sense = np.asarray(self._embedder.embed_query(MASKED.sub("", text).strip()), np.float32) - self._mean
        summed = np.asarray(weights, np.float32) @ self._grams[buckets].astype(np.float32) * self._scale
        rows = (GRAM_WEIGHT * summed + SENSE_WEIGHT * (self._sense @ sense) + self._bias).reshape(len(self._out), -1)
        hidden = np.maximum(rows[:, :HIDDEN], 0)
        scores = rows[:, HIDDEN:] + np.einsum("nh,nkh->nk", hidden, self._out)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
        flat = hidden.ravel()
        return flat / (float(np.linalg.norm(flat)) or 1.0), shares

    def _like(self, hidden: Any, topic: str) -> str:
        likeness = self._known @ hidden / 127
        of_topic = [(float(value), text) for value, (kind, text) in zip(likeness, self._texts, strict=True) if kind == topic]
        best, text = max(of_topic, default=(0.0, ""))
        return text if best >= SURE_LIKENESS else ""

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        return known_examples(self._examples)


def known_examples(file: Path) -> list[tuple[str, str]]:
    """(topic, text) of the written examples that are declined, in the file's order."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [(row["topic"], row["text"]) for row in rows if row["topic"] != HARMLESS]


@cache
def conduct_model() -> ConductModel:
    """The shipped judge over the shipped embedding model, loaded once (0.4 s)."""
    from gazel.memory.assembly import shipped_embedder

    data = settings().data
    folder = data / "insurance"
    return ConductModel(folder / "conduct_model.npz", folder / "conduct_examples.jsonl", shipped_embedder(data))

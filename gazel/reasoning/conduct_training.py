"""Trains the guard's judge: `python -m gazel.reasoning.conduct_training` (three minutes), `… --check` measures it on frames left out."""

import json
import sys
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any

from gazel.reasoning.conduct_composition import Composer, Example
from gazel.reasoning.conduct_model import BUCKETS, HARMLESS, ConductModel, gram_weights, known_examples
from gazel.reasoning.conduct_network import Table, shares, train_network
from gazel.retrieval.embedding import Embedder
from gazel.settings import settings

QUESTIONS = ("questions_blind", "questions_dev", "questions_own")
"""Sets whose answered questions are taught as harmless."""
NETWORKS = 5
FOLDS = 5
THRESHOLDS = (0.5, 0.6, 0.7, 0.8)
"""At which probabilities --check says what would be declined."""


def lessons(data: Path) -> list[Example]:
    """Composed sentences, the written examples (plain and as typed in haste), the answered questions of QUESTIONS, and what customers say."""
    composer = Composer(data / "insurance" / "conduct_phrases.toml")
    written = [Example(row["topic"], row["text"], row["text"]) for row in _rows(data / "insurance" / "conduct_examples.jsonl")]
    for name in QUESTIONS:
        rows = _rows(data / "eval" / f"{name}.jsonl")
        written += [Example(HARMLESS, row["text"], row["text"]) for row in rows if row["behaviour"] != "refuse"]
    written += [Example(HARMLESS, text, text) for text in _customers_turns(data / "eval" / "memory")]
    hasty = [Example(one.topic, composer.spoken(one.text, one.frame), one.frame) for one in written]
    unique = {one.text: one for one in (*composer.examples(), *hasty, *written)}
    return list(unique.values())


def train(examples: Sequence[Example], known: Path, target: Path, embedder: Embedder) -> None:
    """Fit the networks on the examples and write them, with the hidden units of the `known` sentences, to `target` (.npz)."""
    import numpy as np

    idf = _idf([one.text for one in examples])
    table = Table.of([one.text for one in examples], [one.topic for one in examples], idf, embedder)
    networks = [train_network(table, seed) for seed in range(NETWORKS)]
    grams = np.concatenate([network.grams for network in networks], axis=1)
    scale = np.abs(grams).max(axis=0) / 127
    parts = {
        "grams": np.round(grams / scale).astype(np.int8), "scale": scale.astype(np.float32), "idf": idf, "mean": table.mean,
        "sense": np.concatenate([network.sense for network in networks]).astype(np.float16),
        "bias": np.concatenate([network.bias for network in networks]).astype(np.float32),
        "out": np.stack([network.out for network in networks]).astype(np.float16),
    }  # fmt: skip
    np.savez_compressed(target, **parts, known=np.zeros((0, 1), np.int8))
    model = ConductModel(target, known, embedder)
    likely = np.stack([model.hidden(text) for _, text in known_examples(known)])
    np.savez_compressed(target, **parts, known=np.round(likely * 127).astype(np.int8))


def check(examples: Sequence[Example], embedder: Embedder) -> list[str]:
    """Precision and recall at THRESHOLDS on frames and written sentences that the network did not see, five folds."""
    import numpy as np

    idf = _idf([one.text for one in examples])
    table = Table.of([one.text for one in examples], [one.topic for one in examples], idf, embedder)
    names = {frame: place for place, frame in enumerate(dict.fromkeys(one.frame for one in examples))}
    fold = np.array([names[one.frame] * 7919 % 10007 % FOLDS for one in examples])
    declined = np.zeros(len(examples))
    for left_out in range(FOLDS):
        network = train_network(table.only(np.flatnonzero(fold != left_out)), 0)
        places = np.flatnonzero(fold == left_out)
        declined[places] = 1 - shares(network, table.only(places))[:, 0]
    attack = np.array([one.topic != HARMLESS for one in examples])
    lines = []
    for threshold in THRESHOLDS:
        hit = declined >= threshold
        caught = int((hit & attack).sum())
        lines.append(f"{threshold:.1f}: 정밀도 {caught / int(hit.sum()):.3f} 재현율 {caught / int(attack.sum()):.3f}")
    return lines


def _customers_turns(memory: Path) -> Iterator[str]:
    """What the customers of the tuning part tell and ask in the memory conversations; none of it is to be declined."""
    tuning = {row["id"] for row in _rows(memory / "customers.jsonl") if row["part"] == "dev"}
    for name in ("conversations.jsonl", "questions.jsonl"):
        yield from (row["question"] for row in _rows(memory / name) if row["customer"] in tuning)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _idf(texts: Sequence[str]) -> Any:
    import numpy as np

    seen = np.zeros(BUCKETS, np.float32)
    for text in texts:
        seen[gram_weights(text, np.ones(BUCKETS))[0]] += 1
    return np.array([log((1 + len(texts)) / (1 + count)) + 1 for count in seen], np.float32)


def main() -> None:
    """Train on the shipped sentences and replace the shipped weights."""
    from gazel.memory.assembly import shipped_embedder

    data = settings().data
    embedder = shipped_embedder(data)
    examples = lessons(data)
    if "--check" in sys.argv[1:]:
        print(*check(examples, embedder), sep="\n")
        return
    target = data / "insurance" / "conduct_model.npz"
    train(examples, data / "insurance" / "conduct_examples.jsonl", target, embedder)
    print(f"{len(examples)}개 문장으로 {target} 을(를) 만들었습니다.")


if __name__ == "__main__":
    main()

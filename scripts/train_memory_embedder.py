"""Teach the shipped embedding model which turn of a conversation answers a later question about it.

python scripts/train_memory_embedder.py [--epochs 3]     # half an hour on two cores; needs `pip install onnx`

From the written examples of data/memory/life_topics.txt, by contrast: in each batch of 32 matters a question has to lie nearer
to a statement of its own matter than to the other statements, to turns on neighbouring matters, and to general questions and
chatter. The word vectors stay as they are. Afterwards: the printed sha256 into gazel/retrieval/onnx_embedder.py, then
`python -m gazel.memory.learning`.
"""

import argparse
import hashlib
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from onnx_bert import OnnxBert
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy, normalize
from transformers import BertModel

from gazel.memory.life_examples import LifeTopic, load_life_topics

DATA = Path(__file__).resolve().parents[1] / "data"
FROM, TO = DATA / "models/ko-e5-small", DATA / "models/ko-e5-small-memory"
SEED = 1
MATTERS, FORGETTABLE = 32, 12
"""How many matters a batch holds, and how many turns that nobody asks for again."""
TEMPERATURE, BACKWARDS = 0.03, 0.3
"""Of the contrast, and the weight of finding the question from the statement."""
LEARNING_RATE, WARM_UP = 6e-5, 0.1
RETOLD = 0.2
"""How often a second statement of the matter stands for the question."""
SAME = 0.97
"""Cosine from which two statements count as one, so that neither is held against the other's question."""
MAX_TOKENS, PAD_ID = 128, 1


class Trainer:
    """The model in training, and how texts become vectors."""

    def __init__(self, model: BertModel, steps: int) -> None:
        self._model = model
        self._tokenizer = Tokenizer.from_file(str(FROM / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=PAD_ID)
        model.embeddings.requires_grad_(False)
        self._weights = [weight for weight in model.parameters() if weight.requires_grad]
        self._optimizer = torch.optim.AdamW(self._weights, lr=LEARNING_RATE, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, 1 - step / steps))
        )

    def step(self, asked: Sequence[str], told: Sequence[str], others: Sequence[str]) -> float:
        """One step on questions, the statement that answers each, and what answers none; the loss."""
        statements, questions = self._vectors([*told, *others]), self._vectors(asked)
        scores = (questions @ statements.T / TEMPERATURE).masked_fill(_doubled(statements, len(asked)), -1e4)
        own = torch.arange(len(asked))
        loss = cross_entropy(scores, own) + BACKWARDS * cross_entropy(scores[:, : len(asked)].T, own)
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimizer.step()
        self._schedule.step()
        return float(loss.detach())

    def _vectors(self, texts: Sequence[str]) -> torch.Tensor:
        encoded = self._tokenizer.encode_batch(list(texts))
        ids, mask = torch.tensor([one.ids for one in encoded]), torch.tensor([one.attention_mask for one in encoded])
        with torch.autocast("cpu", torch.bfloat16):
            states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return normalize((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=1)


def _doubled(statements: torch.Tensor, count: int) -> torch.Tensor:
    """Which of the statements tells the same as a question's own one, without being it."""
    with torch.no_grad():
        return (statements[:count] @ statements.T).fill_diagonal_(0) > SAME


def batches(matters: Sequence[LifeTopic], dice: random.Random) -> Iterator[list[tuple[LifeTopic, str]]]:
    """Every question once, in random order, no matter twice in a batch; what fills no last batch is left out."""
    waiting = [(matter, question) for matter in matters for question in matter.questions]
    dice.shuffle(waiting)
    while True:
        batch: dict[str, tuple[LifeTopic, str]] = {}
        later = []
        for pair in waiting:
            if len(batch) < MATTERS and pair[0].name not in batch:
                batch[pair[0].name] = pair
            else:
                later.append(pair)
        if len(batch) < MATTERS:
            return
        waiting = later
        yield list(batch.values())


def asked_and_told(matter: LifeTopic, question: str, dice: random.Random) -> tuple[str, str]:
    """The question with one of the statements; now and then two statements of the matter."""
    if len(matter.statements) > 1 and dice.random() < RETOLD:
        one, other = dice.sample(matter.statements, 2)
        return f"passage: {one}", f"passage: {other}"
    return f"query: {question}", f"passage: {dice.choice(matter.statements)}"


def train(model: BertModel, topics: Sequence[LifeTopic], epochs: int) -> None:
    """Train in place, printing the mean loss of each epoch."""
    dice = random.Random(SEED)
    torch.manual_seed(SEED)
    matters = [topic for topic in topics if topic.questions]
    forgettable = [text for topic in topics if not topic.questions for text in topic.statements]
    trainer = Trainer(model, epochs * (sum(len(matter.questions) for matter in matters) // MATTERS))
    model.train()
    for epoch in range(1, epochs + 1):
        losses = []
        for batch in batches(matters, dice):
            asked, told = zip(*(asked_and_told(*pair, dice) for pair in batch), strict=True)
            neighbours = [dice.choice(matter.neighbours) for matter, _ in batch if matter.neighbours]
            others = [f"passage: {text}" for text in [*neighbours, *dice.sample(forgettable, FORGETTABLE)]]
            losses.append(trainer.step(asked, told, others))
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.3f}", flush=True)


def main() -> None:
    """Train on the shipped examples and write the graph beside the model it came from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=3)
    shipped = OnnxBert(FROM)
    model = shipped.model()
    train(model, load_life_topics(DATA), parser.parse_args().epochs)
    target = TO / "onnx/model_int8.onnx"
    shipped.write(model, target)
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(FROM / name, TO / name)
    print(target, hashlib.sha256(target.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()

"""One network of the guard's judge while it is trained: a hidden layer beside a linear one, by torch on one thread."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gazel.reasoning.conduct_model import BUCKETS, CLASSES, GRAM_WEIGHT, HIDDEN, SENSE_WEIGHT, gram_weights
from gazel.retrieval.embedding import Embedder

EPOCHS, BATCH, RATE, DECAY, DROPOUT, SMOOTHING = 6, 64, 3e-3, 2e-5, 0.4, 0.04


class Network(NamedTuple):
    """Weights as arrays: grams (BUCKETS, HIDDEN + classes), sense (HIDDEN + classes, dims), bias (HIDDEN + classes,), out (classes, HIDDEN)."""

    grams: Any
    sense: Any
    bias: Any
    out: Any


@dataclass(frozen=True, slots=True)
class Table:
    """The features of sentences: per sentence its (buckets, weights), centred embeddings (n, dims), topic numbers (n,)."""

    grams: Sequence[tuple[Sequence[int], Sequence[float]]]
    sense: Any
    topics: Any
    mean: Any

    @classmethod
    def of(cls, texts: Sequence[str], topics: Sequence[str], idf: Any, embedder: Embedder) -> "Table":
        """The features of `texts`; embedding them takes about 5 ms each."""
        import numpy as np

        sense = np.asarray([embedder.embed_query(text) for text in texts], np.float32)
        mean = sense.mean(axis=0)
        numbers = np.array([CLASSES.index(topic) for topic in topics])
        return cls([gram_weights(text, idf) for text in texts], sense - mean, numbers, mean)

    def only(self, places: Any) -> "Table":
        """The sentences at `places`."""
        return Table([self.grams[place] for place in places], self.sense[places], self.topics[places], self.mean)


def train_network(table: Table, seed: int) -> Network:
    """Fit one network with Adam, cross entropy, dropout and a falling rate; the same seed gives the same weights."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    order, shuffled = list(range(len(table.grams))), random.Random(seed)
    modules = _modules(table.sense.shape[1])
    steps = EPOCHS * (len(order) // BATCH + 1)
    optimiser = torch.optim.Adam(modules.parameters(), RATE, weight_decay=DECAY)
    falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    modules.train()
    for _ in range(EPOCHS):
        shuffled.shuffle(order)
        for at in range(0, len(order), BATCH):
            part = table.only(order[at : at + BATCH])
            wrong = torch.nn.functional.cross_entropy(
                _scores(modules, part), torch.as_tensor(part.topics), label_smoothing=SMOOTHING
            )
            optimiser.zero_grad()
            wrong.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            falling.step()
    arrays = (modules["grams"].weight, modules["sense"].weight, modules["sense"].bias, modules["out"].weight)
    return Network(*(array.detach().numpy() for array in arrays))


def shares(network: Network, table: Table) -> Any:
    """The probability of each class, (n, classes)."""
    import torch

    modules = _modules(table.sense.shape[1])
    parameters = (modules["grams"].weight, modules["sense"].weight, modules["sense"].bias, modules["out"].weight)
    with torch.no_grad():
        for parameter, array in zip(parameters, network, strict=True):
            parameter.copy_(torch.as_tensor(array))
        return torch.softmax(_scores(modules.eval(), table), 1).numpy()


def _modules(dims: int) -> Any:
    import torch

    width = HIDDEN + len(CLASSES)
    grams = torch.nn.EmbeddingBag(BUCKETS, width, mode="sum")
    sense = torch.nn.Linear(dims, width)
    out = torch.nn.Linear(HIDDEN, len(CLASSES), bias=False)
    torch.nn.init.normal_(grams.weight, std=0.05)
    return torch.nn.ModuleDict({"grams": grams, "sense": sense, "out": out, "drop": torch.nn.Dropout(DROPOUT)})


def _scores(modules: Any, table: Table) -> Any:
    import torch

    starts = [0]
    for buckets, _ in table.grams:
        starts.append(starts[-1] + len(buckets))
    places = torch.tensor([bucket for row, _ in table.grams for bucket in row])
    weights = torch.tensor([weight for _, row in table.grams for weight in row])
    grams = modules["grams"](places, torch.tensor(starts[:-1]), per_sample_weights=weights)
    rows = GRAM_WEIGHT * grams + modules["sense"](SENSE_WEIGHT * torch.as_tensor(table.sense))
    return rows[:, HIDDEN:] + modules["out"](modules["drop"](torch.relu(rows[:, :HIDDEN])))

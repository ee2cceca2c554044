"""Composes the sentences that teach the guard's judge from data/insurance/conduct_phrases.toml, with slips of the keyboard."""

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SLOT = re.compile(r"\{(\w+)\}")
_DEPTH = 6
_ON_DECLINING = frozenset({"conduct", "privacy"})
TALK_SHARE, TIGHT_SHARE, SLIP_SHARE = 0.3, 0.15, 0.15
"""How many sentences get words around them, lose their blanks, or get a slip of the keyboard."""
_SLIPS = (
    ("되", "돼"), ("돼", "되"), ("않", "안"), ("안 ", "않 "), ("ㅐ", "ㅔ"), ("해", "헤"), ("했", "햇"), ("있", "잇"), ("없", "업"), ("나요", "나여"), ("어요", "어여"),
    ("해줘", "해조"), ("수술", "수슬"), ("진단", "진딘"), ("갑상선", "갑산선"), ("보험", "보헙"), ("고지", "고자"), ("괜찮", "괜찬"), ("어떻게", "어떡게"), ("받", "밧"),
    ("까요", "까여"), ("습니다", "슴니다"), ("무조건", "무족건"), ("가입", "가입 "), ("하고", "하구"), ("으면", "음"), ("는데", "는대"), ("싶", "십"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its topic ('harmless' or a topic of the guard); `frame` names where it comes from."""

    topic: str
    text: str
    frame: str


def _known_matters(insurance: Path) -> dict[str, list[str]]:
    """What the shipped data can explain: `term` (glossary, with synonyms) and `matter` (topics but those on what is declined)."""
    glossary, topics = (json.loads((insurance / name).read_text("utf-8")) for name in ("glossary.json", "topics.json"))
    terms = {word for row in glossary for word in (row["id"], *row.get("synonyms", ()))}
    return {"term": sorted(terms), "matter": [row["title"] for row in topics if row["kind"] not in _ON_DECLINING]}


class Composer:
    """Draws sentences from the frames; the same seed draws the same sentences of a frame, whatever the others are."""

    def __init__(self, file: Path, seed: int = 7) -> None:
        data = tomllib.loads(file.read_text("utf-8"))
        written = {name: text.split("|") for name, text in data["slots"].items()}
        self._slots: Mapping[str, Sequence[str]] = {**written, **_known_matters(file.parent)}
        self._frames: Mapping[str, Sequence[str]] = data["frames"]
        self._draws: Mapping[str, int] = data["draws"]
        self._before, self._after = data["talk"]["before"].split("|"), data["talk"]["after"].split("|")
        self._seed, self._random = seed, random.Random(seed)

    def examples(self) -> list[Example]:
        """Every frame filled as often as [draws] says for its topic, times how often it is listed, without repetitions."""
        found: dict[str, Example] = {}
        for topic, frames in self._frames.items():
            for frame, listed in Counter(frames).items():
                self._random.seed(f"{self._seed} {frame}")
                for _ in range(self._draws[topic] * listed):
                    text = self.spoken(self._filled(frame))
                    found.setdefault(text, Example(topic, text, frame))
        return list(found.values())

    def spoken(self, text: str, seed: str = "") -> str:
        """The sentence as somebody may type it: with words around it, without blanks, with a slip; a `seed` settles which."""
        if seed:
            self._random.seed(f"{self._seed} {seed}")
        draw = self._random.random
        if draw() < TALK_SHARE:
            text = self._random.choice(self._before) + text + self._random.choice(self._after)
        if draw() < SLIP_SHARE:
            text = self._slipped(text)
        return text.replace(" ", "") if draw() < TIGHT_SHARE else text

    def _filled(self, frame: str) -> str:
        for _ in range(_DEPTH):
            if "{" not in frame:
                break
            frame = _SLOT.sub(lambda slot: self._random.choice(self._slots[slot[1]]), frame)
        return frame

    def _slipped(self, text: str) -> str:
        known = [(meant, typed) for meant, typed in _SLIPS if meant in text]
        if known and self._random.random() < 0.7:
            return text.replace(*self._random.choice(known), 1)
        at = self._random.randrange(max(1, len(text) - 1))
        swapped = text[at + 1 : at + 2] + text[at : at + 1]
        return text[:at] + (text[at + 1 :] if self._random.random() < 0.5 else swapped + text[at + 2 :])

"""The rules of conduct as data/insurance/conduct.toml states them: refusals, notes and forbidden assertions."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from gazel.errors import CatalogError
from gazel.reasoning.plan import Intent
from gazel.settings import settings

Topic = Literal["injection", "privacy", "fraud", "nondisclosure", "medical", "underwriting", "scope"]
View = Literal["tight", "words"]
_MARKS = re.compile(r"[^\w%]|_")
MASKED = re.compile(r"\[(?:주민등록번호|외국인등록번호|카드번호|전화번호|계좌번호|이메일|운전면허번호|여권번호)\]")
"""What the masking of identifiers leaves behind; it says nothing of what is asked."""
_WORD = re.compile(r"<([a-z]+[0-9]?)>")


@dataclass(frozen=True, slots=True)
class Reply:
    """The sentence that declines a topic and leads back, with the intents that the turn is filed under."""

    intents: tuple[Intent, ...]
    text: str
    firm: re.Pattern[str] | None = None
    """Where it is given, only a question that has it is refused; any other is for review."""

    def is_firm(self, tight: str) -> bool:
        """Whether the question, in its tight view, is refused outright."""
        return self.firm is None or bool(self.firm.search(tight))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule applies where one of `match` is found, no `unless` occurs and no `unless_after` follows the match."""

    id: str
    match: tuple[re.Pattern[str], ...]
    topic: Topic | None = None
    view: View = "tight"
    unless: tuple[re.Pattern[str], ...] = ()
    unless_after: tuple[re.Pattern[str], ...] = ()
    message: str = ""
    strict: bool = False
    """For forbidden assertions: a negation after the match does not excuse it."""

    def applies(self, text: str) -> bool:
        """Whether the rule applies to `text` in the rule's own view."""
        if any(pattern.search(text) for pattern in self.unless):
            return False
        places = (place for pattern in self.match for place in pattern.finditer(text))
        return any(not any(after.search(text, place.end()) for after in self.unless_after) for place in places)


@dataclass(frozen=True, slots=True)
class Learned:
    """From which probability (0–1) the learned judge declines a question or one sentence of it, and between which lengths it is asked."""

    threshold: float
    part_threshold: float
    min_chars: int
    max_chars: int


@dataclass(frozen=True, slots=True)
class ConductRules:
    """All rules of conduct, in the order in which they are tried."""

    typos: tuple[tuple[re.Pattern[str], str], ...]
    replies: Mapping[Topic, Reply]
    refuse: tuple[Rule, ...]
    answer: tuple[Rule, ...]
    """What no phrase declines and the learned judge is not asked about: short ways to ask for what is answered."""
    note: tuple[Rule, ...]
    forbid: tuple[Rule, ...]
    insurance: re.Pattern[str]
    learned: Learned

    def views(self, text: str) -> Mapping[View, str]:
        """The text as the rules read it: 'words' with single blanks, 'tight' without blanks, marks and common slips."""
        words = MASKED.sub(" ", unicodedata.normalize("NFKC", text)).lower()
        for slip, meant in self.typos:
            words = slip.sub(meant, words)
        tight = _MARKS.sub("", words)
        for slip, meant in self.typos:
            tight = slip.sub(meant, tight)
        return {"words": re.sub(r"[ \t]+", " ", words).strip(), "tight": tight}


@cache
def conduct_rules(path: Path | None = None) -> ConductRules:
    """The rules from `path` (the shipped file by default); CatalogError names a broken entry."""
    source = path or settings().data / "insurance" / "conduct.toml"
    data = tomllib.loads(source.read_text("utf-8"))
    words: Mapping[str, str] = data["words"]
    try:
        return ConductRules(
            typos=tuple((re.compile(slip), meant) for slip, meant in data["typos"]),
            replies={topic: _reply(row) for topic, row in data["reply"].items()},
            refuse=tuple(_rule(row, words, re.NOFLAG) for row in data["refuse"]),
            answer=tuple(_rule(row, words, re.NOFLAG) for row in data["answer"]),
            note=tuple(_rule(row, words, re.NOFLAG) for row in data["note"]),
            forbid=tuple(_rule({"unless": row.get("allow", []), **row}, words, re.IGNORECASE) for row in data["forbid"]),
            insurance=re.compile(words["ins"]),
            learned=Learned(**data["learned"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise CatalogError(
            f"{source.name}: 행동 규칙을 읽을 수 없습니다({error}).", hint="항목의 이름과 정규식을 확인하세요."
        ) from error


def _named(source: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda name: words[name[1]], source)


def _reply(row: Mapping[str, Any]) -> Reply:
    return Reply(tuple(row["intents"]), row["text"], re.compile(row["firm"]) if "firm" in row else None)


def _rule(row: Mapping[str, Any], words: Mapping[str, str], flags: re.RegexFlag) -> Rule:
    def patterns(sources: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_named(source, words), flags) for source in sources)

    return Rule(
        id=row["id"],
        match=patterns(row["match"]),
        topic=row.get("topic"),
        view=row.get("view", "tight"),
        unless=patterns(row.get("unless", [])),
        unless_after=patterns(row.get("unless_after", [])),
        message=row.get("message", ""),
        strict=row.get("strict", False),
    )

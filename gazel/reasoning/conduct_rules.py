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
_BRACKETED = re.compile(r"\[(?:주민등록번호|외국인등록번호|카드번호|전화번호|계좌번호|이메일|운전면허번호|여권번호)\]")
_WORD = re.compile(r"<([a-z]+[0-9]?)>")


@dataclass(frozen=True, slots=True)
class Reply:
    """The sentence that declines a topic and leads back, with the intents that the turn is filed under."""

    intents: tuple[Intent, ...]
    text: str


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
    """When the learned judge may decline: from which probability, up to which length, and what vetoes it for a topic."""

    threshold: float
    max_chars: int
    veto: Mapping[str, re.Pattern[str]]

    def vetoes(self, topic: str, tight: str) -> bool:
        """Whether the judge may not decline `topic` for this text."""
        return bool(self.veto["all"].search(tight) or self.veto[topic].search(tight))


@dataclass(frozen=True, slots=True)
class ConductRules:
    """All rules of conduct, in the order in which they are tried."""

    typos: tuple[tuple[re.Pattern[str], str], ...]
    replies: Mapping[str, Reply]
    refuse: tuple[Rule, ...]
    note: tuple[Rule, ...]
    forbid: tuple[Rule, ...]
    insurance: re.Pattern[str]
    learned: Learned

    def views(self, text: str) -> Mapping[View, str]:
        """The text as the rules read it: 'words' with single blanks, 'tight' without blanks, marks and common slips."""
        words = _BRACKETED.sub(" ", unicodedata.normalize("NFKC", text)).lower()
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
            replies={topic: Reply(tuple(reply["intents"]), reply["text"]) for topic, reply in data["reply"].items()},
            refuse=tuple(_rule(row, words, re.NOFLAG) for row in data["refuse"]),
            note=tuple(_rule(row, words, re.NOFLAG) for row in data["note"]),
            forbid=tuple(_rule({"unless": row.get("allow", []), **row}, words, re.IGNORECASE) for row in data["forbid"]),
            insurance=re.compile(words["ins"]),
            learned=_learned(data["learned"], words),
        )
    except (KeyError, re.error) as error:
        raise CatalogError(
            f"{source.name}: 행동 규칙을 읽을 수 없습니다({error}).", hint="항목의 이름과 정규식을 확인하세요."
        ) from error


def _named(source: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda name: words[name[1]], source)


def _learned(row: Mapping[str, Any], words: Mapping[str, str]) -> Learned:
    veto = {topic: re.compile(_named(source, words)) for topic, source in row["veto"].items()}
    return Learned(row["threshold"], row["max_chars"], veto)


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

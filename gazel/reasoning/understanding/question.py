"""Everything that was understood of one question, before anything is planned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.lexicon import Lexicon, Mention
from gazel.memory.drafts import Draft
from gazel.memory.extraction.extract import extract
from gazel.reasoning.plan import Intent
from gazel.reasoning.understanding.alternative_sums import alternative_sums
from gazel.reasoning.understanding.amounts import Amount, find_amounts, find_day_counts, find_percents, find_times
from gazel.reasoning.understanding.care import Care, find_care
from gazel.reasoning.understanding.companies import find_companies
from gazel.reasoning.understanding.contract_marks import find_mark, find_since
from gazel.reasoning.understanding.date_roles import DateRole, assign_roles
from gazel.reasoning.understanding.dates import DateMention, find_dates
from gazel.reasoning.understanding.elapsed import Elapsed, find_move
from gazel.reasoning.understanding.impossible import Impossible, find_impossible
from gazel.reasoning.understanding.intents import score_intents
from gazel.reasoning.understanding.lone_days import is_lone, lone_day, with_lone_days
from gazel.reasoning.understanding.mood import is_question
from gazel.reasoning.understanding.person import find_person
from gazel.reasoning.understanding.phrases import spoken_of, with_phrases
from gazel.reasoning.understanding.premise import Premise, find_premise
from gazel.reasoning.understanding.rider_sums import rider_sums
from gazel.reasoning.understanding.stays import find_stay
from gazel.reasoning.understanding.style import find_style
from gazel.reasoning.understanding.text import core, dense, tidy
from gazel.reasoning.understanding.typed_events import TypedEvent, typed_events

TOPIC_FLOOR, HINT_FLOOR = 0.55, 0.25
"""A topic needs one mention this sure; mere hints count only where nothing else speaks."""
_SET_ASIDE = re.compile(r"\s*(?:꺼|거|것|쪽)?\s*(?:은|는|만|을|를)?\s*(?:말고|말구|빼고|빼구|빼\s*(?:줘|주|봐)|뺀|제외|대신)")
_NOT_IT = re.compile(r"\s*(?:보험)?(?:이|가)?\s*(?:아니라|아니고)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The parts of a question; `text` is tidy, `dense` has no blanks, ids are the catalogue's."""

    text: str
    dense: str
    as_of: date
    asks: bool
    insurers: tuple[str, ...] = ()
    unknown_insurers: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    """Insurers named only to be left out ('삼성 빼고')."""
    diseases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    topics: Mapping[str, float] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    dates: Mapping[DateRole, DateMention] = field(default_factory=dict)
    events: tuple[TypedEvent, ...] = ()
    elapsed: Elapsed | None = None
    move: Elapsed | None = None
    mark: Elapsed | None = None
    """The step of the contract that a follow-up names instead of a date ('딱 1년 되는 날')."""
    lone_day: int | None = None
    """The day of the month, where nothing else of a date was said."""
    impossible: Impossible | None = None
    amounts: tuple[Amount, ...] = ()
    rider_sums: Mapping[str, int] = field(default_factory=dict)
    either_sum: tuple[int, ...] = ()
    """Sums insured that are supposed one instead of the other."""
    percents: tuple[Decimal, ...] = ()
    days: tuple[int, ...] = ()
    stay: int | None = None
    """How many days a stay in hospital lasted."""
    times: int = 1
    """How many operations or treatments were told."""
    care: Care = field(default_factory=Care)
    person: Mapping[str, Any] = field(default_factory=dict)
    premise: Premise | None = None
    style: Mapping[str, Any] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    scores: Mapping[Intent, float] = field(default_factory=dict)

    @property
    def disease(self) -> str | None:
        """The disease meant: the most specific one named, or the one of a named code."""
        specific = [name for name in self.diseases if name not in ("일반암", "유사암")]
        return next(iter(specific or self.diseases), None)

    def earliest(self, *roles: DateRole) -> str | None:
        """The first day that the first mention among `roles` can mean ('2022년 3월' → 2022-03-01), ISO."""
        found = next((self.dates[role].first for role in roles if role in self.dates), None)
        return found.isoformat() if found else None

    def day(self, *roles: DateRole) -> str | None:
        """The first exact date among `roles`, ISO."""
        found = next((self.dates[role].exact for role in roles if role in self.dates and self.dates[role].exact), None)
        return found.isoformat() if found else None

    def latest(self, *roles: DateRole) -> str | None:
        """The last day that the first mention among `roles` can mean ('2022년 3월' → 2022-03-31), ISO."""
        found = next((self.dates[role].last for role in roles if role in self.dates), None)
        return found.isoformat() if found else None

    def score(self, intent: Intent) -> float:
        """The intent's score, 0 where no cue spoke for it."""
        return self.scores.get(intent, 0.0)

    def claimed(self) -> dict[str, Any]:
        """What the question takes for granted, as JSON values."""
        return self.premise.as_dict() if self.premise else {}


class Understander:
    """Reads questions with the words of one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._lexicon = Lexicon(catalog)

        self._insurer_names = {
            name: row.id for row in catalog.insurers_in_data() for name in (row.id, *row.short_forms) if _hangul(name)
        }
        self._disease_names = {row.id: row.id for row in catalog.code_groups.values() if _hangul(row.id)}

    def _inside(self, dense_text: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """The rows whose names stand inside of words, for questions typed without blanks; longer names first."""
        found, rest = [], dense_text
        for name in sorted(names, key=len, reverse=True):
            if name in rest:
                found.append(names[name])
                rest = rest.replace(name, " ")
        return tuple(dict.fromkeys(sorted(found, key=lambda row: dense_text.find(row[:2]))))

    def read(self, question: str, as_of: date) -> Understood:
        """All parts of a (masked) question asked on `as_of`."""
        text = core(question)
        dates = with_lone_days(text, find_dates(text, as_of))
        mark = find_mark(_without(text, _written(dates)))
        dates = tuple(date for date in dates if mark is None or date.text not in mark.text)
        mentions = tuple(
            m for m in self._lexicon.find(text) if not any(m.start < d.end and d.start < m.end for d in _written(dates))
        )
        topics = spoken_of(
            with_phrases(_topics(mentions, TOPIC_FLOOR), dense(text)) or _topics(mentions, HINT_FLOOR), dense(text)
        )
        amounts = tuple(a for a in find_amounts(text) if not any(a.start < d.end and d.start < a.end for d in dates))
        insurers = _wanted(text, mentions, "insurer")
        percents, days = find_percents(text), find_day_counts(_without(text, _written(dates)))
        diseases = _wanted(text, mentions, "disease")
        if not insurers and not any(m.kind in ("unknown_insurer", "facility") for m in mentions):
            insurers = self._inside(dense(text), self._insurer_names)
        diseases = diseases or self._inside(dense(text), self._disease_names)
        return Understood(
            text=text,
            dense=dense(text),
            as_of=as_of,
            asks=is_question(tidy(question)) or is_question(text),
            insurers=insurers,
            unknown_insurers=_unknown(text, mentions),
            set_aside=_set_aside(text, mentions, "insurer"),
            diseases=diseases,
            codes=_ids(mentions, "code"),
            families=_ids(mentions, "family"),
            topics=topics,
            terms=_ids(mentions, "term"),
            documents=_ids(mentions, "document"),
            procedures=_ids(mentions, "procedure"),
            dates=assign_roles(text, dates),
            events=typed_events(text, mentions, dates),
            elapsed=find_since(text, dates),
            move=find_move(text),
            mark=mark,
            lone_day=lone_day(text, dates),
            impossible=find_impossible(text, as_of),
            amounts=amounts,
            rider_sums=rider_sums(text, amounts),
            either_sum=alternative_sums(_without(text, _written(dates)), amounts),
            percents=percents,
            days=days,
            stay=find_stay(_without(text, _written(dates))),
            times=find_times(text),
            care=find_care(text, amounts),
            person=find_person(text),
            premise=find_premise(text, percents, amounts, days, dated=bool(dates)),
            style=find_style(text),
            drafts=tuple(extract(question, said_on=as_of)),
            scores=score_intents(dense(text)),
        )


def _wanted(text: str, mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    """The insurers or diseases asked about, without those set aside for another one ('삼성 말고 DB는?')."""
    aside, named = _set_aside(text, mentions, kind), _ids(mentions, kind)
    return tuple(name for name in named if name not in aside) or named


def _set_aside(text: str, mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    """Those that words of leaving out follow; an insurer also where it is said that it was not that one."""
    words = (_SET_ASIDE, _NOT_IT) if kind == "insurer" else (_SET_ASIDE,)
    return _ids(tuple(m for m in mentions if any(pattern.match(text[m.end :]) for pattern in words)), kind)


def _written(dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The dates whose digits and 일 mean nothing else ('2026-01-15 일반암')."""
    return tuple(mention for mention in dates if is_lone(mention) or re.search(r"월|\d\s*[-./]\s*\d|\d{8}", mention.text))


def _without(text: str, dates: tuple[DateMention, ...]) -> str:
    """The text with its dates blanked out, places kept."""
    for mention in dates:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _hangul(name: str) -> bool:
    """Whether a name is at least two Hangul syllables and nothing else."""
    return len(name) >= 2 and all("가" <= char <= "힣" for char in name)


def _topics(mentions: tuple[Mention, ...], floor: float) -> dict[str, float]:
    """Each topic with one mention of at least `floor`, with the sum of its mentions' scores."""
    found = [mention for mention in mentions if mention.kind == "topic"]
    named = {mention.id for mention in found if mention.score >= floor}
    return {
        topic: round(sum(m.score for m in found if m.id == topic), 3)
        for topic in dict.fromkeys(m.id for m in found)
        if topic in named
    }


def _unknown(text: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """The insurers without documents: those of the catalogue, then names that only look like one."""
    named = " ".join(m.surface for m in mentions if m.kind in ("insurer", "unknown_insurer", "product", "facility"))
    strange = (name for name in find_companies(text) if not any(part in name for part in named.split()) and name not in named)
    return tuple(dict.fromkeys([*_ids(mentions, "unknown_insurer"), *strange]))


def _ids(mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    """The ids of one kind in order of appearance, each once."""
    return tuple(dict.fromkeys(mention.id for mention in mentions if mention.kind == kind))

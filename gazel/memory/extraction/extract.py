"""Facts about the customer in his own words, found by rules: no model, and no fact without a verbatim quote."""

import re
from dataclasses import replace
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction import aims, english, health, holdings, household, money, person, preference, work
from gazel.memory.extraction.clauses import Clause, clauses_of
from gazel.memory.extraction.rule import Rule

RULES: tuple[Rule, ...] = (
    *preference.RULES,
    *money.RULES,
    *person.RULES,
    *household.RULES,
    *work.RULES,
    *holdings.RULES,
    *health.RULES,
    *aims.RULES,
    *english.RULES,
)
MAX_CHARS = 4000
CORRECTION = re.compile(
    r"(잘못|틀리게|다르게)\s*(저장|기록|기억|입력|알고|적혀|적어|들어)|(저장|기록|기억|입력)(이|은|된\s*게|된\s*거)?\s*.{0,6}(잘못|틀렸|틀려)|정정|바로잡|(그게|그거)\s*아니(라|고|에요|예요)"
)
STORED_WRONGLY = re.compile(r"(다고|라고|으로|로|걸로|것으로)\s*(잘못|틀리게|다르게)\s*(저장|기록|기억|입력|알고|적혀|돼|되어)")
"""The value before these words is the wrong one: '결혼했다고 잘못 저장됐어요'."""
INJECTION = re.compile(r"(시스템\s*프롬프트|이전\s*지시|관리자\s*모드|ignore (all|previous))", re.IGNORECASE)


def extract(question: str, *, said_on: date) -> list[Draft]:
    """Drafts in the order they were said; the later of two claims about the same thing wins.

    Where a clause also tells of health, the quotes of its other facts are cut to their own words.
    """
    text = question[:MAX_CHARS]
    if INJECTION.search(text):
        return []
    correction = bool(CORRECTION.search(text))
    found: dict[str, Draft] = {}
    for clause in clauses_of(text):
        if clause.others:
            continue
        wrong = _stored_wrongly(clause)
        for draft in _drafts_of(replace(clause, mood="statement") if wrong else clause, said_on):
            if draft.quote in question:
                found[draft.subject] = replace(draft, correction=correction, retract=wrong)
    return list(found.values())


def _stored_wrongly(clause: Clause) -> bool:
    """Whether the clause tells the value that was wrong: '결혼했다고 잘못 저장됐어요'."""
    match = STORED_WRONGLY.search(clause.sentence)
    return match is not None and clause.sentence.find(clause.text) <= match.start()


def _drafts_of(clause: Clause, said_on: date) -> list[Draft]:
    drafts: dict[str, tuple[Draft, str]] = {}
    for rule in RULES:
        if clause.mood not in rule.moods:
            continue
        match = rule.pattern.search(clause.sentence if rule.whole_sentence else clause.text)
        draft = rule.build(match, clause, said_on) if match else None
        if match and draft is not None:
            drafts.setdefault(draft.subject, (draft, match.group(0).strip()))
    sensitive = any(draft.sensitive for draft, _ in drafts.values())
    found = [replace(draft, quote=words) if sensitive and not draft.sensitive else draft for draft, words in drafts.values()]
    return [draft for draft in found if not _part_of_another(draft, found)]


def _part_of_another(draft: Draft, found: list[Draft]) -> bool:
    """'암보험' of '현대해상 암보험' is no policy of its own."""
    return any(
        other.slot == draft.slot == "existing_policy" and other.facet != draft.facet and other.facet.endswith(draft.facet)
        for other in found
    )

"""'이직하기 전에', 'before I changed jobs': a range of days whose end the customer's own facts tell."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from gazel.memory.clock import in_seoul
from gazel.memory.drafts import Slot
from gazel.retrieval.when import When

Row = dict[str, Any]

_BEFORE = r"(?:을|를)?\s*(?:하기|되기|오기|가기|내기|낳기)?\s*(?:전|이전)(?:에|엔|에는|까지|의)?"
_NAMED: tuple[tuple[str, str, Slot, str], ...] = (
    (
        r"이직|전직|직장\s*(?:옮기|바꾸)기?|회사\s*(?:옮기|바꾸)기?|일\s*(?:바꾸|그만두)기?|퇴사|취업|취직|복직|휴직|독립|개업|창업|승진",
        r"changed jobs?|switched jobs?|new job|left my job|quit(?: my job)?|was promoted",
        "job",
        "직업",
    ),
    (r"은퇴|퇴직|정년", r"retired?|retirement", "job", "직업"),
    (r"결혼|혼인|재혼|이혼|사별", r"(?:got |was )?(?:married|divorced)|marriage|wedding|divorce", "marital", "혼인"),
    (
        r"출산|아이\s*낳|애\s*낳|아이(?:가|이)?\s*태어나",
        r"(?:child|baby) was born|had (?:a|my|our) (?:child|baby)",
        "family",
        "출산",
    ),
)
EVENTS = tuple(
    (re.compile(f"(?:{korean}){_BEFORE}(?![가-힣])|before (?:i|my|we) (?:{english})", re.IGNORECASE), slot, facet)
    for korean, english, slot, facet in _NAMED
)
"""How an event of life is named, and the subject of the facts that tell when it was."""

LONG_AGO = date(1900, 1, 1)
UNCHANGED = frozenset({"미혼", "혼자 삶", "결혼 예정", "예정"})
"""Values of a single known fact that tell of no event yet."""


def before_event(question: str, facts: Iterable[Row], known_at: str) -> When | None:
    """All days before the latest change of the fact that the question names; None when no event is named or its day is unknown."""
    for pattern, slot, facet in EVENTS:
        match = pattern.search(question)
        if match:
            rows = [
                row
                for row in facts
                if row["slot"] == slot and row["facet"] == facet and row["recorded_at"] <= known_at
                and row["closed_by"] not in ("correction", "merge")
            ]  # fmt: skip
            changed = [row for row in rows if len(rows) > 1 or row["value"] not in UNCHANGED]
            if changed:
                day = in_seoul(max(row["valid_from"] for row in changed)).date()
                return When(match.group(0).strip(), LONG_AGO, day - timedelta(days=1))
    return None

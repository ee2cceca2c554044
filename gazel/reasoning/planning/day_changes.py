"""Another day for what was worked out in the turn before: said outright, or as a move of the one spoken of."""

from datetime import date, timedelta

from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.elapsed import Elapsed
from gazel.reasoning.understanding.lone_days import beside
from gazel.reasoning.understanding.question import Understood


def moved(iso: str, move: Elapsed) -> str:
    """The ISO day moved as far as a follow-up says."""
    day = shift(date.fromisoformat(iso), move.months, "개월")
    return (day + timedelta(days=move.days)).isoformat()


def day_beside(u: Understood, before: str | None, *roles: DateRole) -> str | None:
    """The day said for one of the roles; one without a year lies in that of the day before it in the talk."""
    said = next((u.dates[role] for role in roles if role in u.dates and u.dates[role].exact), None)
    if said is None and before and u.lone_day and "event" in roles:
        found = beside(date.fromisoformat(before), u.lone_day)
        return found.isoformat() if found else None
    if said is None or before is None:
        return u.day(*roles)
    return said.beside(date.fromisoformat(before)).first.isoformat()

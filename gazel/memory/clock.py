"""Moments as the engine keeps them: UTC text that sorts, and days as they are in Seoul."""

from datetime import UTC, date, datetime, time, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")
Moment = date | datetime


def stamp(moment: Moment) -> str:
    """A moment as fixed-width UTC text, whose order is the order in time; a day is its first moment in Seoul."""
    return _aware(moment, time.min).astimezone(UTC).isoformat(timespec="microseconds")


def until(moment: Moment) -> str:
    """The last moment that `moment` includes: itself, or the end of the day in Seoul."""
    return _aware(moment, time.max).astimezone(UTC).isoformat(timespec="microseconds")


def today() -> date:
    """The calendar day in Seoul now, wherever the server stands."""
    return datetime.now(KST).date()


def moment_on(day: date) -> datetime:
    """When something of `day` is told: now, or at this hour of that day where it lies in the past."""
    now = datetime.now(KST)
    return min(now, datetime.combine(day, now.timetz()))


def day_in_seoul(moment: Moment) -> date:
    """The calendar day in Seoul."""
    return moment.astimezone(KST).date() if isinstance(moment, datetime) else moment


def in_seoul(stored: str | datetime) -> datetime:
    """A stored moment as the clock in Seoul shows it, wherever the server stands."""
    return (moment_of(stored) if isinstance(stored, str) else stored).astimezone(KST)


def moment_of(text: str) -> datetime:
    """The moment of a stored stamp."""
    return datetime.fromisoformat(text)


def _aware(moment: Moment, at: time) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, at, KST)
    return moment if moment.tzinfo else moment.replace(tzinfo=KST)

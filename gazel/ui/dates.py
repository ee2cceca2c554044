"""The dates of a computed payout on a small strip: contract, start of cover, one-year point, diagnosis or treatment."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from gazel.insurance.calendar_days import anniversary
from gazel.ui.session import t
from gazel.ui.text import html

_START = re.compile(r"보장개시일: .*= (\d{4}-\d\d-\d\d)$")
EVENTS = ("diagnosis", "treatment")


@dataclass(frozen=True, slots=True)
class Mark:
    """A day of the strip with everything that falls on it ('contract', 'start', 'year', 'diagnosis', 'treatment')."""

    day: date
    names: tuple[str, ...]


def marks_of(output: Mapping[str, Any]) -> list[Mark]:
    """The days of a `payout_calc` output, earliest first; empty where contract or event are not known."""
    data = output.get("data") or {}
    event, results = data.get("event") or {}, data.get("results") or ()
    contract = event.get("contract_date")
    diagnosis = next((one["dx_date"] for one in results if one.get("dx_date")), event.get("report_date"))
    if not contract or not (diagnosis or event.get("treatment_date")):
        return []
    starts = [one["coverage_start"] for one in results if one.get("coverage_start")]
    starts += [found[1] for point in output.get("points", ()) if (found := _START.search(point["text"]))]
    named = [("contract", contract), *(("start", day) for day in starts or [contract])]
    named += [("year", anniversary(date.fromisoformat(contract), 1).isoformat())]
    named += [(name, day) for name, day in zip(EVENTS, (diagnosis, event.get("treatment_date")), strict=True) if day]
    days = sorted({day for _, day in named})
    return [Mark(date.fromisoformat(one), tuple(dict.fromkeys(name for name, day in named if day == one))) for one in days]


def strip_html(marks: Iterable[Mark]) -> str:
    """The days from left to right (on a phone from top to bottom) with the days between two of them."""
    shown = list(marks)
    gaps = [f"<span>{html(t('dates.days', n=(b.day - a.day).days))}</span>" for a, b in pairwise(shown)] + [""]
    items = "".join(
        f"<li class='{'gz-event' if set(mark.names) & set(EVENTS) else ''}'><i></i>{gap}"
        f"<b>{html(' · '.join(t(f'dates.{name}') for name in mark.names))}</b><time>{mark.day}</time></li>"
        for mark, gap in zip(shown, gaps, strict=True)
    )
    return f"<ol class='gz-dates' aria-label='{html(t('dates'))}'>{items}</ol>"

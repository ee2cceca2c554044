"""What an answer says, in the order a reader wants it: the direct answer, dates, tables, points, what to check."""

from collections.abc import Sequence

import streamlit as st

from gazel.ui.dates import marks_of, strip_html
from gazel.ui.session import t
from gazel.ui.sources import Marks
from gazel.ui.tables import says, table_html
from gazel.ui.text import html
from gazel.ui.writing import CAUTIONS, CHECKS, Section, Writing, taken_apart
from gazel.workflow.view import RunView

POINTS = 6
"""Points shown before the rest is folded away."""


def show(view: RunView, *, growing: bool = False) -> None:
    """Everything that was said so far."""
    writing = taken_apart(view.answer)
    marks = Marks([tool.output for tool in view.tools.values() if tool.ok], view.citations)
    lead = "".join(f"<p>{marks.opened(line)}</p>" for line in writing.lead)
    st.html(f"<div class='gz-prose gz-lead'>{lead}{'<p>▌</p>' if growing else ''}</div>")
    for tool in view.tools.values():
        if tool.ok and tool.name == "payout_calc" and (days := marks_of(tool.output)):
            st.html(strip_html(days))
    for table in view.tables:
        st.html(table_html(table))
    said = [
        Section(part.title, part.said, [point for point in part.points if not any(says(table, point) for table in view.tables)])
        for part in writing.sections
    ]
    if rest := points(said, marks) + endings(writing, marks):
        st.html(f"<div class='gz-prose'>{rest}</div>")


def points(sections: Sequence[Section], marks: Marks) -> str:
    """The points, section by section; those beyond POINTS fold away under one line that says how many they are."""
    left, open_, folded, hidden = POINTS, "", "", 0
    for part in sections:
        if not (part.said or part.points):
            continue
        title = f"<h5>{html(part.title)}</h5>" if part.title else ""
        text = title + "".join(f"<p>{marks.opened(line)}</p>" for line in part.said)
        shown, rest = part.points[:left], part.points[left:]
        left -= len(shown)
        open_ += text + _list(shown, marks)
        folded += (f"<h5>{html(part.title)}</h5>" if part.title and rest else "") + _list(rest, marks)
        hidden += len(rest)
    if not hidden:
        return open_
    return f"{open_}<details class='gz-more'><summary>{html(t('answer.more', n=hidden))}</summary>{folded}</details>"


def endings(writing: Writing, marks: Marks) -> str:
    """What to check beside what to beware of, then the notices and the closing line."""
    boxes = "".join(
        f"<section><h5>{name}</h5>{_list(lines, marks)}</section>"
        for name, lines in ((CHECKS, writing.checks), (CAUTIONS, writing.cautions))
        if lines
    )
    notices = "".join(f"<p class='gz-notice'>{html(line)}</p>" for line in writing.notices)
    closing = f"<p class='gz-closing'>{html(writing.closing)}</p>" if writing.closing else ""
    return (f"<div class='gz-checks'>{boxes}</div>" if boxes else "") + notices + closing


def _list(lines: Sequence[str], marks: Marks) -> str:
    return f"<ul>{''.join(f'<li>{marks.opened(line)}</li>' for line in lines)}</ul>" if lines else ""

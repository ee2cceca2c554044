"""Citations on the screen: each opens in place to its document, clause, page, day and grade."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from gazel.insurance.citation import Citation
from gazel.reasoning.compose.prose import bullet, mark
from gazel.reasoning.evidence import Point
from gazel.ui.session import t
from gazel.ui.text import html

CITED = ("insurer", "doc", "clause", "page", "as_of")
_MARK = re.compile(r"〔([^〔〕]+)〕")
_FIELDS = [one.name for one in fields(Citation)]
Cited = Mapping[str, Any]


def citation(cited: Cited) -> str:
    """A source in short that opens to its document, clause, page, day and grade."""
    page = f"p.{cited['page']}" if cited.get("page") else cited.get("clause") or ""
    kind = cited.get("doc", "").rsplit(" ", 1)[-1]
    short = " ".join(part for part in (kind, page) if part)
    day = f'<span class="gz-day">{html(cited["as_of"])}</span>' if cited.get("as_of") else ""
    return f'<details class="gz-cite"><summary title="{html(cited.get("text", ""))}">{html(short)}{day}</summary>{_details(cited)}</details>'


def _details(cited: Cited) -> str:
    rows = [(t(f"cite.{name}"), cited[name]) for name in CITED if cited.get(name)]
    rows += [
        (t("cite.grade"), t(f"grade.{cited.get('grade') or '-'}")),
        (t("cite.class"), t(f"class.{cited.get('source_class') or 'sourced'}")),
    ]
    return "<dl>" + "".join(f"<dt>{html(name)}</dt><dd>{html(value)}</dd>" for name, value in rows) + "</dl>"


class Marks:
    """Finds the sources behind the marks 〔…〕 of an answer, in what its tools gave back."""

    def __init__(self, outputs: Iterable[Mapping[str, Any]], citations: Sequence[Cited]) -> None:
        self._lines: dict[str, Sequence[Cited]] = {}
        self._marks: dict[str, Sequence[Cited]] = {_label([one]): [one] for one in citations}
        for point in (point for output in outputs for point in output.get("points", ())):
            cited = point.get("citations") or []
            self._lines[bullet(Point(point["text"], tuple(map(_citation, cited))))[2:].strip()] = cited
            if cited:
                self._marks[_label(cited)] = cited

    def opened(self, line: str) -> str:
        """`line` as HTML, bold kept, each mark opening to its sources where they are known."""
        of_line, out, at = self._lines.get(line), [], 0
        for found in _MARK.finditer(line):
            cited = of_line or self._marks.get(found[1], ())
            out += [_bold(line[at : found.start()]), _opening(found[1], cited)]
            at = found.end()
        return "".join([*out, _bold(line[at:])])


def _citation(cited: Cited) -> Citation:
    return Citation(**{name: cited[name] for name in _FIELDS if cited.get(name)})


def _label(cited: Sequence[Cited]) -> str:
    return mark(tuple(map(_citation, cited))).strip(" 〔〕")


def _bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html(text))


def _opening(label: str, cited: Sequence[Cited]) -> str:
    if not cited:
        return f'<span class="gz-mark">{html(label)}</span>'
    return f'<details class="gz-cite gz-mark"><summary>{html(label)}</summary>{"".join(map(_details, cited))}</details>'

"""An answer's table as HTML whose rows open their sources."""

import re
from collections.abc import Sequence
from itertools import groupby

from gazel.events import AnswerTable
from gazel.ui.sources import citation
from gazel.ui.text import html

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def table_html(table: AnswerTable) -> str:
    """The table as HTML with escaped text.

    Where each row has a citation, it opens under the row's name instead of a column; one that all rows share stands above.
    Rows of several insurers stand in a group under each insurer's name, so that its column leaves room to the others.
    """
    cited = len(table.citations) == len(table.rows) > 0
    shared = citation(table.citations[0]) if cited and all(one == table.citations[0] for one in table.citations) else ""
    sources = [citation(one) for one in table.citations] if cited and not shared else [""] * len(table.rows)
    named = table.columns.index("보장명") if "보장명" in table.columns else 0
    grouped = named > 0 and table.columns[0] == "보험사" and len({row[0] for row in table.rows}) > 1
    columns = [i for i, name in enumerate(table.columns) if not (cited and name.startswith("근거")) and not (grouped and i == 0)]
    heads = "".join(f'<th scope="col">{html(table.columns[i])}</th>' for i in columns)
    body = ""
    for insurer, rows in groupby(zip(table.rows, sources, strict=True), key=lambda pair: pair[0][0] if grouped else ""):
        group = f'<tr><th scope="rowgroup" colspan="{len(columns)}">{html(insurer)}</th></tr>' if grouped else ""
        body += f"<tbody>{group}{''.join(_row(row, source, columns, named) for row, source in rows)}</tbody>"
    return (
        f'<figure class="gz-table"><figcaption>{html(table.title)}{shared}</figcaption>'
        f'<div class="gz-scroll" tabindex="0" role="region" aria-label="{html(table.title)}">'
        f"<table><thead><tr>{heads}</tr></thead>{body}</table></div></figure>"
    )


def _row(row: Sequence[str], source: str, columns: Sequence[int], named: int) -> str:
    cells = (f"<th scope='row'>{cell(row[i])}{source}</th>" if i == named else f"<td>{cell(row[i])}</td>" for i in columns)
    return f"<tr>{''.join(cells)}</tr>"


def cell(text: str) -> str:
    """A cell's text, in which a date never breaks over two lines."""
    return _DAY.sub(r"<time>\g<0></time>", html(text))


def says(table: AnswerTable, point: str) -> bool:
    """Whether a row of the table says the same as `point` ('단계: 계산'), so that it need not be said twice."""
    title, colon, rest = point.split(" 〔")[0].partition(": ")
    return bool(colon) and any(title in row and rest in row for row in table.rows)

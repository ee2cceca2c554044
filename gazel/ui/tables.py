"""An answer's table as HTML whose rows open their sources."""

import re

from gazel.events import AnswerTable
from gazel.ui.sources import citation
from gazel.ui.text import html

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def table_html(table: AnswerTable) -> str:
    """The table as HTML with escaped text.

    Where each row has a citation, it opens under the row's name instead of a column; one that all rows share stands above.
    """
    cited = len(table.citations) == len(table.rows) > 0
    shared = citation(table.citations[0]) if cited and all(one == table.citations[0] for one in table.citations) else ""
    columns = [i for i, name in enumerate(table.columns) if not (cited and name.startswith("근거"))]
    named = table.columns.index("보장명") if "보장명" in table.columns else 0
    sources = [citation(one) for one in table.citations] if cited and not shared else [""] * len(table.rows)
    heads = "".join(f'<th scope="col">{html(table.columns[i])}</th>' for i in columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<th scope='row'>{cell(row[i])}{source}</th>" if i == named else f"<td>{cell(row[i])}</td>" for i in columns)
        + "</tr>"
        for row, source in zip(table.rows, sources, strict=True)
    )
    return (
        f'<figure class="gz-table"><figcaption>{html(table.title)}{shared}</figcaption>'
        f'<div class="gz-scroll" tabindex="0" role="region" aria-label="{html(table.title)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></figure>"
    )


def cell(text: str) -> str:
    """A cell's text, in which a date never breaks over two lines."""
    return _DAY.sub(r"<time>\g<0></time>", html(text))


def says(table: AnswerTable, point: str) -> bool:
    """Whether a row of the table says the same as `point` ('단계: 계산'), so that it need not be said twice."""
    title, colon, rest = point.split(" 〔")[0].partition(": ")
    return bool(colon) and any(title in row and rest in row for row in table.rows)

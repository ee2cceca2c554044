"""What a document's first pages say of itself: whose it is and from what day."""

import re
from collections.abc import Sequence

from gazel.catalog.catalog import Catalog
from gazel.documents.page import Grid, Page

OWN_NAME_LENGTH = 4
"""Short forms such as '삼성' or 'db' occur in other words; only names of this length are looked for."""
_DAY = re.compile(
    r"(?:시행일|판매개시일|기준일|개정일?|적용일)\s*(?:자)?\s*[:：]?\s*(\d{4})\s*[.\-년/]\s*(\d{1,2})\s*[.\-월/]\s*(\d{1,2})"
)


def insurer_of(name: str, pages: Sequence[Page], catalog: Catalog) -> str:
    """The insurer that the file's name or its first pages name most often; '' where none is named."""
    text = "".join((name, _text(pages))).replace(" ", "")
    times = {
        row.id: max(text.count(form) for form in {row.id.replace("(가상)", ""), *row.short_forms} if len(form) >= OWN_NAME_LENGTH)
        for row in catalog.insurers.values()
    }
    best = max(times, key=times.__getitem__, default="")
    return best if times.get(best) else ""


def as_of_day(pages: Sequence[Page]) -> str:
    """The first day that is named as the document's own (ISO), or ''."""
    found = _DAY.search(_text(pages))
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _text(pages: Sequence[Page]) -> str:
    return "\n".join(block.text if isinstance(block, Grid) else block for page in pages[:3] for block in page.blocks)

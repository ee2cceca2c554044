"""Cuts pages into the clause tree (약관 → 관 → 조 → 항 → 호, and tables); its state can be kept and taken up again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from gazel.documents.headings import Heading, heading, is_contents
from gazel.documents.page import Grid, Page

Kind = Literal["약관", "관", "조", "항", "호", "표", "본문"]

LONGEST = 900
"""Characters after which a clause goes on in another row with the same labels (about 512 tokens, what the embedder reads)."""
NEXT_ARTICLE = 10
"""A number further on than this is a mention of an article, not the next one."""
LEAD = 200
ENDS_A_SENTENCE = (".", ")", "]", "】", "다", ":", "함", "음")
DEPTH: dict[str, int] = {"약관": 0, "관": 1, "조": 2, "항": 3, "호": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One row: where it stands, its own text, and the pages it runs over (None without pages)."""

    seq: int
    parent: int | None
    kind: Kind
    booklet: str = ""
    """The 약관 or 특약 it belongs to; article numbers begin anew in each."""
    division: str = ""
    article: str = ""
    title: str = ""
    paragraph: str = ""
    item: str = ""
    lead: str = ""
    """The sentence of the part above that an item completes."""
    text: str = ""
    grid: Grid | None = None
    page: int | None = None
    page_to: int | None = None

    @property
    def label(self) -> str:
        """As it is cited: '제3조 제1항 제2호'; the 관 or the 약관 where it stands outside of any article."""
        parts = " ".join(part for part in (self.article, self.paragraph, self.item) if part)
        return parts or self.division or self.booklet

    @property
    def context(self) -> str:
        """What is searched: the names above it, then its text."""
        head = f"{self.article}({self.title})" if self.title else self.article
        return " ".join(part for part in (self.booklet, head, self.lead, self.text) if part)


@dataclass(slots=True)
class ClauseTree:
    """Feed pages in order; each gives the clauses that ended in it. `state()` between two pages is all there is to keep."""

    seq: int = 0
    path: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The open parts by level: seq, label, number, title and lead."""
    text: list[str] = field(default_factory=list)
    kind: Kind = "본문"
    page: int | None = None
    page_to: int | None = None

    def feed(self, page: Page) -> list[Clause]:
        """The clauses that are complete; the last one stays open, for it may run on over the page."""
        return [clause for block in page.blocks for clause in self._take(block, page.number)]

    def finish(self) -> list[Clause]:
        """The clause that was still open."""
        return list(self._close())

    def state(self) -> dict[str, Any]:
        """The open clause and the path as plain JSON values."""
        return asdict(self)

    def _take(self, block: str | Grid, page: int | None) -> Iterator[Clause]:
        if isinstance(block, Grid):
            yield from self._close()
            for part in block.parts(LONGEST):
                yield self._row("표", part.text, page, page, grid=part)
            return
        found = heading(block)
        if found and self._opens(found):
            yield from self._close()
            yield from self._open(found, page)
        elif not is_contents(block):
            if sum(map(len, self.text)) + len(block) > LONGEST or (self.kind == "본문" and page != self.page):
                yield from self._close()
            self.page = page if not self.text else self.page
            self.page_to = page
            self.text.append(block)

    def _opens(self, found: Heading) -> bool:
        """Whether the numbering goes on here; what only looks like a heading is a line of the clause before."""
        before = self.path.get(found.level, {}).get("number", 0)
        ended = not self.text or self.text[-1] == "" or self.text[-1].endswith(ENDS_A_SENTENCE)
        match found.level:
            case "조":
                new = found.number == 1 or "조" not in self.path or before <= found.number <= before + NEXT_ARTICLE
                return found.number == before + 1 or (new and ended)
            case "항" | "호":
                return "조" in self.path and found.number in (1, before + 1)
            case "약관":
                return ended or self.kind in ("호", "본문")
            case _:
                return True

    def _open(self, found: Heading, page: int | None) -> Iterator[Clause]:
        """Begin a part; an article may hold its first paragraph on the same line."""
        self.path = {level: part for level, part in self.path.items() if DEPTH[level] < DEPTH[found.level]}
        self.path[found.level] = {"seq": self.seq, "label": found.label, "number": found.number, "title": found.title, "lead": ""}
        self.kind, self.page, self.page_to = found.level, page, page
        below = heading(found.rest) if found.level == "조" else None
        below = below if below and below.level == "항" else None
        self.text = ["" if below else found.rest]
        if below:
            yield from self._close()
            yield from self._open(below, page)
        elif found.level in ("약관", "관"):
            yield from self._close()
            self.kind = "본문"

    def _close(self) -> Iterator[Clause]:
        """The open clause, if there is one, in as many rows as its length asks for."""
        if not self.text:
            return
        text = " ".join(filter(None, self.text))
        if self.kind in self.path:
            self.path[self.kind]["lead"] = self.path[self.kind]["lead"] or text[:LEAD]
        for piece in pieces(text, LONGEST):
            yield self._row(self.kind, piece, self.page, self.page_to)
        self.text = []

    def _row(self, kind: Kind, text: str, page: int | None, page_to: int | None, grid: Grid | None = None) -> Clause:
        """The next row under the open path; a part that goes on in a second row hangs under its first."""
        own = self.path.get(kind, {})
        first = own.get("seq") == self.seq
        above = [
            part for level, part in self.path.items() if not (first and level == kind) and not (kind == "표" and level == "호")
        ]
        lead = above[-1]["lead"] if above and kind == "호" else ""
        label = {level: part["label"] for level, part in self.path.items()}
        titled = self.path.get("관", {})
        clause = Clause(
            seq=self.seq, parent=above[-1]["seq"] if above else None, kind=kind, booklet=label.get("약관", ""),
            division=f"{label['관']} {titled['title']}".strip() if titled else "", article=label.get("조", ""),
            title=self.path.get("조", {}).get("title", ""), paragraph=label.get("항", ""), item=label.get("호", "") if kind != "표" else "",
            lead=lead, text=text, grid=grid, page=page, page_to=page_to,
        )  # fmt: skip
        self.seq += 1
        return clause


def tree(pages: Sequence[Page]) -> list[Clause]:
    """The clauses of a whole document."""
    growing = ClauseTree()
    return [clause for page in pages for clause in growing.feed(page)] + growing.finish()


def pieces(text: str, longest: int) -> list[str]:
    """The text in parts of at most `longest` characters, cut behind sentences where it can be."""
    parts: list[str] = []
    while len(text) > longest:
        ends = [
            text.rfind(mark, longest // 2, longest) + len(mark)
            for mark in ("다. ", ". ", " ")
            if mark in text[longest // 2 : longest]
        ]
        cut = ends[0] if ends else longest
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*parts, text] if text or not parts else parts


def masked(clause: Clause, mask: Callable[[str], str]) -> Clause:
    """The clause with identifiers masked in its text, lead and table."""
    grid = clause.grid and Grid(tuple(tuple(mask(cell) for cell in row) for row in clause.grid.rows))
    return replace(clause, text=mask(clause.text), lead=mask(clause.lead), grid=grid)

"""Finds clauses by meaning and by words, scored exactly over every clause the customer may see, in one statement."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.db.database import Connection
from gazel.documents.passages import best_passage, places
from gazel.memory.store_legs import BM25_B, BM25_K1, IDF, WIDTHS, each
from gazel.memory.store_terms import term_id
from gazel.memory.store_vectors import QueryVector
from gazel.memory.types import Scope
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import Recipe
from gazel.retrieval.lexical import KoreanAnalyzer

CANDIDATES = 40
"""Rows of each leg that are fused."""
WHERE_TO_LOOK = """
약관 특약 문서 조항 파일 올리 첨부 업로드 찾 설명 내용 규정 어디 나오 써 적히 뭐 무엇 궁금 질문 항목 페이지 쪽 제 조 항 호 어떤 어떻게
"""
SAYS_WHERE_TO_LOOK = frozenset(WHERE_TO_LOOK.split())
"""Words of a question that tell where to look, not what for."""
MIN_COVERAGE = 0.45
"""Share of the question's words, weighed by how rare they are, that a clause must hold unless its meaning stands out."""
SURE_COVERAGE = 0.25
"""Share that is enough where the meaning stands out: a cosine from MIN_DENSE that lies MIN_DENSE_Z above the other clauses."""
MIN_DENSE, MIN_DENSE_Z = 0.85, 1.5
_ARTICLE = re.compile(r"제?\s?(\d{1,3})\s?조(?:의\s?(\d{1,2}))?(?:\s?제?\s?(\d{1,2})\s?항)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A clause that was found; `highlights` and `passage` are [start, end) offsets in `text`."""

    document: str
    name: str
    insurer: str
    as_of: str
    kind: str
    booklet: str
    division: str
    article: str
    title: str
    paragraph: str
    item: str
    lead: str
    text: str
    grid: list[list[str]] | None
    page: int | None
    page_to: int | None
    instruction: str
    score: float
    dense: float | None
    bm25: float
    coverage: float
    highlights: tuple[tuple[int, int], ...] = ()
    passage: tuple[int, int] = (0, 0)

    @property
    def label(self) -> str:
        """As it is cited: '제3조 제1항'; the 관 or the 약관 outside of any article."""
        return " ".join(part for part in (self.article, self.paragraph, self.item) if part) or self.division or self.booklet


def search(
    connection: Connection, scope: Scope, query: str, *, analyzer: KoreanAnalyzer, embedder: Embedder, recipe: Recipe,
    insurers: Sequence[str] = (), limit: int = 4,
) -> list[Found]:  # fmt: skip
    """The best clauses, one of each 항; an article named in the question is shown as it stands."""
    words = list(dict.fromkeys(analyzer.analyze(_ARTICLE.sub(" ", query))))
    terms = [word for word in words if word not in SAYS_WHERE_TO_LOOK][: WIDTHS[-1]]
    named = _named_article(query)
    rows = _scored(connection, scope, query, terms, embedder, insurers, named)
    if named and not rows:
        rows = _scored(connection, scope, query, terms, embedder, insurers, None)
        named = None
    found = [_found(row, terms, recipe) for row in rows if named or _stands_out(row, terms)]
    if not (named and not terms):
        found.sort(key=lambda hit: -hit.score)
    return _one_of_each(found)[:limit]


def _named_article(query: str) -> tuple[str, str] | None:
    """('제3조의2', '제1항') where the question names an article; '' for no 항."""
    found = _ARTICLE.search(query)
    if not found:
        return None
    branch = f"의{found[2]}" if found[2] else ""
    return f"제{found[1]}조{branch}", f"제{found[3]}항" if found[3] else ""


def _scored(
    connection: Connection, scope: Scope, query: str, terms: Sequence[str], embedder: Embedder, insurers: Sequence[str], named: tuple[str, str] | None
) -> list[dict[str, Any]]:  # fmt: skip
    ids = [term_id(term) for term in terms]
    width = next(width for width in WIDTHS if width >= len(ids))
    padded = ids + [None] * (width - len(ids))
    vector = QueryVector.of(embedder.embed_query(query))
    article, paragraph = named or ("", "")
    return connection.execute(
        STATEMENT[width],
        [
            embedder.model_id, vector, *padded, scope.tenant, scope.customer, list(insurers), list(insurers), article, article, paragraph, paragraph,
            scope.tenant, CANDIDATES, CANDIDATES,
        ],
    ).fetchall()  # fmt: skip


def _statement(width: int) -> str:
    """Scores, term statistics and z-scores are over all clauses in scope; `each` term is a column, as in the memory store."""
    return f"""
        with scope as materialized (
            select c.document, c.seq, cardinality(c.words)::float8 as length, d.customer,
                case when d.model = %s then 1 - (c.embedding <=> (select %s::vector::halfvec)) end as dense,
                {each("cardinality(array_positions(c.words, %s::int)) as tf{i}", width)}
            from document_clauses c join documents d using (tenant, customer, document)
            where c.tenant = %s and c.customer in ('', %s) and d.reading is null and c.embedding is not null
                and (%s = '{{}}'::text[] or d.insurer = '' or d.insurer = any(%s))
                and (%s = '' or c.article = %s) and (%s = '' or c.paragraph = %s)
        ), corpus as materialized (
            select greatest(avg(length), 1) as mean_length, {each(IDF, width)} from scope
        ), scored as materialized (
            select s.*, {BM25_K1 + 1} * ({each("idf{i} * tf{i} / (tf{i} + norm)", width, " + ")}) as bm25
            from (
                select scope.*, corpus.*, {BM25_K1} * ({1 - BM25_B} + {BM25_B} * length / mean_length) as norm
                from scope cross join corpus offset 0
            ) s
        ), ranked as (
            select s.*,
                coalesce((dense - avg(dense) over w) / nullif(stddev_pop(dense) over w, 0), 0) as dense_z,
                coalesce((bm25 - avg(bm25) over w) / nullif(stddev_pop(bm25) over w, 0), 0) as bm25_z,
                row_number() over (order by dense desc nulls last, document, seq) as dense_rank,
                row_number() over (order by bm25 desc, document, seq) as lexical_rank
            from scored s window w as ()
        )
        select r.document, d.name, d.insurer, d.as_of, r.dense, r.bm25, r.dense_z, r.bm25_z,
            array[{each("tf{i}", width)}] as tf, array[{each("idf{i}", width)}] as idf,
            c.seq, c.kind, c.booklet, c.division, c.article, c.title, c.paragraph, c.item, c.lead, c.text, c.grid, c.page, c.page_to, c.instruction
        from ranked r
            join document_clauses c on (c.tenant, c.customer, c.document, c.seq) = (%s, r.customer, r.document, r.seq)
            join documents d on (d.tenant, d.customer, d.document) = (c.tenant, c.customer, c.document)
        where r.dense_rank <= %s or (r.bm25 > 0 and r.lexical_rank <= %s)
        order by r.document, r.seq
    """


STATEMENT = {width: _statement(width) for width in WIDTHS}


def _coverage(row: Mapping[str, Any], terms: Sequence[str]) -> float:
    """Share (0–1) of the question's words that the clause holds, each weighed by its rarity."""
    idf = row["idf"][: len(terms)]
    whole = sum(idf)
    return sum(weight for weight, tf in zip(idf, row["tf"], strict=False) if tf) / whole if whole else 0.0


def _stands_out(row: Mapping[str, Any], terms: Sequence[str]) -> bool:
    """Whether the clause speaks of what was asked: most of the words, or some of them and the meaning."""
    coverage = _coverage(row, terms)
    dense, dense_z = row["dense"], row["dense_z"]
    by_meaning = bool(dense is not None and dense >= MIN_DENSE and dense_z >= MIN_DENSE_Z)
    return by_meaning if not terms else coverage >= MIN_COVERAGE or (by_meaning and coverage >= SURE_COVERAGE)


def _found(row: Mapping[str, Any], terms: Sequence[str], recipe: Recipe) -> Found:
    held = [term for term, tf in zip(terms, row["tf"], strict=False) if tf]
    marks = places(row["text"], held)
    names = ("document", "name", "insurer", "as_of", "kind", "booklet", "division", "article", "title", "paragraph", "item", "lead", "text",
             "grid", "page", "page_to", "instruction", "dense", "bm25")  # fmt: skip
    return Found(
        **{name: row[name] for name in names}, score=recipe.dense * row["dense_z"] + recipe.bm25 * row["bm25_z"], coverage=_coverage(row, terms),
        highlights=tuple(marks), passage=best_passage(row["text"], marks),
    )  # fmt: skip


def _one_of_each(found: Sequence[Found]) -> list[Found]:
    """The first hit of each 항 (of each row outside of articles)."""
    best: dict[tuple[Any, ...], Found] = {}
    for hit in found:
        place = (
            (hit.document, hit.booklet, hit.article, hit.paragraph, hit.kind == "표") if hit.article else (hit.document, hit.text)
        )
        best.setdefault(place, hit)
    return list(best.values())

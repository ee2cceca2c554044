"""search_clauses: what the broker's own policy documents say, cited by article and page."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.documents.instructions import without_instructions
from gazel.documents.rows import Document
from gazel.documents.search import Found
from gazel.insurance.citation import Citation
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import ToolDeps, call_context

EXCERPT = 400
"""Characters of a clause that an answer quotes; the whole clause is in `data`."""
CHECKS = ("인용한 조항의 앞뒤와 별표를 원문에서 확인", "가입한 계약의 약관 버전(계약일 기준)과 같은 문서인지 확인")


def search_clauses_tool(deps: ToolDeps) -> BaseTool:
    """The tool over this process's library."""

    @tool("search_clauses", response_format="content_and_artifact")
    def search_clauses(config: RunnableConfig, query: str, insurer: str | None = None, limit: int = 4) -> tuple[str, Evidence]:
        """올린 약관·제안서에서 조항을 찾아 제N조 제M항과 쪽으로 인용합니다. query 찾을 내용, insurer 한정할 보험사, limit 조항 수."""
        call = call_context(config)
        known = deps.catalog.insurer(insurer) if insurer else None
        documents = [one for one in deps.documents.documents(call.scope.customer) if one.complete]
        insurers = (known.id if known else insurer,) if insurer else ()
        found = deps.documents.search(call.scope, query, insurers=insurers, limit=limit) if documents else []
        evidence = _evidence(documents, found, query)
        return evidence.summary, evidence

    return search_clauses


def _evidence(documents: Sequence[Document], found: Sequence[Found], query: str) -> Evidence:
    if not documents:
        return Evidence(
            tool="search_clauses", summary="올린 문서 없음", behaviour="needs_input", headline="이 고객에게 올린 약관이나 제안서가 아직 없습니다.",
            checks=("약관 PDF를 올리면 조항과 쪽으로 찾아 드립니다",), data={"hits": [], "documents": 0},
        )  # fmt: skip
    used = {hit.document for hit in found}
    warnings = _warnings([one for one in documents if one.id in used or not found])
    if not found:
        return Evidence(
            tool="search_clauses", summary=f"문서 {len(documents)}건 · 조항 없음", behaviour="needs_review",
            headline=f"올린 문서 {len(documents)}건에서 질문에 맞는 조항을 찾지 못했습니다.",
            checks=("문서에 쓰인 말로 다시 물어보거나 목차에서 조항을 확인",), warnings=warnings, data={"hits": [], "documents": len(documents)},
        )  # fmt: skip
    points = tuple(Point(_sentence(hit), (citation(hit),)) for hit in found if hit.grid is None)
    tables = tuple(_table(hit) for hit in found if hit.grid)
    return Evidence(
        tool="search_clauses",
        summary=f"문서 {len(documents)}건 · 조항 {len(found)}개 ({', '.join(dict.fromkeys(_place(hit) for hit in found))})",
        headline=f"올린 문서의 {_place(found[0])}에서 찾았습니다.",
        points=points, tables=tables, checks=CHECKS, warnings=warnings,
        data={"query": query, "documents": len(documents), "hits": [_as_data(hit) for hit in found]},
    )  # fmt: skip


def citation(hit: Found) -> Citation:
    """The document with 조·항·호 and page."""
    clause = " ".join(part for part in (hit.booklet if hit.article else "", hit.label) if part)
    return Citation(doc=hit.name, page=_pages(hit), clause=clause, as_of=hit.as_of, insurer=hit.insurer)


def _place(hit: Found) -> str:
    """'제3조 제1항, p.12'."""
    return ", ".join(part for part in (hit.label, f"p.{_pages(hit)}" if hit.page else "") if part) or f"'{hit.name}'"


def _pages(hit: Found) -> str:
    if hit.page is None:
        return ""
    return f"{hit.page}–{hit.page_to}" if hit.page_to and hit.page_to > hit.page else str(hit.page)


def _sentence(hit: Found) -> str:
    """Where it stands, then its words; what speaks to a machine is left out."""
    title = f"({hit.title})" if hit.title else ""
    lead = f"{hit.lead} … " if hit.lead else ""
    return f"{hit.label}{title}{f', p.{_pages(hit)}' if hit.page else ''}: {without_instructions(lead + _excerpt(hit))}".removeprefix(
        ": "
    )


def _excerpt(hit: Found) -> str:
    """The clause, or the part of a long one around its best passage."""
    if len(hit.text) <= EXCERPT:
        return hit.text
    start = max(0, min(hit.passage[0], hit.passage[1] - EXCERPT))
    cut = hit.text[start : start + EXCERPT]
    return f"{'…' if start else ''}{cut.strip()}{'…' if start + EXCERPT < len(hit.text) else ''}"


def _table(hit: Found) -> Table:
    head, *rows = [[without_instructions(cell) for cell in row] for row in hit.grid or ()]
    return Table(f"{hit.name} {_place(hit)}", tuple(head), tuple(tuple(row) for row in rows), tuple(citation(hit) for _ in rows))


def _warnings(documents: Sequence[Document]) -> tuple[str, ...]:
    """What the reader must know of the documents: sentences that speak to a machine, and pages without letters."""
    warnings = []
    for one in documents:
        if one.instructions:
            places = ", ".join(
                dict.fromkeys(f"p.{place['page']}" if place["page"] else place["label"] or "본문" for place in one.instructions)
            )
            warnings.append(
                f"'{one.name}' {places}에 AI에게 지시하는 문구가 있습니다. 지시로 따르지 않고 답에서 제외했으니 원문을 확인하세요."
            )
        if one.unreadable:
            warnings.append(f"'{one.name}' {one.unreadable_text}은 스캔 이미지라 읽지 못했습니다. 원본에서 확인하세요.")
    return tuple(warnings)


def _as_data(hit: Found) -> dict[str, Any]:
    """The hit as plain values; `highlights` and `passage` are offsets in its verbatim `text`."""
    return {**asdict(hit), "label": hit.label, "place": _place(hit), "citation": citation(hit).as_dict()}

"""Writes the answer from evidence: the direct sentence first, key points with their sources, what to check, notices."""

import re
from collections.abc import Iterator, Sequence

from gazel.insurance.citation import Citation
from gazel.reasoning.compose.notices import closing, opening
from gazel.reasoning.evidence import Evidence, Point
from gazel.reasoning.plan import Context, Plan

POINTS, MORE_POINTS, CHECKS = 12, 7, 6
TITLES = {
    "coverage_search": "보장 내용", "compare_coverage": "비교", "payout_calc": "예상 지급액", "indemnity_calc": "실손 계산", "deadline_calc": "기한",
    "waiver_rule": "면책·감액·납입면제", "claim_procedure": "청구와 지급", "glossary": "설명", "recommend_riders": "특약 구성", "memory_search": "이전 상담",
    "memory_write": "기억", "rights_guide": "권리와 유의사항", "search_clauses": "올린 문서",
}  # fmt: skip


def mark(citations: Sequence[Citation]) -> str:
    """The compact marker of a point's sources: ' 〔삼성화재 가입제안서 p.5〕', with the number of further ones."""
    if not citations:
        return ""
    first = citations[0]
    page = f" p.{first.page}" if first.page else f" {first.clause}" if first.clause and first.source_class != "rule" else ""
    more = f" 외 {len(citations) - 1}" if len(citations) > 1 else ""
    return f" 〔{f'{first.insurer} {first.doc}'.strip()}{page}{more}〕"


def write(question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[str]:
    """The prose in pieces, line by line, as Korean markdown."""
    yield from opening(context, question)
    said: set[str] = set()
    several = len([item for item in evidence if item.headline or item.points]) > 1
    for number, item in enumerate(evidence):
        yield from _section(item, said, first=number == 0, titled=several)
    checks = tuple(dict.fromkeys(check for item in evidence for check in item.checks))[:CHECKS]
    if checks:
        yield "\n**확인할 것**\n"
        yield from (f"- {check}\n" for check in checks)
    warnings = tuple(dict.fromkeys(w for item in evidence for w in item.warnings if w not in said))
    if warnings:
        yield "\n**유의**\n"
        yield from (f"- {warning}\n" for warning in warnings)
    yield from closing(plan, evidence, context)


def _section(item: Evidence, said: set[str], *, first: bool, titled: bool) -> Iterator[str]:
    points = [point for point in item.points if point.text not in said and point.text != item.headline]
    headline = item.headline if item.headline not in said else ""
    if not headline and not points:
        return
    if titled and not first:
        yield f"\n**{TITLES.get(item.tool, '')}**\n\n"
    if headline:
        said.add(headline)
        yield f"{headline}{_headline_mark(item)}\n"
    if points:
        yield "\n"
    for point in points[: POINTS if first else MORE_POINTS]:
        said.add(point.text)
        yield bullet(point)


def _headline_mark(item: Evidence) -> str:
    """The sources of the point that says the same as the headline."""
    same = next((point for point in item.points if point.text == item.headline), None)
    return mark(same.citations) if same else ""


def bullet(point: Point) -> str:
    """A point as a list item with its marker."""
    return f"- {re.sub(r'[.]$', '', point.text)}{mark(point.citations)}\n" if point.citations else f"- {point.text}\n"

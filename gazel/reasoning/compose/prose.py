"""Writes the answer from evidence: the direct sentence first, key points with their sources, what to check, notices."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from gazel.insurance.citation import Citation
from gazel.reasoning.compose.notices import closing, opening
from gazel.reasoning.evidence import Evidence, Point
from gazel.reasoning.plan import Context, Plan

POINTS, MORE_POINTS, CHECKS = 5, 3, 4
MOST_POINTS = {"recommend_riders": 10, "memory_search": 8}
"""Tools whose points must be told, being the duties of advice or what was asked back."""
SAME = 0.8
"""Share of a sentence's pairs of characters from which another one has said it."""
_FIGURE = re.compile(r"\d[\d,.]*")
_COMPANY = re.compile(r"(?:[가-힣]{2,4}|[A-Z]{2,3})(?:화재|해상|손해보험|생명)(?!보험사|\s*표준)")
TITLES = {
    "coverage_search": "보장 내용", "compare_coverage": "비교", "payout_calc": "예상 지급액", "indemnity_calc": "실손 계산", "deadline_calc": "기한",
    "waiver_rule": "면책·감액·납입면제", "claim_procedure": "청구와 지급", "glossary": "설명", "recommend_riders": "특약 구성", "memory_search": "이전 상담",
    "memory_write": "기억", "rights_guide": "권리와 유의사항", "search_clauses": "올린 문서",
}  # fmt: skip


def mark(citations: Sequence[Citation]) -> str:
    """The compact marker of a point's sources: ' 〔삼성화재 가입제안서 p.5 외 1〕'; the full source stands in the table and the event."""
    if not citations:
        return ""
    first = citations[0]
    more = f" 외 {len(citations) - 1}" if len(citations) > 1 else ""
    return f" 〔{_short(first)}{more}〕"


def _short(citation: Citation) -> str:
    """Insurer, kind of document and page; a rule by its number; a statute by its article."""
    if citation.source_class == "rule":
        return f"계산 규칙 {citation.clause}".strip() if re.match(r"R\d", citation.clause) else citation.doc
    page = f" p.{citation.page}" if citation.page else ""
    if citation.insurer:
        return f"{citation.insurer} {_kind(citation.doc)}{page}"
    return f"{citation.doc}{page or f' {citation.clause}'}".strip()


def _kind(doc: str) -> str:
    """The last word of a document's name, or the words of a bracket that ends it."""
    last = doc.split()[-1]
    return doc[doc.rfind("(") + 1 : -1] if last.endswith(")") and "(" not in last else last


def write(question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[str]:
    """The prose in pieces, line by line, as Korean markdown."""
    yield from opening(context, question)
    said: set[str] = set()
    evidence = answering(evidence)
    several = len([item for item in evidence if item.headline or item.points]) > 1
    for number, item in enumerate(evidence):
        yield from _section(item, said, question, plan, first=number == 0, titled=several)
    checks = tuple(dict.fromkeys(check for item in evidence for check in item.checks))[:CHECKS]
    if checks:
        yield "\n**확인할 것**\n"
        yield from (f"- {check}\n" for check in checks)
    warnings = tuple(dict.fromkeys(w for item in evidence for w in item.warnings if w not in said))
    if warnings:
        yield "\n**유의**\n"
        yield from (f"- {warning}\n" for warning in warnings)
    yield from closing(plan, evidence, context)


def answering(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without a search that found nothing, where something else answers."""
    return [item for item in evidence if not item.data.get("empty")] or list(evidence)


def _section(item: Evidence, said: set[str], question: str, plan: Plan, *, first: bool, titled: bool) -> Iterator[str]:
    headline = item.headline if item.headline not in said else ""
    told = {*said, item.headline}
    points = [point for point in item.points if not _repeats(point.text, told)]
    if not headline and not points:
        return
    if titled and not first:
        yield f"\n**{TITLES.get(item.tool, item.tool)}**\n\n"
    if headline:
        said.add(headline)
        yield f"{headline}{_headline_mark(item)}\n"
    if points:
        yield "\n"
    for point in nearest(
        points, question, plan.slots.get("insurers", ()), MOST_POINTS.get(item.tool, POINTS if first else MORE_POINTS)
    ):
        if not _repeats(point.text, said):
            said.add(point.text)
            yield bullet(point)


def _repeats(text: str, said: Iterable[str]) -> bool:
    """Whether a sentence says nothing that one of `said` does not: the same figures and four fifths of its pairs of characters."""
    own, figures = pairs(text), set(_FIGURE.findall(text))
    return any(figures <= set(_FIGURE.findall(other)) and len(own & pairs(other)) >= SAME * len(own) for other in said if other)


def nearest(points: Sequence[Point], question: str, insurers: Sequence[str], most: int) -> list[Point]:
    """At most `most` points in their order: the first ones, then those that share most with the question; none of other insurers than those named."""
    points = [point for point in points if _concerns(point.text, insurers)]
    if len(points) <= most:
        return points
    asked = pairs(question)

    def shared(point: Point) -> float:
        own = pairs(point.text)
        named = any(name in point.text for name in insurers)
        return len(asked & own) / sqrt(max(1, len(own))) + named - 0.2 * (not insurers and bool(_COMPANY.search(point.text)))

    kept = most // 2
    chosen = set(map(id, [*points[:kept], *sorted(points[kept:], key=shared, reverse=True)[: most - kept]]))
    return [point for point in points if id(point) in chosen]


def _concerns(text: str, insurers: Sequence[str]) -> bool:
    """Whether a sentence is about the insurers of the question, or about none in particular."""
    named = _COMPANY.findall(text)
    return not insurers or not named or any(name in text for name in insurers)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without blanks."""
    plain = "".join(text.split()).lower()
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _headline_mark(item: Evidence) -> str:
    """The sources of the point that says the same as the headline."""
    same = next((point for point in item.points if item.headline.removeprefix("아닙니다. ") == point.text), None)
    return mark(same.citations) if same else ""


def bullet(point: Point) -> str:
    """A point as a list item with its marker."""
    return f"- {re.sub(r'[.]$', '', point.text)}{mark(point.citations)}\n" if point.citations else f"- {point.text}\n"

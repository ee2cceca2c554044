"""Writes an answer for a messenger: as many lines as wished, the last of them the review notice."""

import re
from collections.abc import Iterator, Sequence

from gazel.reasoning.compose.notices import footer, opening
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan

LINE = 110
DEFAULT_LINES = 3


def wants_lines(plan: Plan) -> int | None:
    """The number of lines wished for, None where the answer is to be written in full."""
    style = plan.slots.get("style", {})
    return int(style["lines"]) if style.get("lines") else DEFAULT_LINES if style.get("messenger") else None


def write_lines(question: str, plan: Plan, evidence: Sequence[Evidence], context: Context, lines: int) -> Iterator[str]:
    """`lines` numbered lines from the evidence and, set apart, the notices."""
    yield from opening(context, question)
    texts = [text for item in evidence if (text := _clean(_lead(item)))]
    texts += [_clean(point.text) for item in evidence for point in item.points]
    chosen = list(dict.fromkeys(texts))[:lines]
    yield from (f"{number}. {_cut(text)}\n" for number, text in enumerate(chosen, 1))
    yield "\n※ AI가 만든 초안입니다. 고객 발송 전 광고 심의와 담당자 검토를 거쳐 주세요.\n"
    yield f"_{footer(evidence, context)}_\n"


def _lead(item: Evidence) -> str:
    """The line that speaks for an evidence: of earlier turns the latest one with its answer."""
    return item.points[0].text if item.tool == "memory_search" and item.points else item.headline


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _cut(text: str) -> str:
    """The text cut at a sentence end near the line's length."""
    if len(text) <= LINE:
        return text
    end = max(text.rfind(mark, 0, LINE) for mark in (". ", ", ", "·"))
    return f"{text[: end if end > 40 else LINE].rstrip(' .,')}…"

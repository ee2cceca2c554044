"""The notices around an answer: masked identifiers, what is no disclosure, review before sending, date, AI."""

from collections.abc import Iterator, Sequence

from gazel.reasoning.evidence import Evidence, all_citations
from gazel.reasoning.plan import Context, Plan

DISCLOSURE = "상담창에 적은 병력은 보험사에 대한 고지(알릴의무)가 아닙니다. 건강에 관한 내용은 동의가 있어야 기억에 저장합니다."
ADVERTISING = "고객에게 보내기 전에 소속 회사의 광고 심의와 담당자 검토를 거쳐 주세요. AI가 만든 초안입니다."
PRIORITY = "약관과 증권이 우선합니다"
AI = "AI가 생성한 답변이며 최종 판단은 담당자와 보험사가 합니다"


def opening(context: Context, question: str) -> Iterator[str]:
    """What was masked, before anything else."""
    if context.masked:
        yield f"입력하신 {'·'.join(context.masked)}는 가려서 처리했고 저장하지 않았습니다.\n\n"


def closing(plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[str]:
    """The disclosure and review notices where they apply, then the date, precedence and AI line."""
    if "disclosure" in plan.notes:
        yield f"\n※ {DISCLOSURE}\n"
    if "advertising" in plan.notes:
        yield f"\n※ {ADVERTISING}\n"
    yield f"\n_{footer(evidence, context)}_\n"


def footer(evidence: Sequence[Evidence], context: Context) -> str:
    """'자료 기준일 2025-08~2025-11-05 · 약관과 증권이 우선합니다 · AI가 생성한 …'."""
    cited = [
        c
        for c in all_citations(evidence)
        if c.as_of[:4].isdigit() and len(c.as_of) >= 7 and c.source_class in ("sourced", "plan_example")
    ]
    dates = sorted({c.as_of for c in cited if c.insurer} or {c.as_of for c in cited})
    span = (
        f"자료 기준일 {dates[0] if dates[0] == dates[-1] else f'{dates[0]}~{dates[-1]}'}" if dates else f"기준일 {context.as_of}"
    )
    return f"{span} · {PRIORITY} · {AI}"

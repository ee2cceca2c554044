"""The first sentence on coverages: a belief confirmed or corrected, the condition asked about, or what an insurer's documents hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage
from gazel.reasoning.compose.words import josa, listing
from gazel.workflow.tools import coverage_words as words

ASK_INSURER = "어느 보험사의 어떤 상품인지, 가입금액은 얼마인지 알려 주세요. 증권을 보시면 정확히 안내할 수 있습니다."
_CONDITIONS = ("waiting", "reduction")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the documents: `claimed` is what the question takes for granted, `general` the general-cancer benefit."""

    catalog: Catalog
    insurers: tuple[str, ...]
    disease: str
    group: str
    families: tuple[str, ...]
    aspect: str
    claimed: Mapping[str, Any]
    amount: bool
    within_days: int | None
    general: bool


def headline(asked: Asked, rows: Sequence[Coverage]) -> str:
    """The sentence that answers, '' where the rows hold nothing."""
    if asked.general:
        return _general_instead(asked)
    if not rows:
        return ""
    if len(rows) == 1:
        return _of_one(asked, rows[0])
    if asked.amount and not asked.insurers:
        return f"{asked.disease} {listing(asked.families) or '보장'}의 금액은 회사와 가입금액에 따라 달라 바로 말씀드릴 수 없습니다. {ASK_INSURER}"
    if len(asked.insurers) == 1:
        return _condition(asked, rows) or _overview(asked, rows)
    return f"{josa(asked.disease, '은/는')} 회사마다 담보와 지급률이 다릅니다. 아래 표는 각 사 문서에서 확인되는 {len(rows)}개 담보입니다."


def _of_one(asked: Asked, row: Coverage) -> str:
    """The one rider: whether the belief about it holds, else its conditions, the one asked about first."""
    if belief := words.verdict(row, asked.disease, asked.claimed, asked.aspect):
        return belief
    said = words.sentence(row, asked.disease, aspect=asked.aspect)
    if asked.amount and not asked.insurers:
        return f"{asked.disease} {listing(asked.families) or '보장'}의 금액은 회사와 가입금액에 따라 달라 바로 말씀드릴 수 없습니다. {ASK_INSURER}"
    if asked.claimed.get("won"):
        return f"{words.believed_sum([row], asked.claimed['won'])} {said}"
    if asked.within_days and (within := words.within(row, asked.within_days)):
        return f"{within} {said}"
    if asked.claimed.get("negative"):
        return f"아닙니다. {said}"
    return said


def _condition(asked: Asked, rows: Sequence[Coverage]) -> str:
    """The waiting period or reduction of the diagnosis benefit, with the riders that differ; '' where neither was asked about."""
    about = asked.aspect if asked.aspect in _CONDITIONS else next((c for c in _CONDITIONS if c in asked.claimed), "")
    main = next((row for row in rows if row.benefit == "diagnosis"), None)
    if not about or main is None:
        return ""
    lead = words.verdict(main, asked.disease, asked.claimed, about) or words.sentence(main, asked.disease, aspect=about)
    clause = words.waiting_words if about == "waiting" else words.reduction_words
    others = [row for row in rows if row is not main and clause(row) != clause(main)]
    return lead + (f" 담보마다 달라 {', '.join(f'‘{row.name}’ {clause(row)}' for row in others[:2])}." if others else "")


def _overview(asked: Asked, rows: Sequence[Coverage]) -> str:
    insurer = asked.insurers[0]
    product = asked.catalog.product(insurer)
    name = f"{insurer} '{product.name}'" if product else insurer
    if asked.group == "갑상선암":
        kind = "갑상선암은 일반암이 아니라 유사암으로 보장되며"
    elif asked.group == "일반암":
        kind = f"{josa(asked.disease, '은/는')} 일반암으로 보장되며"
    else:
        kind = f"{asked.disease}에 대해"
    no = "아닙니다. " if asked.claimed.get("negative") else ""
    return f"{no}{name}에서 {kind} 문서에서 확인되는 담보는 {len(rows)}개입니다. 지급금액은 가입금액을 기준으로 정해집니다."


def _general_instead(asked: Asked) -> str:
    """That thyroid cancer is no case of the general-cancer benefit; agreed where the speaker believed just that."""
    who = f"{listing(asked.insurers)}에서 " if asked.insurers else ""
    opening = ("네, 맞습니다. " if asked.claimed.get("negative") else "아닙니다. ") if asked.claimed else ""
    return f"{opening}{who}갑상선암(C73)은 일반암 진단비 대상에서 제외되고, 유사암 진단비에서 따로 보장됩니다."

"""Sentences about coverages: what a rider pays, whether a belief about it holds, what the data does not have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage, Family
from gazel.reasoning.compose.words import josa, listing, man
from gazel.reasoning.evidence import Point
from gazel.workflow.tools.coverage_table import reduction

GENERAL = ("암수술비", "유사암수술비", "암진단비", "유사암진단비")
"""Families that stand for each other when an insurer has only one of the pair."""
SMALL_CANCERS = frozenset({"유방암", "자궁경부암", "자궁체부암", "전립선암", "방광암"})
"""The cancers of C50, C53, C54, C61 and C67."""
ASPECTS = ("amount", "waiting", "reduction", "limit")


def ratio(row: Coverage) -> str:
    """'가입금액의 20%', '하루 가입금액의 20%', or '가입금액의 100%(기타피부암 20%)' as the document states it."""
    basis = f"하루 {row.pay_basis.removesuffix('/일')}" if row.pay_basis.endswith("/일") else row.pay_basis
    if "의" in basis or not row.payout or row.payout.ratio_pct != 100:
        return basis
    return basis.replace("가입금액", "가입금액의 100%", 1)


def open_waiting(row: Coverage) -> bool:
    """Whether the document leaves the waiting period to the policy terms."""
    return row.payout is None or row.payout.waiting_days is None or "확인" in row.waiting


def waiting_words(row: Coverage) -> str:
    """The waiting period as a clause."""
    if open_waiting(row):
        return f"면책기간은 제안서에 {josa(quoted(row.waiting), '으로/로')} 적혀 있어 약관 확인이 필요합니다"
    if row.payout and row.payout.waiting_days == 0:
        return "면책기간은 없습니다(계약일부터 보장)"
    return f"면책기간은 {row.waiting}입니다"


def quoted(text: str) -> str:
    """A matrix cell without its own note to look the terms up, in quotation marks: "'보장개시일 이후' 문구-약관 확인" → '보장개시일 이후'."""
    plain = re.sub(r"(?:\s*문구)?-?약관 확인", "", text).strip("' ").replace("()", "")
    return f"'{plain}'" if plain else "'약관 확인'"


def reduction_words(row: Coverage) -> str:
    """The reduction as a clause."""
    text = reduction(row)
    return "감액은 없습니다" if text == "없음" else f"감액은 {text}입니다"


def small_words(row: Coverage, disease: str) -> str:
    """That the reduction for small cancers alone strikes this disease, as a clause; '' for any other disease or rider."""
    if disease not in SMALL_CANCERS or not row.payout or row.payout.scope != "small_cancer":
        return ""
    step = row.payout.steps[0]
    return f"{josa(disease, '은/는')} 소액암이라 감액 대상이고, 가입 후 {step.until[:-1]}년 미만이면 가입금액의 {step.pct:g}%, 그 뒤에는 {ratio(row)}입니다"


def sentence(row: Coverage, disease: str, *, aspect: str = "") -> str:
    """One sentence on a rider; `aspect` ('waiting', 'reduction', 'limit', 'amount') is said first."""
    name = f"{row.insurer} '{row.name}'"
    clauses = {
        "amount": f"{josa(disease, '이면/면')} {josa(ratio(row), '을/를')} 지급하는 구조입니다"
        if "면제" not in row.pay_basis
        else f"{row.pay_basis} 담보입니다",
        "waiting": waiting_words(row),
        "reduction": reduction_words(row),
        "limit": f"한도는 {row.limit}입니다" if row.limit not in ("", "-") else "횟수 한도는 제안서에 적혀 있지 않습니다",
    }
    if aspect not in clauses or aspect == "amount":
        return f"{josa(name, '은/는')} {clauses['amount']}. {clauses['waiting']}. {clauses['reduction']}."
    rest = [clauses[key] for key in ("amount", "waiting", "reduction") if key != aspect]
    return f"{name}의 {clauses[aspect]}. {'. '.join(rest)}."


def within(row: Coverage, days: int) -> str:
    """What is paid for an event `days` days after the contract or sooner; '' where no reduction step speaks of it."""
    steps = row.payout.steps if row.payout else ()
    for step in steps:
        span = int(step.until[:-1]) * (365 if step.until.endswith("y") else 1)
        if days <= span:
            return f"{row.insurer} '{row.name}'의 지급액은 가입 후 {_span(step.until)} 미만이면 가입금액의 {step.pct:g}%입니다."
    return ""


def point(row: Coverage, disease: str, *, aspect: str = "") -> Point:
    """The rider's sentence with its source."""
    return Point(sentence(row, disease, aspect=aspect), row.citations)


@dataclass(frozen=True, slots=True)
class Checked:
    """A belief about a rider, set against its document: whether it holds, and what holds, as a clause."""

    of: str
    holds: bool
    clause: str


def checked(row: Coverage, disease: str, claimed: Mapping[str, Any], aspect: str = "") -> list[Checked]:
    """What the speaker believes of the share, the waiting period and the reduction; an open term is left out."""
    percent, days, payout = claimed.get("percent"), claimed.get("days"), row.payout
    if payout is None:
        return []
    reduced = {step.pct for step in payout.steps}
    found = []
    small = small_words(row, disease)
    if early := _first_year(row, disease, claimed):
        found.append(Checked("reduction", False, early))
    elif percent is not None and not small and percent not in reduced - {payout.ratio_pct}:
        holds = percent == payout.ratio_pct
        share = f"{ratio(row)}입니다"
        found.append(Checked("amount", holds, f"{disease} 지급률은 {share if holds else f'{percent}%가 아니라 {share}'}"))
    waits = claimed.get("waiting", True if days is not None and aspect == "waiting" else None)
    if waits is not None and not open_waiting(row):
        holds = payout.waiting_days == days if waits and days is not None else bool(payout.waiting_days) == waits
        found.append(Checked("waiting", holds, waiting_words(row)))
    if days is not None and waits is None and row.benefit == "hospital_day" and payout.limit_days:
        found.append(Checked("limit", payout.limit_days == days, f"입원 한도는 {payout.limit_days}일입니다"))
    if claimed.get("reduction") is not None:
        found.append(Checked("reduction", bool(payout.steps) == claimed["reduction"], small or reduction_words(row)))
    return found


def _first_year(row: Coverage, disease: str, claimed: Mapping[str, Any]) -> str:
    """That the full share is not paid in the first year, as a clause, where it is believed to be and a reduction strikes the disease."""
    payout = row.payout
    full = payout is not None and claimed.get("percent") == payout.ratio_pct and claimed.get("early")
    if not full or payout is None or not payout.steps or (payout.scope == "small_cancer" and disease not in SMALL_CANCERS):
        return ""
    shares = ", ".join(f"가입 후 {_span(step.until)} 미만이면 가입금액의 {step.pct:g}%" for step in payout.steps)
    return f"지급액은 {shares}이고, 그 뒤에는 {ratio(row)}입니다"


def _span(until: str) -> str:
    return f"{until[:-1]}{'년' if until.endswith('y') else '일'}"


def verdict(row: Coverage, disease: str, claimed: Mapping[str, Any], aspect: str = "") -> str:
    """'네, 자료와 같습니다.' or '아닙니다.' with what is wrong first and then the rider's other conditions; '' where nothing can be checked."""
    found = sorted(checked(row, disease, claimed, aspect), key=lambda item: item.holds)
    percent, name = claimed.get("percent"), f"{row.insurer} '{row.name}'"
    of_reduction = percent is not None and row.payout is not None and percent in {step.pct for step in row.payout.steps}
    if not found and not of_reduction:
        return ""
    if of_reduction and percent != (row.payout.ratio_pct if row.payout else None):
        return f"{percent}%는 감액기간의 비율입니다. {josa(name, '은/는')} {disease}에 {josa(ratio(row), '을/를')} 지급하고, {reduction_words(row)}."
    opening = "네, 자료와 같습니다." if all(item.holds for item in found) else "아닙니다."
    told = {item.of for item in found}
    rest = {
        "amount": small_words(row, disease) or f"{disease} 지급률은 {ratio(row)}입니다",
        "waiting": waiting_words(row),
        "reduction": reduction_words(row),
    }
    clauses = dict.fromkeys([*(item.clause for item in found), *(clause for of, clause in rest.items() if of not in told)])
    other = f" {percent}%는 기타피부암에 적용되는 비율입니다." if f"기타피부암 {percent}%" in row.pay_basis else ""
    return f"{opening} {name}의 {'. '.join(clauses)}.{other}"


def believed_sum(rows: Sequence[Coverage], won: int) -> str:
    """What to say when an amount is taken as fixed: sums insured are chosen."""
    examples = sorted({row.plan_example_krw for row in rows if row.plan_example_krw})
    if won in examples:
        return f"{man(won)}은 보험사가 정한 금액이 아니라 그 제안서에서 고른 가입금액의 예시입니다. 지급금액은 가입금액과 지급률로 정해집니다."
    return "금액은 보험사가 정한 값이 아니라 증권에 적힌 가입금액으로 정해집니다."


def missing_insurers(catalog: Catalog, names: Sequence[str]) -> list[Point]:
    """For each insurer without documents: that its figures cannot be given, and what is known instead."""
    points = []
    for name in names:
        row = catalog.insurer(name)
        note = row.note if row and ("연구노트" in row.note or "구조" in row.note) else ""
        text = f"{josa(name, '은/는')} 보유한 자료에 상품 문서가 없어 담보와 금액을 확인할 수 없습니다. {note}".strip()
        points.append(Point(text, row.citations if row else ()))
    return points


def not_held(insurers: Sequence[str], families: Sequence[str], rows: Sequence[Coverage]) -> list[Point]:
    """For each rider asked of a named insurer that its documents do not have: that it cannot be confirmed."""
    held = {row.family for row in rows}
    missing = [family for family in families if family not in held and family not in GENERAL]
    if not insurers:
        return []
    return [Point(f"{listing(insurers)}의 {family} 담보는 보유한 문서에 없어 확인할 수 없습니다.") for family in missing]


def names_only(families: Sequence[Family], rows: Sequence[Coverage]) -> list[Point]:
    """For families without figures: which insurers sell them, as far as the documents say."""
    points = []
    for family in families:
        sold = [row for row in rows if row.family == family.id]
        sellers = f"문서에서 확인되는 곳은 {listing(row.insurer for row in sold)}입니다. " if sold else ""
        text = f"{family.id} 담보의 회사별 금액과 조건은 보유한 자료에 없습니다. {sellers}{family.note}"
        points.append(Point(text.strip(), tuple(c for row in sold for c in row.citations) or family.citations))
    return points

"""Sentences about coverages: what a rider pays, whether a belief about it holds, what the data does not have."""

from collections.abc import Sequence

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage, Family
from gazel.reasoning.compose.words import josa, listing, man
from gazel.reasoning.evidence import Point
from gazel.workflow.tools.coverage_table import reduction

GENERAL = ("암수술비", "유사암수술비", "암진단비", "유사암진단비")
"""Families that stand for each other when an insurer has only one of the pair."""
ASPECTS = ("amount", "waiting", "reduction", "limit")


def ratio(row: Coverage) -> str:
    """'가입금액의 20%', or '가입금액의 100%(기타피부암 20%)' as the document states it."""
    if row.pay_basis.startswith("가입금액의"):
        return row.pay_basis
    return (
        row.pay_basis.replace("가입금액", "가입금액의 100%", 1) if row.payout and row.payout.ratio_pct == 100 else row.pay_basis
    )


def waiting_words(row: Coverage) -> str:
    """The waiting period as a clause."""
    if row.payout and row.payout.waiting_days == 0:
        return "면책기간은 없습니다(계약일부터 보장)"
    if row.payout is None or row.payout.waiting_days is None or "확인" in row.waiting:
        return f"면책기간은 '{row.waiting.strip(chr(39))}'로 적혀 있어 약관 확인이 필요합니다"
    return f"면책기간은 {row.waiting}입니다"


def reduction_words(row: Coverage) -> str:
    """The reduction as a clause."""
    text = reduction(row)
    return "감액은 없습니다" if text == "없음" else f"감액은 {text}입니다"


def sentence(row: Coverage, disease: str, *, aspect: str = "") -> str:
    """One sentence on a rider; `aspect` ('waiting', 'reduction', 'limit', 'amount') is said first."""
    name = f"{row.insurer} '{row.name}'"
    clauses = {
        "amount": f"{josa(disease, '이면/면')} {ratio(row)}를 지급하는 구조입니다"
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
            length = f"{step.until[:-1]}{'년' if step.until.endswith('y') else '일'}"
            return f"{row.insurer} '{row.name}'의 지급액은 가입 후 {length} 미만이면 가입금액의 {step.pct:g}%입니다."
    return ""


def point(row: Coverage, disease: str, *, aspect: str = "") -> Point:
    """The rider's sentence with its source."""
    return Point(sentence(row, disease, aspect=aspect), row.citations)


def correction(row: Coverage, disease: str, percent: int, waiting_days: int | None = None) -> str:
    """Whether the believed share of the sum insured, and the believed waiting period, hold for this rider."""
    if waiting_days is not None and row.payout and row.payout.waiting_days != waiting_days:
        share = "맞지만" if percent == int(row.payout.ratio_pct) else "아니고"
        return (
            f"아닙니다. {row.insurer} '{row.name}'의 {waiting_words(row)}. {percent}% 지급은 {share}"
            f" {josa(ratio(row), '이/가')} 기준이고, {reduction_words(row)}."
        )
    actual = int(row.payout.ratio_pct) if row.payout else None
    reduced = [step.pct for step in row.payout.steps] if row.payout else []
    if percent == actual:
        return f"네, 자료와 같습니다. {josa(row.insurer, '은/는')} {disease}에 {josa(ratio(row), '을/를')} 지급합니다."
    if percent in reduced:
        return f"{percent}%는 감액기간의 비율입니다. {josa(row.insurer, '은/는')} {disease}에 {josa(ratio(row), '을/를')} 지급하고, {reduction_words(row)}."
    other = f" {percent}%는 기타피부암에 적용되는 비율입니다." if f"기타피부암 {percent}%" in row.pay_basis else ""
    return f"아닙니다. {row.insurer} '{row.name}'의 {disease} 지급률은 {percent}%가 아니라 {ratio(row)}이며, {reduction_words(row)}.{other}"


def believed_waiting(row: Coverage, days: int) -> str:
    """'아닙니다.' or '네,' for a believed waiting period; '' where the document leaves it open."""
    actual = row.payout.waiting_days if row.payout else None
    if actual is None or "확인" in row.waiting:
        return ""
    return "네, 자료와 같습니다. " if actual == days else "아닙니다. "


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

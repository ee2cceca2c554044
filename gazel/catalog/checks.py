"""What holds between rows: every name exists, no invented figure stands beside a real insurer, no sentence promises too much."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Statement, Topic
from gazel.catalog.provenance import Provenance, Row
from gazel.catalog.reading import RawRow
from gazel.catalog.rows import CodeRange, Coverage, Plan, ReductionStep

RawTables = Mapping[str, Mapping[str, RawRow]]
TO_BE_CHECKED = re.compile(r"확인(?:이)? ?필요")
FORBIDDEN = re.compile(r"무조건|최고(?!재판소)|100\s*%\s*(?:나옵|지급됩)|확실히|틀림없이|누구나")
"""Assertions that no shipped sentence may contain (금융소비자보호법 §21)."""


def check_all(catalog: Catalog, raw: RawTables) -> None:
    """Raises CatalogError for the first row that contradicts another or the conduct rules."""
    for kind, rows in catalog.tables().items():
        for row in rows.values():
            _check_provenance(catalog, raw[kind][row.id], row)
    for product in catalog.products.values():
        _known(raw["products"][product.id], "insurer", [product.insurer], catalog.insurers)
    for group in catalog.code_groups.values():
        _check_ranges(raw["code_groups"][group.id], (*group.ranges, *group.excludes))
    for coverage in catalog.all_coverages():
        _check_coverage(catalog, raw["coverages"][coverage.id], coverage)
    for plan in catalog.plans.values():
        _check_plan(catalog, raw["plans"][plan.id], plan)
    for topic in catalog.topics.values():
        _check_topic(catalog, raw["topics"][topic.id], topic)
    _check_procedures(catalog, raw)
    for insurer in catalog.insurers.values():
        _known(raw["insurers"][insurer.id], "similar_cancer_set", insurer.similar_cancer_set, catalog.code_groups)


def _known(row: RawRow, field: str, names: Iterable[str], table: Mapping[str, Row]) -> None:
    for name in names:
        if name not in table:
            raise row.error((field,), f"등록되지 않은 이름입니다({name!r}).")


def _check_provenance(catalog: Catalog, raw: RawRow, row: Row) -> None:
    for item in row.prov:
        _check_source(catalog, raw, item)


def _check_source(catalog: Catalog, raw: RawRow, item: Provenance) -> None:
    if len(item.as_of) == 10:
        try:
            date.fromisoformat(item.as_of)
        except ValueError:
            raise raw.error(("prov",), f"없는 날짜입니다({item.as_of}).") from None
    insurer = catalog.insurers.get(item.insurer)
    if item.insurer and insurer is None:
        raise raw.error(("prov",), f"출처의 보험사가 등록되어 있지 않습니다({item.insurer!r}).")
    invented = item.source_class == "illustrative" or item.source_type == "illustrative"
    if invented and insurer is not None and insurer.line != "가상":
        raise raw.error(("prov",), f"실제 보험사({item.insurer})의 이름으로 가상 수치를 둘 수 없습니다.")


def _check_coverage(catalog: Catalog, raw: RawRow, coverage: Coverage) -> None:
    _known(raw, "insurer", [coverage.insurer], catalog.insurers)
    _known(raw, "product", [coverage.product], catalog.products)
    _known(raw, "family", [coverage.family], catalog.families)
    _known(raw, "code_groups", coverage.code_groups, catalog.code_groups)
    if catalog.products[coverage.product].insurer != coverage.insurer:
        raise raw.error(("product",), "다른 보험사의 상품입니다.")
    fictional = catalog.insurers[coverage.insurer].line == "가상"
    for item in coverage.prov:
        if item.insurer and item.insurer != coverage.insurer:
            raise raw.error(("prov",), f"다른 보험사({item.insurer})의 문서를 출처로 두었습니다.")
        if not fictional and item.source_class not in ("sourced", "plan_example"):
            raise raw.error(
                ("prov",), f"실제 보험사({coverage.insurer})의 담보에는 문서 출처가 있어야 합니다({item.source_class})."
            )
        if fictional and item.source_class != "illustrative":
            raise raw.error(("prov",), "가상 보험사의 담보는 class가 illustrative여야 합니다.")
    if coverage.plan_example_krw and not fictional and coverage.prov[0].source_class != "plan_example":
        raise raw.error(("prov",), "가입금액 예시가 있는 행은 class가 plan_example이어야 합니다.")
    if coverage.payout:
        _check_steps(raw, coverage.payout.steps)


def _check_steps(raw: RawRow, steps: tuple[ReductionStep, ...]) -> None:
    days = [int(step.until[:-1]) * (365 if step.until.endswith("y") else 1) for step in steps]
    if days != sorted(set(days)) or [s.pct for s in steps] != sorted(s.pct for s in steps):
        raise raw.error(("payout", "steps"), "감액 구간은 기간과 비율이 차례로 커져야 합니다.")


def _check_ranges(raw: RawRow, ranges: Iterable[CodeRange]) -> None:
    for item in ranges:
        if item.first > item.last:
            raise raw.error(("ranges",), f"코드 범위의 앞뒤가 바뀌었습니다({item.first}–{item.last}).")


def _check_plan(catalog: Catalog, raw: RawRow, plan: Plan) -> None:
    _known(raw, "insurer", [plan.insurer], catalog.insurers)
    _known(raw, "product", [plan.product], catalog.products)
    known = {row.id: row for row in catalog.all_coverages()}
    _known(raw, "items", [item.coverage for item in plan.items], known)
    if (plan.label == "illustrative") != (catalog.insurers[plan.insurer].line == "가상"):
        raise raw.error(("label",), "가상 계약은 가상 보험사에만, 가입금액 예시는 실제 문서가 있는 보험사에만 둘 수 있습니다.")


def _check_topic(catalog: Catalog, raw: RawRow, topic: Topic) -> None:
    weak = False
    for index, statement in enumerate(topic.statements):
        weak |= _check_statement(catalog, raw, ("statements", index), statement)
    if weak and topic.behaviour != "needs_review":
        raise raw.error(("behaviour",), "등급 C·D 문장이 있는 주제는 needs_review여야 합니다.")
    for check in topic.checks:
        _check_words(raw, ("checks",), check)


def _check_statement(catalog: Catalog, raw: RawRow, at: tuple[str | int, ...], statement: Statement) -> bool:
    """Whether the statement rests on a source of grade C or D."""
    _check_words(raw, (*at, "text"), statement.text)
    for name in statement.insurers:
        if name not in catalog.insurers:
            raise raw.error((*at, "insurers"), f"등록되지 않은 이름입니다({name!r}).")
    for item in statement.prov:
        _check_source(catalog, raw, item)
    weak = any(item.grade in ("C", "D") for item in statement.prov)
    if weak and not TO_BE_CHECKED.search(statement.text):
        raise raw.error((*at, "text"), "등급 C·D의 내용은 '확인 필요'로 적어야 합니다.")
    return weak


def _check_words(raw: RawRow, at: tuple[str | int, ...], text: str) -> None:
    found = FORBIDDEN.search(text)
    if found:
        raise raw.error(at, f"단정 표현('{found.group()}')을 쓸 수 없습니다.")


def _check_procedures(catalog: Catalog, raw: RawTables) -> None:
    for procedure in catalog.all_procedures():
        row = raw["procedures"][procedure.id]
        _known(row, "families", procedure.families, catalog.families)
        _known(row, "code_groups", procedure.code_groups, catalog.code_groups)
        for index, step in enumerate(procedure.steps):
            for field, names, table in (
                ("documents", step.documents, catalog.documents),
                ("deadlines", step.deadlines, catalog.deadlines),
            ):
                for name in names:
                    if name not in table:
                        raise row.error(("steps", index, field), f"등록되지 않은 이름입니다({name!r}).")
            _check_words(row, ("steps", index, "detail"), step.detail)

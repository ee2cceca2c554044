"""Tables of coverages: one row a rider, amounts as share of the sum insured, the plan example named as an example."""

from collections.abc import Sequence

from gazel.catalog.rows import Coverage
from gazel.insurance.citation import Citation
from gazel.reasoning.compose.words import man
from gazel.reasoning.evidence import Table

COLUMNS = ("보장명", "지급사유", "지급금액", "면책기간", "감액", "한도", "근거(문서·쪽·기준일)")


def amount(row: Coverage) -> str:
    """'가입금액의 20% (설계 예시 가입금액 300만원)'."""
    if row.plan_example_krw is None:
        return row.pay_basis
    share = "" if row.pay_basis == "가입금액" else "가입금액 "
    per_day = "/일" if row.benefit == "hospital_day" and not share else ""
    return f"{row.pay_basis} (설계 예시 {share}{man(row.plan_example_krw)}{per_day})"


def shown(value: str) -> str:
    """A matrix cell for readers: a dash where the document says nothing."""
    return value if value not in ("", "-") else "문서에 없음"


def waiting(row: Coverage) -> str:
    """The waiting period in words."""
    if row.waiting == "없음":
        return "없음(계약일부터 보장)"
    return shown(row.waiting).replace("-약관 확인", ", 약관 확인 필요")


def reduction(row: Coverage) -> str:
    """The reduction in words."""
    return row.reduction.replace("1년미만", "1년 미만").replace("일미만", "일 미만") if row.reduction not in ("", "-") else "없음"


def source(citation: Citation) -> str:
    """'가입제안서 p.5 (기준일 2025-10-02)'."""
    page = f" p.{citation.page}" if citation.page else ""
    return f"{citation.doc}{page} (기준일 {citation.as_of})"


def coverage_table(title: str, rows: Sequence[Coverage], *, with_insurer: bool = False) -> Table:
    """The rows under `COLUMNS`, with the insurer in front where several are shown; one citation a row."""
    columns = ("보험사", *COLUMNS) if with_insurer else COLUMNS
    return Table(
        title=title,
        columns=columns,
        rows=tuple(
            (
                *((row.insurer,) if with_insurer else ()),
                row.name, row.trigger, amount(row), waiting(row), reduction(row), shown(row.limit), source(row.citation),
            )
            for row in rows
        ),
        citations=tuple(row.citation for row in rows),
    )  # fmt: skip

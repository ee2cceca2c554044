"""compare_coverage: several insurers side by side, by structure; differing conditions are named, no winner is crowned."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage
from gazel.insurance.citation import Citation
from gazel.reasoning.compose.words import josa, listing
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.compare_words import family_points, similar_set_points
from gazel.workflow.tools.context import ToolDeps, call_context
from gazel.workflow.tools.coverage_table import amount, coverage_table, reduction, waiting
from gazel.workflow.tools.coverage_words import missing_insurers, names_only, ratio, verdict
from gazel.workflow.tools.topic_evidence import topic_points

SIDE_BY_SIDE = 3
"""Up to so many insurers get a column each; more get a row each."""
ASPECTS = ("amount", "waiting", "reduction", "limit")
NO_WINNER = "한 회사를 골라 우열을 말씀드릴 수 없습니다. 금융소비자보호법상 비교 기준과 객관적 근거 없이 우수하다고 표시할 수 없어, 동일한 조건에서 확인되는 구조만 비교해 드립니다."
CHECKS = (
    "비교할 나이·성별·납입기간·만기·가입금액을 같게 맞춘 설계서",
    "회사별 약관의 면책·감액 문구",
    "고객에게 설명한 비교 자료의 기준일",
)


def compare_coverage_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's catalogue."""

    @tool("compare_coverage", response_format="content_and_artifact")
    def compare_coverage(
        config: RunnableConfig,
        insurers: list[str] | None = None,
        disease: str = "갑상선암",
        families: list[str] | None = None,
        aspect: str = "",
        ranking: bool = False,
        similar_member: str = "",
        unknown_insurers: list[str] | None = None,
        claimed: dict[str, Any] | None = None,
        wanted: dict[str, Any] | None = None,
        without: list[str] | None = None,
        topics: list[str] | None = None,
    ) -> tuple[str, Evidence]:
        """여러 보험사의 같은 담보를 구조(지급 기준·면책·감액·한도)로 나란히 비교합니다. 우열은 말하지 않습니다.

        insurers 비교할 보험사(비우면 자료의 8개사), disease 질병군, families 담보 계열, aspect 비교할 항목,
        ranking '제일 좋은 곳'을 물었는지, similar_member 유사암 범위에 드는지 물은 암(대장점막내암 등), claimed 전제한 값,
        wanted 찾는 조건({"percent": 100} 또는 {"without": "reduction"}), without 뺄 보험사.
        """
        named = [row.id for name in insurers or [] if (row := deps.catalog.insurer(name)) and row.in_data]
        unknown = [*(unknown_insurers or []), *(n for n in insurers or [] if not (r := deps.catalog.insurer(n)) or not r.in_data)]
        everyone = [row.id for row in deps.catalog.insurers_in_data() if row.id not in (without or [])]
        chosen = named or ([] if unknown else everyone)
        extra = topic_points(
            [t for name in topics or [] if (t := deps.catalog.topic(name))], call_context(config).question, tuple(named)
        )
        if similar_member:
            evidence = _similar(deps.catalog, named, similar_member, extra, claimed or {})
        else:
            evidence = _compare(deps.catalog, chosen, unknown, disease, families or [], aspect, ranking, claimed or {}, extra)
            if wanted and (found := who_has(deps.catalog, chosen, disease, families or [], wanted)):
                evidence = replace(evidence, headline=found)
        return evidence.summary, evidence

    return compare_coverage


def _rows(catalog: Catalog, insurers: Sequence[str], disease: str, families: Sequence[str]) -> list[Coverage]:
    group = catalog.code_groups.get(disease)
    general = group is not None and group.category in ("일반암", "소액암") and disease != "소액암"
    groups = {catalog.families[f].group for f in families if f in catalog.families}
    wanted = {f for name in groups for f in catalog.families_of_group(name)}
    if not insurers:
        return []
    rows = catalog.coverages(insurers=insurers, families=wanted, code_group="일반암" if general else disease if group else None)
    return [row for row in rows if row.benefit != "waiver" or wanted]


def _compare(
    catalog: Catalog, insurers: Sequence[str], unknown: Sequence[str], disease: str, families: Sequence[str], aspect: str,
    ranking: bool, claimed: dict[str, Any], extra: Sequence[Point],
) -> Evidence:  # fmt: skip
    rows = _rows(catalog, insurers, disease, families)
    figures = [row for row in rows if row.payout]
    named = [catalog.families[f] for f in families if f in catalog.families and catalog.families[f].holdings != "figures"]
    groups = list(dict.fromkeys(catalog.families[row.family].group for row in figures))
    points: list[Point] = [*missing_insurers(catalog, unknown), *names_only(named, rows)]
    if claimed.get("percent") is not None and families:
        points += [Point(said, row.citations) for row in figures if (said := verdict(row, disease, claimed))]
    for group in groups:
        members = {
            name: [r for r in figures if r.insurer == name and catalog.families[r.family].group == group] for name in insurers
        }
        label = listing(r.family for rows_ in members.values() for r in rows_)
        order = [aspect, *(a for a in ASPECTS if a != aspect)] if aspect in ASPECTS else list(ASPECTS)
        points += family_points(label, {name: found for name, found in members.items() if found}, order)
    if families:
        absent = [name for name in insurers if not any(row.insurer == name for row in rows)]
        points += (
            [Point(f"{listing(absent)}의 문서에서는 {listing(families)} 담보가 확인되지 않습니다(판매 여부는 보험사 확인).")]
            if absent
            else []
        )
    points += [
        Point(row.payout.check_terms, row.citations) for row in figures if families and row.payout and row.payout.check_terms
    ]
    dates = sorted({row.citation.as_of for row in figures})
    points.append(
        Point(
            f"비교 기준: 각 사 가입제안서({dates[0]}~{dates[-1]})의 구조이며, 나이·성별·납입기간·가입금액이 같지 않아 금액의 우열은 비교하지 않습니다."
        )
        if dates
        else Point("비교할 수치 자료가 없습니다.")
    )
    return Evidence(
        tool="compare_coverage",
        summary=f"{listing(insurers) or listing(unknown)} {disease} 비교 · 담보 {len(figures)}개",
        headline=_headline(insurers, unknown, disease, families, ranking, points),
        points=(*points, *extra),
        tables=_tables(catalog, insurers, figures, disease),
        checks=CHECKS,
        warnings=("비교 후보가 3개 미만입니다. 비교·설명 의무에 맞는 후보 수를 확인하세요.",) if 0 < len(insurers) < 3 else (),
        data={"insurers": list(insurers), "unknown_insurers": list(unknown), "ranking": ranking},
    )


def who_has(catalog: Catalog, insurers: Sequence[str], disease: str, families: Sequence[str], wanted: dict[str, Any]) -> str:
    """Which insurers' riders meet the condition that was asked for, and which do not; '' without rows."""
    rows = [row for row in _rows(catalog, insurers, disease, families or ["유사암진단비"]) if row.payout]
    if "percent" in wanted:
        meets = [row for row in rows if row.payout and row.payout.ratio_pct == wanted["percent"]]
        what = f"가입금액의 {wanted['percent']}%를 지급하는 곳"
    elif wanted["without"] == "reduction":
        meets, what = [row for row in rows if row.payout and not row.payout.steps], "감액이 없는 곳"
    else:
        meets, what = [row for row in rows if row.payout and row.payout.waiting_days == 0], "면책기간이 없는 곳"
    if not rows:
        return ""
    others = [row for row in rows if row not in meets]
    label = f"{disease} {listing(row.family for row in rows)}"
    found = (
        f"{label}에서 {what}은 {listing(row.insurer for row in meets)}입니다."
        if meets
        else f"자료의 {label}에서 {what}은 확인되지 않습니다."
    )
    conditions = {"percent": ratio, "reduction": reduction, "waiting": waiting}[
        "percent" if "percent" in wanted else wanted["without"]
    ]
    rest = f" 그 밖에 {', '.join(dict.fromkeys(f'{row.insurer} {conditions(row)}' for row in others))}." if others else ""
    return found + rest


def _headline(
    insurers: Sequence[str], unknown: Sequence[str], disease: str, families: Sequence[str], ranking: bool, points: Sequence[Point]
) -> str:
    if ranking:
        return NO_WINNER
    if unknown and not insurers:
        return points[0].text
    named = listing(families)
    what = f"{disease} 보장" if not families else named if disease in named else f"{disease} {named}"
    missing = f" {josa(listing(unknown), '은/는')} 상품 문서가 자료에 없어 비교할 수 없습니다." if unknown else ""
    if len(insurers) == 1:
        return f"{missing.strip()} {insurers[0]}의 {what} 구조만 보여 드립니다.".strip()
    bare = next((p.text for p in points if "회사별 금액과 조건은 보유한 자료에 없습니다" in p.text), "")
    if bare and not any("조건이 다릅니다" in p.text or "같은 조건" in p.text for p in points):
        return bare
    only = next(
        (p.text for p in points if families and "문서에서 확인되는 곳은" in p.text and "조건이 다릅니다" not in p.text), ""
    )
    if only and len(insurers) > 2 and not any("조건이 다릅니다" in p.text for p in points):
        return only
    different = next((p.text for p in points if "조건이 다릅니다" in p.text), "")
    who = listing(insurers) if len(insurers) <= 3 else f"{len(insurers)}개사"
    return f"{who}의 {josa(what, '을/를')} 같은 항목끼리 구조로 비교했습니다. {different}{missing}".strip()


def _tables(catalog: Catalog, insurers: Sequence[str], rows: Sequence[Coverage], disease: str) -> tuple[Table, ...]:
    if not rows:
        return ()
    if len(insurers) > SIDE_BY_SIDE or len(insurers) < 2:
        ordered = sorted(rows, key=lambda row: (list(catalog.families).index(row.family), insurers.index(row.insurer)))
        return (coverage_table(f"{disease} 담보 비교({len(insurers)}개사)", ordered, with_insurer=True),)
    body = []
    for group in dict.fromkeys(catalog.families[row.family].group for row in rows):
        cells = [_cell([r for r in rows if r.insurer == name and catalog.families[r.family].group == group]) for name in insurers]
        names = listing(row.family for row in rows if catalog.families[row.family].group == group)
        body.append((names, *cells))
    sources = dict.fromkeys(row.citation for row in rows)
    return (Table(f"{disease} 보장 구조 비교", ("담보 계열", *insurers), tuple(body), tuple(sources)[: len(body)]),)


def _cell(rows: Sequence[Coverage]) -> str:
    if not rows:
        return "문서에서 확인되지 않음"
    return " / ".join(
        f"{row.name}: {amount(row)}, 면책 {waiting(row)}, 감액 {reduction(row)}, 한도 {row.limit} [{_where(row.citation)}]"
        for row in rows
    )


def _where(cited: Citation) -> str:
    """'p.5, 2025-10-02', 'G5-1 4-11, 2025-10-02', or the day alone where the row names no place."""
    place = f"p.{cited.page}" if cited.page else cited.clause
    return ", ".join(part for part in (place, cited.as_of) if part)


def _similar(catalog: Catalog, insurers: Sequence[str], member: str, extra: Sequence[Point], claimed: dict[str, Any]) -> Evidence:
    headline, points = similar_set_points(catalog, insurers, member, claimed)
    rows = [row for row in catalog.insurers_in_data() if not insurers or row.id in insurers]
    table = Table(
        "회사별 유사암의 범위",
        ("보험사", "유사암 범위", member),
        tuple((row.id, f"{len(row.similar_cancer_set)}종: {'·'.join(row.similar_cancer_set)}", "포함" if member in row.similar_cancer_set else "제외") for row in rows),
        tuple(row.citation for row in rows),
    )  # fmt: skip
    return Evidence(
        tool="compare_coverage", summary=f"유사암 범위와 {member}", headline=headline, points=(*points, *extra), tables=(table,),
        checks=("증권·약관의 유사암 정의 조항",), data={"insurers": list(insurers), "similar_member": member},
    )  # fmt: skip

"""Sentences that set coverages side by side by structure, never as better or worse."""

from collections.abc import Mapping, Sequence

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage, Insurer
from gazel.insurance.citation import Citation
from gazel.reasoning.compose.words import josa, listing
from gazel.reasoning.evidence import Point
from gazel.workflow.tools.coverage_table import reduction, shown, waiting
from gazel.workflow.tools.coverage_words import ratio

ByInsurer = Mapping[str, Sequence[Coverage]]

LABELS = {"amount": "지급", "waiting": "면책", "reduction": "감액", "limit": "한도"}


def trait(row: Coverage, aspect: str) -> str:
    """One condition of a rider in words that compare."""
    if aspect == "amount":
        return ratio(row)
    if aspect == "waiting":
        return waiting(row)
    return reduction(row) if aspect == "reduction" else shown(row.limit)


def grouped(rows: Sequence[Coverage], aspect: str) -> dict[str, list[Coverage]]:
    """The rows by the value of one condition, in order."""
    found: dict[str, list[Coverage]] = {}
    for row in rows:
        found.setdefault(_plain(trait(row, aspect)), []).append(row)
    return found


def _plain(value: str) -> str:
    return "없음" if value.startswith(("없음", "갑상선암 없음", "유사암 없음")) else value


def family_points(group: str, by_insurer: ByInsurer, aspects: Sequence[str]) -> list[Point]:
    """For one family: what is the same in all, and who differs in what."""
    rows = [row for rows in by_insurer.values() for row in rows]
    if len(by_insurer) < 2:
        only = "".join(by_insurer)
        return (
            [Point(f"{group}: 문서에서 확인되는 곳은 {only}입니다({listing(row.name for row in rows)}).", _sources(rows))]
            if rows
            else []
        )
    points = []
    same: list[str] = []
    for aspect in aspects:
        values = grouped(rows, aspect)
        if len(values) == 1:
            same.append(f"{LABELS[aspect]} {next(iter(values))}")
        else:
            split = ", ".join(
                f"{josa(listing(r.insurer for r in members), '은/는')} {value}" for value, members in values.items()
            )
            points.append(Point(f"{group}의 {LABELS[aspect]} 조건이 다릅니다: {split}.", _sources(rows)))
    if same:
        points.insert(0, Point(f"{group}의 같은 조건: {', '.join(same)}.", _sources(rows)))
    return points


def similar_set_points(
    catalog: Catalog, insurers: Sequence[str], member: str, claimed: Mapping[str, object]
) -> tuple[str, list[Point]]:
    """(headline, points) on whose 유사암 includes `member`; a belief about one insurer is confirmed or corrected."""
    rows = [row for row in catalog.insurers_in_data() if not insurers or row.id in insurers]
    inside = [row for row in rows if member in row.similar_cancer_set]
    outside = [row for row in rows if member not in row.similar_cancer_set]
    lead = f"유사암에 {josa(member, '이/가')} 들어가는 곳은 {listing(row.id for row in inside) or '확인되지 않습니다'}"
    lead += f"({len(inside[0].similar_cancer_set)}종)이고, " if inside else ". "
    if outside:
        rest = f"나머지 {len(outside)}개사" if inside and len(outside) > 1 else "다음 회사"
        lead += f"{rest}({listing(row.id for row in outside)})는 4종으로 포함하지 않습니다."
    else:
        lead = lead.removesuffix("이고, ") + "입니다."
    if len(rows) == 1:
        lead = _one_set(rows[0], member, claimed)
    points = [
        Point(f"{row.id}의 유사암: {', '.join(row.similar_cancer_set)} ({len(row.similar_cancer_set)}종).", row.citations)
        for row in rows
    ]
    return lead, points


def _one_set(row: Insurer, member: str, claimed: Mapping[str, object]) -> str:
    inside = member in row.similar_cancer_set
    believed = bool(claimed) and not claimed.get("negative")
    opening = "" if not claimed else "네, " if inside == believed else "아닙니다. "
    verb = "포함합니다" if inside else "포함하지 않습니다"
    return f"{opening}{row.id}의 유사암은 {len(row.similar_cancer_set)}종({'·'.join(row.similar_cancer_set)})으로 {josa(member, '을/를')} {verb}."


def _sources(rows: Sequence[Coverage]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(row.citation for row in rows))

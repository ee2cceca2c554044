"""Which riders a payout question is about: a sample contract, the customer's own, an insurer's documents, or the usual structure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage
from gazel.insurance.classification import is_minor
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.known_contract import known_insurers
from gazel.workflow.tools.payout_riders import GENERIC_MINOR, Rider

DEFAULT_CODES = {
    "갑상선암": "C73",
    "기타피부암": "C44.9",
    "제자리암": "D05.9",
    "경계성종양": "D39.1",
    "유사암": "C73",
    "초기갑상선암": "C73",
    "초기제외갑상선암": "C73",
    "중증갑상선암": "C73",
}
EVERYWHERE = ("갑상선암", "기타피부암", "제자리암", "경계성종양")
"""The types that every insurer's minor-cancer benefit covers alike, each once; a proposal may show only one of them."""
DIAGNOSIS = ("유사암진단비", "암진단비")


def code_of(catalog: Catalog, disease: str, code: str | None) -> str:
    """The KCD code said, else a representative one of the disease."""
    if code:
        return code
    group = catalog.code_groups.get(disease)
    return DEFAULT_CODES.get(disease) or (group.ranges[0].first if group and group.ranges else "C16.9")


def riders(
    catalog: Catalog,
    call: CallContext,
    *,
    plan: str | None,
    insurers: Sequence[str],
    disease: str,
    families: Sequence[str],
    sums: Mapping[str, int],
) -> tuple[list[Rider], str]:
    """(riders, whose they are): 'plan', 'policy', 'insurer', 'market' (all insurers) or 'usual' (a minor-cancer benefit as everywhere)."""
    wanted = set(families) or {"유사암진단비" if is_minor(disease) else "암진단비"}
    group = "갑상선암" if disease == "중증갑상선암" else disease if is_minor(disease) else "일반암"
    if plan and plan in catalog.plans:
        items = {item.coverage: item.sum_insured for item in catalog.plans[plan].items}
        return _of_items(catalog, items, wanted, group, sums), "plan"
    if call.policies and not insurers:
        own = [
            replace(rider, contract_date=str(policy["contract_date"]) if policy.get("contract_date") else None)
            for policy in call.policies
            for rider in _of_items(catalog, _sums_of(policy), wanted, group, sums)
        ]
        return own, "policy"
    named = tuple(insurers) or known_insurers(catalog, call)
    rows = _rows(catalog, named, wanted, group)
    if named and len(wanted) > 1:
        rows += [
            row
            for family in sorted(wanted - {row.family for row in rows})
            for row in _beside(catalog, named, family, group, rows)
        ]
    usual = wanted == {"유사암진단비"}
    if named and (rows or (insurers and not (usual and group in EVERYWHERE))):
        return [_of_row(catalog, row, sums) for row in rows], "insurer"
    if usual:
        amount = sums.get("sum_minor") or sums.get("sum_insured")
        return [
            Rider(
                name="유사암 진단비(일반적 구조)",
                family="유사암진단비",
                benefit="diagnosis",
                payout=GENERIC_MINOR,
                sum_insured=amount,
            )
        ], "usual"
    return [_of_row(catalog, row, sums) for row in rows], "market"


def _rows(catalog: Catalog, insurers: Sequence[str], families: set[str], group: str) -> list[Coverage]:
    wider = {
        f for family in families if family in catalog.families for f in catalog.families_of_group(catalog.families[family].group)
    }
    members = families | (wider if not families & set(DIAGNOSIS) else set())
    return [row for row in catalog.coverages(insurers=insurers, families=members, code_group=group) if row.payout]


def _beside(catalog: Catalog, insurers: Sequence[str], family: str, group: str, rows: Sequence[Coverage]) -> list[Coverage]:
    """The insurer's rider of the same kind, where it has none of this family (a 유사암수술비 within an 암수술비)."""
    kind = catalog.families[family].group if family in catalog.families and family not in DIAGNOSIS else ""
    if not kind or any(catalog.families[row.family].group == kind for row in rows):
        return []
    members = set(catalog.families_of_group(kind))
    return [row for row in catalog.coverages(insurers=insurers, families=members, code_group=group) if row.payout]


def _of_row(catalog: Catalog, row: Coverage, sums: Mapping[str, int]) -> Rider:
    """The rider of a row with the sum said for it or for its kind, else with the proposal's example."""
    kind = catalog.families[row.family].group
    said = _sum(row, sums) or next(
        (won for name, won in sums.items() if name in catalog.families and catalog.families[name].group == kind), None
    )
    return _rider(row, said, example=said is None)


def _of_items(catalog: Catalog, items: Mapping[str, Any], families: set[str], group: str, sums: Mapping[str, int]) -> list[Rider]:
    """The riders of a contract that pay for this disease and are asked for; said sums win over the contract's."""
    found = []
    for coverage_id, amount in items.items():
        row = catalog.coverage_rows.get(coverage_id)
        if not row or not row.payout:
            continue
        covers = group in row.code_groups or (row.family == "유사암진단비" and is_minor(group))
        if covers and (row.family in families or _same_group(catalog, row, families)):
            found.append(_rider(row, _sum(row, sums) or amount))
    return found


def _sums_of(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The sum insured of each coverage of a contract, by the coverage's id."""
    return {str(item.get("coverage")): item.get("sum_insured") for item in policy.get("items", ())}


def _same_group(catalog: Catalog, row: Coverage, families: set[str]) -> bool:
    groups = {catalog.families[family].group for family in families if family in catalog.families and family not in DIAGNOSIS}
    return catalog.families[row.family].group in groups


def sum_of(sums: Mapping[str, int]) -> int | None:
    """The one sum insured that was said, whatever it was called."""
    return next((sums[name] for name in ("sum_insured", "sum_general", "sum_minor") if name in sums), None)


def _sum(row: Coverage, sums: Mapping[str, int]) -> int | None:
    """The sum insured that was said for this kind of rider."""
    if row.benefit == "hospital_day":
        return sums.get("daily")
    key = {"유사암진단비": "sum_minor", "암진단비": "sum_general"}.get(row.family, "sum_insured")
    return sums.get(row.family) or sums.get(key) or (sums.get("sum_insured") if key != "sum_insured" else None)


def _rider(row: Coverage, amount: int | None, *, example: bool = False) -> Rider:
    payout = row.payout or GENERIC_MINOR
    return Rider(
        name=row.name, family=row.family, benefit=row.benefit, payout=payout, sum_insured=amount or row.plan_example_krw,
        insurer=row.insurer, row=row, example=example,
    )  # fmt: skip

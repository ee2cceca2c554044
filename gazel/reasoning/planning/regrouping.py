"""Reads how a follow-up changes who and what is compared: '케비도 껴서', '삼성 빼고', '수술비로도 봐줘'."""

import re
from typing import Any

from gazel.insurance.classification import is_minor
from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning.market import families_of
from gazel.reasoning.understanding.question import Understood

MARKET = frozenset({"coverage_search", "compare_coverage"})
_JOINS = re.compile(r"도|만더|하나더|합쳐|합치|까지|추가|같이|함께|포함|넣|더해|끼워|끼고|끼면|껴|얹|붙여|마저|\badd\b")
_JOINS_OUTRIGHT = re.compile(r"만더|하나더|합쳐|합치|추가|같이|함께|포함|넣|더해|끼워|끼고|끼면|껴|얹|붙여|add")
"""Words that add to what stands there already; a bare '도' may also ask for the other one alone."""
_DIAGNOSIS = re.compile(r"진단[비금]")
"""Without a disease beside it, the diagnosis benefit of the one talked about."""
_DROPS = re.compile(r"빼|뺀|제외|말고|말구|없이|지우고")
_REPLACES = re.compile(r"로바[꿔꾸]")
LONGEST = 40
"""Characters of a question that only regroups."""


def regroups(u: Understood, before: PlannedCall) -> bool:
    """Whether a short question only adds to, or takes from, what the market call before it showed."""
    named = bool(u.insurers or u.unknown_insurers or u.families or _DIAGNOSIS.search(u.dense))
    changed = bool(_JOINS_OUTRIGHT.search(u.dense) or _REPLACES.search(u.dense)) or (
        bool(_DROPS.search(u.dense)) and bool(u.set_aside)
    )
    alone = not (u.diseases or u.codes or u.dates or u.amounts or u.elapsed)
    return before.tool in MARKET and named and changed and alone and len(u.text) <= LONGEST


def joins(u: Understood, tool: str) -> bool:
    """Whether the insurers named come beside those of the call before."""
    return bool((_JOINS if tool == "compare_coverage" else _JOINS_OUTRIGHT).search(u.dense))


def insurers_of(args: dict[str, Any], u: Understood, tool: str) -> dict[str, Any]:
    """The insurers after the change; `without` where some are taken from all of them."""
    before, aside = args.get("insurers", []), set(u.set_aside)
    named = [name for name in u.insurers if name not in aside]
    swapped = tool == "compare_coverage" and len(before) > 1 and bool(aside & set(before))
    kept = before if swapped or joins(u, tool) or not (named or u.unknown_insurers) else []
    left = [name for name in dict.fromkeys([*kept, *named]) if name not in aside]
    if aside and not before and not named:
        return {"insurers": [], "without": sorted({*args.get("without", []), *aside})}
    return {"insurers": left} if left else {"insurers": list(u.insurers)}


def families_after(args: dict[str, Any], u: Understood) -> list[str]:
    """The riders after the change, beside the former ones where they are joined, else in their place; [] where none is named."""
    before, named = args.get("families", ()), families_of(u)
    if not named and _DIAGNOSIS.search(u.dense):
        named = ["유사암진단비" if is_minor(u.disease or args.get("disease")) else "암진단비"]
    if not named:
        return []
    return list(dict.fromkeys([*(before if _JOINS.search(u.dense) else []), *named]))

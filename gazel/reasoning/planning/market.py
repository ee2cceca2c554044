"""Plans coverage_search and compare_coverage: what insurers' documents say, of one insurer or of several."""

import re
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.insurance.classification import is_minor
from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.understanding.question import Understood

OUTSIDE = frozenset({"실손", "납입면제대상보장"})
"""Families that other tools answer."""
SIMILAR_MEMBERS = ("대장점막내암", "기타피부암", "제자리암", "경계성종양")
_AND = re.compile(r"(?:이랑|랑|하고|하구|허구|과|와|및|둘다|같이|모두)")
_WITHIN = re.compile(r"(?P<days>\d{1,3})\s*일\s*(?:안|이내|내|미만|전|되기)")
_SET_BY_LAW = re.compile(r"법(?:으로|적|률|정|에)|정해진금액|규정")
"""Asks whether a sum is prescribed, not how much it is."""
_MEMBERSHIP = re.compile(r"들어가|포함|해당|유사암(?:이|인|으로|에)|5종|4종|몇종|범위")


def families_of(u: Understood) -> list[str]:
    """The rider families asked about that the market tools answer."""
    named = [family for family in u.families if family not in OUTSIDE]
    if "다빈치로봇" in named and not _AND.search(u.dense):
        named = [family for family in named if family not in ("암수술비", "유사암수술비")]
    return named


def similar_member(u: Understood) -> str:
    """The cancer whose membership in 유사암 is asked, '' where none."""
    if "대장점막내암" in u.diseases and ("유사암" in u.diseases or _MEMBERSHIP.search(u.dense)):
        return "대장점막내암"
    return ""


def compares(u: Understood) -> bool:
    """Whether several insurers are to be set side by side."""
    named = len(u.insurers) + len(u.unknown_insurers)
    if named >= 2 and ("비교" in u.dense or not (u.score("payout_calc") >= 3 and u.dates)):
        return True
    if cues.wants_winner(u) or similar_member(u):
        return bool(u.diseases or u.families or similar_member(u) or u.score("comparison") >= 3)
    return named == 0 and u.score("comparison") >= 2 and cues.asks_everyone(u) and bool(u.diseases or families_of(u))


def market_calls(catalog: Catalog, u: Understood) -> list[PlannedCall]:
    """The call that answers from the insurers' documents, if the question is about them."""
    families = families_of(u)
    if compares(u) or (u.score("comparison") >= 3 and (u.insurers or u.diseases or families)):
        return [PlannedCall("compare_coverage", _compare_args(u, families))]
    about = (
        u.insurers
        or u.unknown_insurers
        or families
        or (u.diseases and (u.score("coverage_lookup") >= 2 or u.score("payout_calc") >= 2))
    )
    if "minor_cancer_ratio_20pct" in u.topics and not u.insurers and not families:
        return []
    if "general_vs_similar" in u.topics and _SET_BY_LAW.search(u.dense) and not u.insurers:
        return []
    if u.codes and "대장점막내암" in u.diseases:
        return []
    if not about or (u.disease in cues.UNRELATED and not families):
        return []
    if (
        not u.insurers
        and is_minor(u.disease)
        and u.topics.get("general_vs_similar", 0.0) >= 0.8
        and families == ["유사암진단비"]
        and "일반" in u.dense
    ):
        families = ["암진단비"]  # '갑상선암 진단비를 일반암으로 받는 방법': the benefit meant is the general one
    args: dict[str, Any] = {"insurers": list(u.insurers), "disease": u.disease or "갑상선암", "families": families}
    if u.unknown_insurers:
        args["unknown_insurers"] = list(u.unknown_insurers)
    if asked := cues.aspect(u):
        args["aspect"] = asked
    if claimed := u.claimed():
        args["claimed"] = claimed
    if u.days and (close := _WITHIN.search(u.text)):
        args["within_days"] = int(close["days"])
    if (
        re.search(r"얼마|몇만|몇천|금액", u.dense)
        and "no_premium_rates" not in u.topics
        and not (u.premise and u.premise.percent)
        and not _SET_BY_LAW.search(u.dense)
    ):
        args["amount_asked"] = True
    return [PlannedCall("coverage_search", args)]


def _compare_args(u: Understood, families: list[str]) -> dict[str, Any]:
    args: dict[str, Any] = {
        "insurers": list(u.insurers),
        "disease": u.disease or "갑상선암",
        "families": families,
        "ranking": cues.wants_winner(u),
    }
    if u.unknown_insurers:
        args["unknown_insurers"] = list(u.unknown_insurers)
    if member := similar_member(u):
        args["similar_member"] = member
    if asked := cues.aspect(u):
        args["aspect"] = asked
    if claimed := u.claimed():
        args["claimed"] = claimed
    if wanted := wanted_condition(u):
        args["wanted"] = wanted
    topics = [topic for topic in ("comparison_rule",) if cues.wants_winner(u)] + [
        t for t in ("robot_surgery", "chemo_ratio", "colon_mucosal") if t in u.topics
    ]
    return {**args, "topics": topics} if topics else args


def wanted_condition(u: Understood) -> dict[str, Any]:
    """The condition that an insurer is looked for by: a share of the sum insured, or no waiting period or reduction."""
    if not cues.asks_everyone(u):
        return {}
    if u.percents and u.percents[-1] == int(u.percents[-1]):
        return {"percent": int(u.percents[-1])}
    asked = cues.aspect(u)
    if asked in ("waiting", "reduction") and re.search(
        r"(?:면책|감액|삭감)(?:이|은|도|기간이)?(?:아예)?(?:없|안하|안걸)", u.dense
    ):
        return {"without": asked}
    return {}

"""Works a payout out once for each sum that a question supposes ('500이면? 1000이면?')."""

from collections.abc import Sequence

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.understanding.question import Understood
from gazel.reasoning.understanding.rider_sums import PART_OF


def with_each_sum(calls: Sequence[PlannedCall], u: Understood) -> list[PlannedCall]:
    """The calls, each payout once a supposed sum; the calls themselves where no two are supposed."""
    if not u.either_sum:
        return list(calls)
    return [one for call in calls for one in (_each(call, u.either_sum) if call.tool == "payout_calc" else [call])]


def _each(call: PlannedCall, options: Sequence[int]) -> list[PlannedCall]:
    """The call with each of the sums in the place where one of them was read."""
    sums: dict[str, int] = call.args.get("sums", {})
    key = next((name for name, won in sums.items() if won in options), None) or _key(call)
    rest = {name: won for name, won in sums.items() if won not in options and name != key}
    return [PlannedCall(call.tool, {**call.args, "sums": {**rest, key: won}, "supposed": won}) for won in options]


def _key(call: PlannedCall) -> str:
    """The name of the sum that a lone rider takes."""
    families = call.args.get("families", ())
    return PART_OF.get(families[0], "sum_insured") if len(families) == 1 else "sum_insured"

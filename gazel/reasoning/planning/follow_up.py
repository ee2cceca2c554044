"""Whether a question leans on the turn before, and what it inherits of the thread ('그럼 다음날이면?', '5세대면요?', '흥국은?')."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gazel.reasoning.plan import Context, PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.claims import INTEREST, interest_values
from gazel.reasoning.planning.continuation import previous_calls
from gazel.reasoning.planning.histology import histology
from gazel.reasoning.planning.leaving import FROM
from gazel.reasoning.planning.payouts import is_hanwha
from gazel.reasoning.planning.regrouping import regroups
from gazel.reasoning.planning.restated import restates
from gazel.reasoning.planning.told_days import completes_limitation, topics_before, with_role
from gazel.reasoning.understanding.follow_up import is_follow_up
from gazel.reasoning.understanding.question import Understood

_OWN_TOPIC = 0.8
_SHORT, _LONE = 60, 25
"""Characters of an answer to what was asked back, and of one that is nothing but a day."""
_PAIR = re.compile(r"둘|두회사|두군데|셋|세회사|서로|다같이|걔네|방금|위에")
_INHERITED = 0.6
"""Weight of a topic taken over from the turn before."""
_HAPPENS = re.compile(r"면|다치|나왔|나오|진단|확정|수술|걸리|걸렸|때는|날은|날엔|째는|늦|빨랐|[였었]음")
HISTOLOGY = frozenset({"severe_thyroid", "thyroid_early_exclusion"})
"""Topics that a kind of thyroid cancer calls up, where its name is the answer to what was asked back."""
ASPECT_TOPICS = frozenset(
    {
        "reduction", "waiting_period", "chemo_ratio", "robot_surgery", "surgery_benefit", "hospital_day", "limit_once", "indemnity_g4",
        "indemnity_g5", "targeted_therapy", "general_vs_similar", "special_calculation", "hanwha_life",
    }
)  # fmt: skip
"""Topics that name a condition of what is talked about rather than something new."""


def leans(u: Understood, context: Context) -> bool:
    """Whether the question is a change of the turn before, or the answer to what was asked back, and not one of its own."""
    calls = previous_calls(context.previous)
    if calls and (_completes_interest(u, calls[0]) or _completes_conclusion(u, calls[0]) or completes_limitation(u, calls)):
        return True
    if calls and ((_was_asked(context) and _completes_payout(u, calls[0])) or restates(u, calls[0])):
        return True
    if not calls or _own_intent(u):
        return False
    if (_was_asked(context) and _completes_withdrawal(u, calls[0])) or _revalues(u, calls[0]):
        return True
    if _corrects_bill(u, calls[0]) or regroups(u, calls[0]):
        return True
    if u.score("comparison") >= 3 and len(u.insurers) > 1:
        return False
    subject = bool(u.disease or u.codes) and max(u.scores.values(), default=0.0) >= 2
    return (_was_asked(context) and _changes(u) and len(u.text) <= _SHORT) or is_follow_up(u.text, has_subject=subject)


def _completes_interest(u: Understood, before: PlannedCall) -> bool:
    """Whether days or a rate are told for the interest that was asked about, and no other payment."""
    told = interest_values(u)
    lacking = "principal" not in before.args.get("values", ())
    return before.args.get("kind") == INTEREST and bool(told) and (lacking or "principal" not in told) and not u.dates


def _completes_conclusion(u: Understood, before: PlannedCall) -> bool:
    """Whether a contract's day is told of which only the month was known."""
    told = bool(u.dates or u.lone_day or u.days)
    return FROM in before.args.get("values", ()) and told and not u.diseases and len(u.text) <= _LONE


def _completes_withdrawal(u: Understood, before: PlannedCall) -> bool:
    """Whether the age or the way of applying is told that decides between 30 and 45 days."""
    return before.args.get("kind") == "withdrawal" and bool(u.person.keys() & {"age", "channel"}) and len(u.text) <= _SHORT


def _revalues(u: Understood, before: PlannedCall) -> bool:
    """Whether a payout worked out before is asked with another stay, number of operations, sum or step of the contract, and nothing else."""
    other = u.insurers or u.unknown_insurers or u.disease or u.codes or u.dates or (u.elapsed and not u.mark)
    stay = u.stay is not None and before.args.get("hospital_days")
    first_sum = bool(u.amounts) and not before.args.get("sums")
    new = stay or u.times > 1 or u.either_sum or first_sum or ((u.mark or u.move) and _HAPPENS.search(u.dense))
    return before.tool == "payout_calc" and not other and len(u.text) <= _SHORT and bool(new)


def _corrects_bill(u: Understood, before: PlannedCall) -> bool:
    """Whether only the registration, the kind of hospital or the day of the policy of a bill worked out before is told anew ('아 등록 안 했대요')."""
    told = u.care.severe is not None or u.care.facility or "contract" in u.dates
    other = u.amounts or (u.dates.keys() - {"contract"}) or u.insurers or u.diseases or u.asks
    return before.tool == "indemnity_calc" and bool(told) and not other and len(u.text) <= _LONE


def _completes_payout(u: Understood, before: PlannedCall) -> bool:
    """Whether it tells the histology, a date, the time since the contract or the sum that a payout was still asked for."""
    told = u.dates or u.elapsed or u.mark or u.amounts or ((u.disease or u.codes or histology(u)) and not u.asks)
    strange = any(u.score(intent) >= 3 for intent in cues.ELSEWHERE)
    topical = {topic for topic, weight in u.topics.items() if weight >= _OWN_TOPIC} - ASPECT_TOPICS - HISTOLOGY
    return before.tool == "payout_calc" and bool(told) and not strange and not topical and len(u.text) <= _SHORT


def _was_asked(context: Context) -> bool:
    """Whether the last answer asked something back."""
    said = next((text for role, text in reversed(context.history) if role == "assistant"), "")
    return re.search(r"알려\s*주(?:세요|시면)", said.split("**확인할 것**")[0][:600]) is not None


def _own_intent(u: Understood) -> bool:
    """Whether it asks for something of another kind in so many words."""
    strong = any(u.score(intent) >= 3 for intent in cues.ELSEWHERE)
    topical = any(weight >= _OWN_TOPIC for topic, weight in u.topics.items() if topic not in ASPECT_TOPICS)
    return strong or topical


def _changes(u: Understood) -> bool:
    """Whether the words carry any value that a call could take."""
    return bool(
        u.insurers
        or u.unknown_insurers
        or u.dates
        or u.amounts
        or u.families
        or u.care.generation
        or u.care.facility
        or u.care.severe is not None
        or u.elapsed
        or u.move
        or u.lone_day
        or u.percents
        or u.codes
        or u.days
    )


def inherited(u: Understood, context: Context) -> Understood:
    """The question with what the thread already settled: the insurers, and for a continuation the disease, riders and topics too."""
    previous = context.previous
    u = _of_same_product(u, previous)
    if not (u.insurers or u.unknown_insurers or cues.asks_everyone(u) or cues.wants_winner(u)):
        recent = tuple(previous.get("recent", ()))
        pair = u.score("comparison") >= 3 and _PAIR.search(u.dense) and len(recent) > 1
        u = replace(u, insurers=recent if pair else tuple(previous.get("insurers", ())))
        if pair and not u.families:
            u = replace(u, families=tuple(previous.get("families", ())))
    completes = bool(u.dates) and not u.asks and bool(previous.get("calls"))
    if not (completes or _was_asked(context) or is_follow_up(u.text, has_subject=False)):
        return u
    before = topics_before(previous)
    u = with_role(u, before)
    topics = {**dict.fromkeys(before, _INHERITED), **u.topics}
    return replace(
        u, diseases=u.diseases or tuple(previous.get("diseases", ())), families=u.families or tuple(previous.get("families", ())),
        topics=topics if u.dates or u.elapsed else u.topics,
    )  # fmt: skip


def _of_same_product(u: Understood, previous: Mapping[str, Any]) -> Understood:
    """The question with the one insurer whose share depends on the kind of thyroid cancer that is told now."""
    asked = {name for call in previous.get("calls", ()) for name in call["args"].get("unknown_insurers", ())}
    if u.insurers or u.unknown_insurers or not histology(u) or not is_hanwha(tuple(asked), "갑상선암"):
        return u
    return replace(u, unknown_insurers=tuple(asked))


def merged(calls: Sequence[PlannedCall]) -> tuple[PlannedCall, ...]:
    """The calls without repetitions, in order."""
    kept: list[PlannedCall] = []
    for call in calls:
        if call not in kept:
            kept.append(call)
    return tuple(kept)

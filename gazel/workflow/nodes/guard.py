"""guard: what may not be answered is declined here, before anything reads the question."""

from langgraph.runtime import Runtime

from gazel.events import GuardNoted
from gazel.reasoning.guard import inspect
from gazel.reasoning.plan import Plan
from gazel.workflow.state import State, Turn

MASKED = "개인식별정보({kinds})를 가리고 저장하지 않았습니다."
LIKE = " (이 예와 비슷합니다: '{example}')"


def guard(state: State, runtime: Runtime[Turn]) -> State:
    """Note what was masked and which conduct rules apply; a refusal becomes the plan of the turn."""
    if runtime.context.masked:
        runtime.stream_writer(GuardNoted(rule_id="MASK", message=MASKED.format(kinds=", ".join(runtime.context.masked))))
    inspection = inspect(state["question"])
    for note in inspection.notes:
        runtime.stream_writer(GuardNoted(rule_id=note.rule_id, message=note.message))
    if inspection.refusal is None:
        return {"refusal": None}
    refusal = inspection.refusal
    like = LIKE.format(example=refusal.like) if refusal.like else ""
    runtime.stream_writer(GuardNoted(rule_id=refusal.rule_id, message=refusal.reply + like))
    outside = refusal.topic == "scope"
    return {"refusal": Plan(intents=refusal.intents, outcome=refusal.outcome, reply=refusal.reply, outside=outside)}

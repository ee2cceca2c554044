"""verify: nothing leaves that the rules of conduct forbid."""

from langgraph.runtime import Runtime

from gazel.events import AnswerDropped, GuardNoted
from gazel.reasoning.guard import conduct
from gazel.workflow.state import State, Turn


def verify(state: State, runtime: Runtime[Turn]) -> State:
    """Take out the sentences that break a rule of conduct, and say so."""
    prose = state["prose"]
    for violation in conduct(prose):
        runtime.stream_writer(GuardNoted(rule_id=violation.rule_id, message=violation.message))
        runtime.stream_writer(AnswerDropped(sentence=violation.sentence, reason=violation.message))
        prose = prose.replace(violation.sentence, "")
    return {"prose": prose.strip()}

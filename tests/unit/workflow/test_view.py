"""The view is a pure fold: every reader, whenever it joined, shows the same."""

from hypothesis import given
from hypothesis import strategies as st

from gazel.events import (
    EVENT_TYPES,
    AnswerToken,
    Event,
    GuardNoted,
    MemoryWritten,
    NodeFinished,
    NodeStarted,
    RunFailed,
    RunFinished,
    ToolCalled,
    ToolReturned,
    event_from_dict,
)
from gazel.workflow.view import RunView

NODES = st.sampled_from(["guard", "understand", "act", "tools"])
IDS = st.sampled_from(["a", "b", "c"])
WORDS = st.text(max_size=8)
EVENTS = st.lists(
    st.one_of(
        st.builds(NodeStarted, node=NODES, task_id=IDS),
        st.builds(NodeFinished, node=NODES, task_id=IDS, error=st.none() | st.text(min_size=1, max_size=4), ms=st.integers(0, 9)),
        st.builds(ToolCalled, call_id=IDS, name=WORDS, arguments=st.dictionaries(WORDS, WORDS, max_size=2)),
        st.builds(ToolReturned, call_id=IDS, name=WORDS, ok=st.booleans(), summary=WORDS, ms=st.integers(0, 99)),
        st.builds(AnswerToken, text=WORDS),
        st.builds(GuardNoted, rule_id=WORDS, message=WORDS),
        st.builds(MemoryWritten, kind=st.just("episodic"), key=IDS, text=WORDS, importance=st.floats(0, 1)),
        st.builds(RunFinished, status=st.just("ok"), answer=WORDS),
        st.builds(RunFailed, error=WORDS),
    ),
    max_size=25,
)


@given(EVENTS, st.integers(0, 25))
def test_joining_late_gives_the_same_view(events: list[Event], cut: int) -> None:
    late = RunView.of(events[:cut])
    for event in events[cut:]:
        late.apply(event)
    assert late == RunView.of(events)


@given(EVENTS)
def test_a_stored_event_comes_back_as_it_was(events: list[Event]) -> None:
    assert [event_from_dict(event.as_dict()) for event in events] == events


@given(EVENTS)
def test_tokens_add_up_to_the_answer_until_the_final_one(events: list[Event]) -> None:
    tokens = [event for event in events if isinstance(event, AnswerToken)]
    assert RunView.of(tokens).answer == "".join(token.text for token in tokens)


def test_every_event_type_can_be_shown() -> None:
    for name, kind in EVENT_TYPES.items():
        assert kind.type == name


def test_a_failed_run_says_why() -> None:
    view = RunView.of([NodeStarted(node="guard", task_id="1"), RunFailed(error="중단")])
    assert (view.status, view.error, view.nodes["guard"].status) == ("failed", "중단", "running")

"""What the model does once the answer stands: it looks for facts in the turn and condenses a long thread's summary.

Nobody waits for it, so it yields to every waiting user. It is lost with the process; the rules have remembered the turn
by then, so that only what the model would have added is missing.
"""

import logging
import queue
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.errors import GazelError, ReasonerError
from gazel.events import Event, Fallback, MemoryExtracted
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.extraction import Extractor
from gazel.reasoning.model.prompts import tokens
from gazel.reasoning.model.summary import summarise
from gazel.workflow import state as workflow
from gazel.workflow.event_log import EventLog
from gazel.workflow.live import LiveRun
from gazel.workflow.nodes.memory_update import remembered, told
from gazel.workflow.stream import Graph
from gazel.workflow.working_memory import Condensed, checkpoint_thread

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """A turn that was answered and remembered; `thread` is the checkpointer's, `said_before` the answer before it."""

    scope: Scope
    turn: Turn
    thread: str
    said_before: str

    @classmethod
    def of(cls, state: Mapping[str, Any], turn: workflow.Turn) -> "Finished":
        """The turn out of the graph's last state."""
        before = state.get("messages", [])[:-2]
        thread = checkpoint_thread(turn.scope, turn.thread_id)
        return cls(turn.scope, remembered(state, turn), thread, before[-1][1] if before else "")


class AfterTurn:
    """One daemon thread that works finished turns off in their order."""

    def __init__(
        self, graph: Graph, memory: HierarchicalMemoryManager, event_log: EventLog, client: ModelClient, summary_tokens: int
    ) -> None:
        self._graph, self._memory, self._log, self._client = graph, memory, event_log, client
        self._extractor, self._summary_tokens = Extractor(client), summary_tokens
        self._waiting: queue.SimpleQueue[Finished | None] = queue.SimpleQueue()
        self._condensed: dict[str, Condensed] = {}
        self._changed = threading.Condition()
        self._open = 0
        self._thread: threading.Thread | None = None

    def submit(self, finished: Finished) -> None:
        """Queue a turn; returns at once."""
        with self._changed:
            self._open += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="gazel-after-turn", daemon=True)
                self._thread.start()
        self._waiting.put(finished)

    def wait_until_done(self, seconds: float) -> bool:
        """Wait until every queued turn is worked off, at most `seconds`; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, timeout=seconds)

    def condensed(self, thread: str) -> Condensed | None:
        """What the thread's next turn should take over, if anything."""
        return self._condensed.get(thread)

    def forget(self, thread: str) -> None:
        """Drop what was condensed of a thread that was erased."""
        self._condensed.pop(thread, None)

    def stop(self) -> None:
        """Take no more turns once those before are done."""
        self._waiting.put(None)

    def _serve(self) -> None:
        while (finished := self._waiting.get()) is not None:
            try:
                self._emit(finished, self._learned(finished))
                self._condense(finished.thread)
            except GazelError:
                log.warning("run %s: nothing was added after the turn", finished.turn.run_id, exc_info=True)
            except Exception:
                log.exception("run %s: the work after the turn failed", finished.turn.run_id)
            finally:
                with self._changed:
                    self._open -= 1
                    self._changed.notify_all()

    def _learned(self, finished: Finished) -> list[Event]:
        """What the model found in the turn, as events; a failed model is one of them."""
        turn = finished.turn
        try:
            extraction = self._extractor.extract(turn.question, turn.answer, said_before=finished.said_before)
        except ReasonerError as error:
            return [Fallback(step="extract", reason=str(error))]
        if not extraction.drafts and not extraction.refused:
            return [*extraction.cuts]
        written = self._memory.learn(finished.scope, turn, extraction.drafts)
        extracted = MemoryExtracted(found=len(extraction.drafts), refused=dict(extraction.refused))
        return [*extraction.cuts, extracted, *told(written)]

    def _emit(self, finished: Finished, events: Sequence[Event]) -> None:
        """Append to the run's events, after its last one."""
        if events:
            run_id = finished.turn.run_id
            live = LiveRun(finished.scope, run_id, self._log, earlier=self._log.read(run_id))
            for event in events:
                live.emit(event)
            live.close()

    def _condense(self, thread: str) -> None:
        """Let the model choose what of a summary over its budget is kept.

        The thread takes it over in its next turn: a checkpoint written from here could outrun that of a turn under way.
        """
        summary = self._graph.get_state({"configurable": {"thread_id": thread}}).values.get("summary", "")
        if sum(map(tokens, summary.splitlines())) > self._summary_tokens:
            shorter = summarise(summary, (), budget=self._summary_tokens, client=self._client)
            self._condensed[thread] = Condensed(summary, shorter)

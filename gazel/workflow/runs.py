"""Runs: each question is worked on in a thread of its own and outlives the page that asked it."""

import logging
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from gazel.errors import GazelError
from gazel.events import Event, RunFailed, RunFinished, RunStarted
from gazel.memory.clock import moment_on, today
from gazel.memory.types import Scope
from gazel.reasoning.evidence import all_citations
from gazel.reasoning.masking import mask
from gazel.workflow.after_turn import AfterTurn, Finished
from gazel.workflow.event_log import EventLog
from gazel.workflow.live import LiveRun
from gazel.workflow.nodes.memory_update import erased
from gazel.workflow.question import cleaned
from gazel.workflow.records import RunRecord, RunRecords, ThreadRecord, worker_is_gone
from gazel.workflow.state import Parts, Turn
from gazel.workflow.stream import Graph, events_of
from gazel.workflow.view import RunView
from gazel.workflow.working_memory import Condensed, WorkingMemory, checkpoint_thread, current_summary

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
"""How often a reader looks for events of a run that another process works on."""
INTERRUPTED = "답변하던 프로그램이 중단되었습니다. 질문은 저장되어 있으니 다시 물어보기를 눌러 주세요."
UNEXPECTED = "답변하는 중에 예상하지 못한 오류가 났습니다({error}). 질문은 저장되어 있으니 다시 물어보기를 눌러 주세요."


class Runs:
    """Starts, follows and cancels runs; any number of readers may follow one, from any event on."""

    def __init__(
        self, graph: Graph, parts: Parts, records: RunRecords, event_log: EventLog, *, tenant: str, max_question_chars: int,
        after_turn: AfterTurn | None = None,
    ) -> None:  # fmt: skip
        self._graph, self._parts, self._records, self._log = graph, parts, records, event_log
        self._tenant, self._max_chars, self._after_turn = tenant, max_question_chars, after_turn
        self._live: dict[str, LiveRun] = {}

    def start(self, customer: str, thread: str, text: str, *, as_of: date | None = None, request_id: str | None = None) -> str:
        """Store the question and begin to work on it; the run id. The same `request_id` twice is one run.

        Raises:
            QuestionRejected: empty, or longer than the limit.
            UnknownCustomer: no such customer.
            DatabaseUnavailable: the question could not be stored.
        """
        masked = mask(cleaned(text, self._max_chars))
        scope, run_id, day = Scope(self._tenant, customer), uuid4().hex, as_of or today()
        stored = self._records.add(scope, run_id, thread, masked.text, day, request_id)
        if stored != run_id:
            return stored
        live = self._live[run_id] = LiveRun(scope, run_id, self._log)
        turn = Turn(
            parts=self._parts,
            scope=scope,
            run_id=run_id,
            thread_id=thread,
            as_of=day,
            at=moment_on(day),
            policies=self._records.policies(scope),
            masked=tuple(masked.kinds),
            condensed=self._condensed(checkpoint_thread(scope, thread)),
            cancelled=live.cancelled,
        )
        threading.Thread(target=self._work, args=(live, masked.text, turn), name=f"run-{run_id[:8]}", daemon=True).start()
        return run_id

    def follow(self, run_id: str, *, start: int = 0) -> Iterator[Event]:
        """The events from `start` on, then the new ones until the run ends; raises UnknownRun."""
        live = self._live.get(run_id)
        return live.follow(start) if live else self._follow_stored(run_id, start)

    def events(self, run_id: str, start: int = 0) -> list[Event]:
        """The events so far from `start` on; raises UnknownRun."""
        live = self._live.get(run_id)
        if live:
            return live.events(start)
        self._records.get(run_id)
        return self._log.read(run_id, start)

    def record(self, run_id: str) -> RunRecord:
        """The run as stored; raises UnknownRun."""
        return self._records.get(run_id)

    def wait(self, run_id: str) -> RunView:
        """The view of a run once it has ended."""
        return RunView.of(self.follow(run_id))

    def cancel(self, run_id: str) -> None:
        """Ask a run of this process to stop at its next event; one that has ended stays as it is."""
        live = self._live.get(run_id)
        if live:
            live.cancelled.set()

    def latest(self, customer: str, thread: str) -> list[RunRecord]:
        """The runs of a conversation, oldest first."""
        return self._records.of_thread(Scope(self._tenant, customer), thread)

    def threads(self, customer: str) -> list[ThreadRecord]:
        """The customer's conversations, latest first."""
        return self._records.threads(Scope(self._tenant, customer))

    def close_interrupted(self) -> int:
        """End the runs whose process died, with an event that says so; how many."""
        gone = [record for record in self._records.running() if worker_is_gone(record.worker)]
        for record in gone:
            self._close_interrupted(record)
        return len(gone)

    def _follow_stored(self, run_id: str, start: int) -> Iterator[Event]:
        while True:
            record = self._records.get(run_id)
            batch = self._log.read(run_id, start)
            yield from batch
            start += len(batch)
            if record.status != "running" or any(isinstance(event, RunFinished | RunFailed) for event in batch):
                return
            if worker_is_gone(record.worker):
                self._close_interrupted(record)
            else:
                time.sleep(POLL_SECONDS)

    def _close_interrupted(self, record: RunRecord) -> None:
        live = LiveRun(record.scope, record.run_id, self._log, earlier=self._log.read(record.run_id))
        live.emit(RunFailed(error=INTERRUPTED))
        self._records.finish(record.scope, record.run_id, "failed")

    def _work(self, live: LiveRun, question: str, turn: Turn) -> None:
        state: dict[str, Any] = {}
        try:
            state = self._answer(live, question, turn)
        except GazelError as error:
            self._fail(live, str(error))
        except Exception as error:
            log.exception("run %s failed", live.run_id)
            self._fail(live, UNEXPECTED.format(error=type(error).__name__))
        finally:
            live.close()
            self._live.pop(live.run_id, None)
        if erased(state):
            self._log.redact(live.scope, live.run_id)
        elif self._after_turn and state.get("behaviour", "refuse") != "refuse":
            self._after_turn.submit(Finished.of({**state, "question": question}, turn))

    def _answer(self, live: LiveRun, question: str, turn: Turn) -> dict[str, Any]:
        """Work the question through to its last event; the graph's last state."""
        began, reasoner = time.perf_counter(), self._parts.reasoner.name
        live.emit(RunStarted(question=question, thread_id=turn.thread_id, as_of=turn.as_of.isoformat(), reasoner=reasoner))
        state = self._stream(live, question, turn)
        plan = state.get("plan")
        finished = RunFinished(
            status="cancelled" if live.cancelled.is_set() else "ok",
            behaviour=state.get("behaviour", "answer"),
            answer=state.get("prose", ""),
            intents=list(plan.intents) if plan else [],
            citations=[citation.as_dict() for citation in all_citations(state.get("evidence", ()))],
            reasoner=reasoner,
            ms=round((time.perf_counter() - began) * 1000),
        )
        self._records.finish(turn.scope, turn.run_id, finished.status, finished.behaviour, finished.answer)
        live.emit(finished)
        return state

    def _stream(self, live: LiveRun, question: str, turn: Turn) -> dict[str, Any]:
        """Emit the graph's events until it ends or the run is cancelled; the last state."""
        events = events_of(self._graph, question, turn, checkpoint_thread(turn.scope, turn.thread_id))
        while not live.cancelled.is_set():
            try:
                live.emit(next(events))
            except StopIteration as end:
                return dict(end.value)
        events.close()
        return {"prose": RunView.of(live.events()).answer}

    def working_memory(self, customer: str, thread: str) -> WorkingMemory:
        """What a conversation keeps of itself: its newest messages and the summary of those before; empty for a new one."""
        thread_id = checkpoint_thread(Scope(self._tenant, customer), thread)
        kept = self._graph.get_state({"configurable": {"thread_id": thread_id}}).values
        summary = current_summary(kept.get("summary", ""), self._condensed(thread_id))
        return WorkingMemory(tuple((role, text) for role, text in kept.get("messages", ())), summary)

    def _condensed(self, thread: str) -> Condensed | None:
        return self._after_turn.condensed(thread) if self._after_turn else None

    def _fail(self, live: LiveRun, message: str) -> None:
        live.emit(RunFailed(error=message))
        try:
            self._records.finish(live.scope, live.run_id, "failed")
        except GazelError:
            log.warning("run %s: its end could not be stored", live.run_id, exc_info=True)

"""The composition root: from settings to a running adviser."""

import atexit
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.catalog.store import sync
from gazel.db.database import Database
from gazel.db.embedded import EmbeddedServer
from gazel.db.migrate import migrate
from gazel.errors import DatabaseError
from gazel.memory.assembly import analyzer_of, clause_embedder_of, embedder_of, manager_of, prepare_memory
from gazel.memory.checkpointer import PgCheckpointer
from gazel.memory.rows import EPISODE_PREFIX
from gazel.memory.types import Scope
from gazel.memory.worker import ConsolidationWorker
from gazel.reasoning.guard import inspect
from gazel.reasoning.model import announcement
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.reasoner import ModelReasoner
from gazel.reasoning.model.reflection import Reflector
from gazel.reasoning.model.tool_schema import OfferedTool
from gazel.reasoning.reasoner import Reasoner
from gazel.reasoning.rules import RuleReasoner
from gazel.settings import Settings, settings
from gazel.workflow import demo
from gazel.workflow.after_turn import AfterTurn
from gazel.workflow.contracts import ContractBook
from gazel.workflow.customers import Customers
from gazel.workflow.event_log import EventLog
from gazel.workflow.graph import build_graph
from gazel.workflow.library import library_of
from gazel.workflow.records import RunRecords
from gazel.workflow.runs import Runs
from gazel.workflow.state import Parts
from gazel.workflow.tools import ToolDeps, build_tools
from gazel.workflow.tools.adopted import adopted, load_tools, offered
from gazel.workflow.working_memory import checkpoint_thread

log = logging.getLogger(__name__)
MODEL_WORDS = {"ready": "", "resting": " · 쉬는 중(규칙으로 답함)", "down": " · 응답 없음(규칙으로 답함)"}


@dataclass(frozen=True, slots=True)
class PartState:
    """Whether a part works, in a word and in a sentence."""

    ok: bool
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the sidebar shows."""

    model: PartState
    database: PartState
    embedder: PartState
    data_as_of: str


class Runtime:
    """All parts of one process, wired; `close()` gives the database back."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.database, self._close_database = open_database(chosen)
        self.catalog: Catalog = load_catalog(chosen.data / "insurance")
        prepare_schema(self.database, chosen)
        with self.database.connection() as connection:
            sync(connection, self.catalog)
        self.memory = manager_of(self.database, chosen)
        self.model = ModelClient.from_settings(chosen)
        self.records = RunRecords(self.database)
        self.checkpointer = PgCheckpointer(self.database.pool)
        self.memory.after_forgetting(self._forget_turns)
        self.customers = Customers(self.database, chosen.tenant)
        self.contracts = ContractBook(chosen.tenant, self.customers, self.catalog, self.memory)
        self.documents = library_of(self.database, self.catalog, chosen)
        self.worker = ConsolidationWorker(self.database.url, self.memory.consolidate, self.tidy)
        self.tools = build_tools(ToolDeps(self.catalog, self.memory, self.documents))
        own = load_tools(chosen.tools, self.tools)
        self.reasoner = reasoner_of(self.catalog, self.model, [offered(tool) for tool in own])
        self.tools |= {tool.name: adopted(tool, chosen.tool_seconds) for tool in own}
        self.after_turn: AfterTurn | None = None
        self.runs = self._runs()
        self.runs.close_interrupted()
        if not self.customers.list():
            self.seed()

    def _runs(self) -> Runs:
        parts = Parts(
            catalog=self.catalog,
            memory=self.memory,
            reasoner=self.reasoner,
            tools=self.tools,
            documents=self.documents,
            working_messages=self.settings.working_messages,
            summary_tokens=self.settings.summary_tokens,
            act_steps=self.settings.act_steps,
        )
        graph, event_log = build_graph(self.checkpointer), EventLog(self.database)
        if self.model:
            self.memory.reflect_with(Reflector(self.model).corrected)
            self.after_turn = AfterTurn(graph, self.memory, event_log, self.model, self.settings.summary_tokens)
        return Runs(
            graph,
            parts,
            self.records,
            event_log,
            tenant=self.settings.tenant,
            max_question_chars=self.settings.max_question_chars,
            after_turn=self.after_turn,
        )

    def start_background(self) -> None:
        """Load the models off the path of the first page, prune old checkpoints, and begin to consolidate."""
        self.load_models()
        self.tidy()
        self.worker.start()

    def tidy(self) -> None:
        """Delete checkpoints older than `checkpoint_keep_days` and memories whose lifetime has ended."""
        self.checkpointer.prune_older_than(self.settings.checkpoint_keep_days)
        self.memory.sweep()

    def load_models(self) -> None:
        """Begin to load the embedder and the Korean analyser in a thread of its own."""
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def seed(self) -> int:
        """Add the fictional customers and the shared procedures; how many customers."""
        self.memory.seed_procedures(self.settings.tenant, shared_procedures(self.catalog))
        return demo.seed(self.customers, self.settings.data)

    def reset_demo(self) -> None:
        """Erase everything of the fictional customers and add them anew."""
        demo.reset(self.customers, self.memory, self.settings.tenant, self.settings.data)
        self.seed()

    def _forget_turns(self, scope: Scope, keys: Sequence[str]) -> None:
        """What was said in erased episodes goes from the runs and from the conversations' working memory too."""
        turns = [key.removeprefix(EPISODE_PREFIX) for key in keys if key.startswith(EPISODE_PREFIX)]
        for thread in self.records.erase(scope, turns):
            self.checkpointer.delete_thread(checkpoint_thread(scope, thread))
            if self.after_turn:
                self.after_turn.forget(checkpoint_thread(scope, thread))

    def status(self) -> Status:
        """How the parts are now; never raises."""
        return Status(
            model=self._model_state(),
            database=self._database_state(),
            embedder=self._embedder_state(),
            data_as_of=max(row.citation.as_of for row in self.catalog.coverages()),
        )

    def close(self) -> None:
        """Stop the background work, close the connections and give up the embedded server."""
        self.worker.stop()
        if self.after_turn:
            self.after_turn.stop()
        self._close_database()

    def _warm_up(self) -> None:
        embedder_of(self.settings).embed_query("갑상선암")
        inspect("갑상선암")
        analyzer_of(self.settings).warm()
        if isinstance(self.reasoner, ModelReasoner) and (problem := self.reasoner.warm_up()):
            log.warning("the model server was not warmed up: %s", problem)

    def _embedder_state(self) -> PartState:
        embedder = embedder_of(self.settings)
        return PartState(True, embedder.model_id, "이 컴퓨터에서 계산합니다")

    def _model_state(self) -> PartState:
        if self.model is None:
            return PartState(True, "내장 규칙", "언어모델 없이 규칙과 자료로 답합니다")
        states = self.model.health()
        best = next((health for health in states if health.state == "ready"), states[0])
        label = f"{best.model or '언어모델'}{MODEL_WORDS[best.state]}"
        return PartState(best.state == "ready", label, " · ".join(health.in_words for health in states))

    def _database_state(self) -> PartState:
        place = "외부 서버" if self.settings.database_url else f"내장 서버 · {self.settings.home}"
        try:
            with self.database.connection() as connection:
                row = connection.execute("show server_version").fetchone()
        except DatabaseError as error:
            return PartState(False, "PostgreSQL", str(error))
        version = str(row["server_version"]).split()[0] if row else "?"
        return PartState(True, f"PostgreSQL {version}", place)


def open_database(chosen: Settings) -> tuple[Database, Callable[[], None]]:
    """The database of the settings, and how to close it; raises DatabaseUnavailable."""
    if chosen.database_url:
        url = chosen.database_url
        database = Database(lambda: url, pool_size=chosen.pool_size)
        database.check()
        return database, database.close
    server = EmbeddedServer(chosen.home)
    database = Database(server.url, pool_size=chosen.pool_size)

    def close() -> None:
        database.close()
        server.stop()

    return database, close


def prepare_schema(database: Database, chosen: Settings) -> None:
    """Bring every table to this version: GAZEL's own, the memory store's, the checkpoints' and the job queue's."""
    migrate(database)
    prepare_memory(database, chosen)
    PgCheckpointer(database.pool).setup()


def with_local_model(chosen: Settings) -> Settings:
    """The settings with the server that `gazel llm serve` runs on this machine, where GAZEL_LLM_BASE_URL is unset."""
    local = announcement.found(chosen.home) if chosen.llm_base_url is None else None
    if local is None:
        return chosen
    patience = {"llm_first_token_seconds": local.first_token_seconds, "llm_plan_seconds": local.first_token_seconds * 1.5}
    unset = {name: value for name, value in patience.items() if value and name not in chosen.model_fields_set}
    return chosen.model_copy(update={"llm_base_url": local.base_url, "llm_model": local.model, **unset})


def reasoner_of(catalog: Catalog, client: ModelClient | None, own_tools: Sequence[OfferedTool] = ()) -> Reasoner:
    """The rules, with the model over them where one is set; only a model can choose a tool of the user's own."""
    rules = RuleReasoner(catalog)
    return rules if client is None else ModelReasoner(rules, client, catalog, own_tools)


def shared_procedures(catalog: Catalog) -> list[dict[str, Any]]:
    """The catalogue's procedures as procedural memories of the whole tenant."""
    return [
        {
            "title": row.title,
            "trigger": row.trigger,
            "steps": [{"title": step.title, "detail": step.detail} for step in row.steps],
            "source": str(row.citation),
        }
        for row in catalog.procedure_rows.values()
    ]


def reembed() -> tuple[int, int]:
    """Compute every vector anew with the embedding model that is set; how many memories and how many document clauses."""
    from gazel.documents import reembedding as of_documents
    from gazel.memory import reembedding as of_memories

    chosen = settings()
    database, close = open_database(chosen)
    try:
        migrate(database)
        clauses = of_documents.reembed(database, clause_embedder_of(chosen))
        return of_memories.reembed(database, chosen), clauses
    finally:
        close()


_lock = threading.Lock()
_runtime: Runtime | None = None


def runtime() -> Runtime:
    """The process's one runtime, made on first use; an error leaves nothing behind, so that the next call tries again."""
    global _runtime
    with _lock:
        if _runtime is None:
            _runtime = Runtime(with_local_model(settings()))
            atexit.register(_runtime.close)
        return _runtime

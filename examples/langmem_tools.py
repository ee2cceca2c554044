"""GAZEL's memory store under LangMem's tools and a LangGraph agent, unchanged.

Run it: `python examples/langmem_tools.py` (no model server needed: the chat model is scripted, the database is embedded).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import RunnableConfig
from langgraph.prebuilt import create_react_agent
from langmem import create_manage_memory_tool, create_search_memory_tool

from gazel.db.embedded import EmbeddedServer
from gazel.memory.store import PgvectorStore

NAMESPACE = ("demo", "{customer}", "semantic")
SCRIPT: Sequence[AIMessage] = (
    AIMessage(
        "", tool_calls=[{"name": "manage_memory", "args": {"content": "보험료가 오르지 않는 비갱신형을 선호한다"}, "id": "1"}]
    ),
    AIMessage("기억해 두겠습니다."),
    AIMessage("", tool_calls=[{"name": "search_memory", "args": {"query": "비갱신형 선호"}, "id": "2"}]),
    AIMessage("비갱신형을 선호하신다고 하셨습니다."),
)


class ScriptedModel(BaseChatModel):
    """Says the lines of a script, one a call."""

    lines: Iterator[AIMessage]

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Any, **kwargs: Any) -> "ScriptedModel":
        """The script already knows its tools."""
        return self

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=next(self.lines))])


def converse(store: PgvectorStore) -> list[str]:
    """Two conversations of one customer; the second finds what the first remembered. What was said, line by line."""
    agent = create_react_agent(
        ScriptedModel(lines=iter(SCRIPT)),
        [create_manage_memory_tool(namespace=NAMESPACE), create_search_memory_tool(namespace=NAMESPACE)],
        store=store,
    )
    said: list[str] = []
    for question in ("저는 보험료가 오르는 건 싫어요.", "제가 뭘 선호한다고 했죠?"):
        config: RunnableConfig = {"configurable": {"customer": "kim"}}
        answer = agent.invoke({"messages": [{"role": "user", "content": question}]}, config)
        said += [str(message.content) for message in answer["messages"]]
    return said


def main() -> None:
    """Show the conversation and what the store holds after it."""
    with TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        index = {"dims": 64, "embed": DeterministicFakeEmbedding(size=64), "fields": ["content"]}
        with PgvectorStore.from_conn_string(server.url(), index=index) as store:  # type: ignore[arg-type]
            store.setup()
            print(*converse(store), sep="\n")
            print(store.search(("demo", "kim")))
        server.stop()


if __name__ == "__main__":
    main()

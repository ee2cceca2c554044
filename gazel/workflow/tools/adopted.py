"""Tools that the user brings in GAZEL_TOOLS: LangChain tools by dotted path, MCP servers by a JSON file.

GAZEL_TOOLS=my_tools.exchange_rate,/etc/gazel/mcp.json
"""

import importlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import TimeoutError as TooLate
from pathlib import Path
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel

from gazel.errors import SettingsError, WorkflowError
from gazel.insurance.citation import Citation
from gazel.reasoning.evidence import Evidence, Point
from gazel.reasoning.model.background_loop import submit
from gazel.reasoning.model.tool_schema import OfferedTool, closed

START_SECONDS = 30.0
MOST_LINES, LONGEST_LINE = 6, 300
"""How much of a tool's text becomes evidence: lines, and characters of a line."""


def load_tools(paths: str | None, taken: Mapping[str, BaseTool]) -> list[BaseTool]:
    """The tools of GAZEL_TOOLS; raises SettingsError naming the entry that cannot be used."""
    entries = [entry.strip() for entry in (paths or "").split(",") if entry.strip()]
    tools = [tool for entry in entries for tool in (_of_servers(entry) if entry.endswith(".json") else _of_path(entry))]
    names = [tool.name for tool in tools]
    if doubled := [name for name in names if name in taken or names.count(name) > 1]:
        raise SettingsError(f"GAZEL_TOOLS의 도구 이름이 겹칩니다: {doubled[0]}.", hint="다른 이름을 붙여 주세요.")
    return tools


def offered(tool: BaseTool) -> OfferedTool:
    """The tool as the model sees it; raises SettingsError where its arguments cannot be closed."""
    schema = tool.tool_call_schema
    body = schema.model_json_schema() if isinstance(schema, type) and issubclass(schema, BaseModel) else dict(schema)  # type: ignore[arg-type]
    return OfferedTool(tool.name, " ".join(tool.description.split())[:200], closed(tool.name, body))


def adopted(tool: BaseTool, seconds: float) -> BaseTool:
    """The tool as the workflow runs it: its text is evidence with the tool as the source, a failure or delay a WorkflowError."""

    def call(**arguments: Any) -> tuple[str, Evidence]:
        job = submit(tool.ainvoke(arguments))
        try:
            lines = _lines(job.result(timeout=seconds))
        except TooLate as error:
            job.cancel()
            raise WorkflowError(f"도구 '{tool.name}'이(가) {seconds:.0f}초 안에 끝나지 않았습니다.") from error
        except Exception as error:  # whatever a tool of somebody else raises ends the call, not the turn
            raise WorkflowError(f"도구 '{tool.name}'이(가) 실패했습니다: {error or type(error).__name__}") from error
        source = Citation(f"도구 {tool.name}", grade="D")
        evidence = Evidence(
            tool=tool.name, summary=lines[0] if lines else "결과 없음", points=tuple(Point(line, (source,)) for line in lines),
            behaviour="answer" if lines else "needs_input", data={} if lines else {"empty": True},
        )  # fmt: skip
        return evidence.summary, evidence

    return StructuredTool.from_function(
        call, name=tool.name, description=tool.description, args_schema=tool.args_schema, infer_schema=False,
        response_format="content_and_artifact",
    )  # fmt: skip


def _of_path(path: str) -> Sequence[BaseTool]:
    """The tool, or the tools of a list or of a function without arguments, at module.attribute."""
    module, _, name = path.rpartition(".")
    try:
        value = getattr(importlib.import_module(module), name)
        found = value if isinstance(value, BaseTool | list | tuple) else value()
    except Exception as error:  # importing somebody's module may raise anything
        raise SettingsError(
            f"GAZEL_TOOLS의 '{path}'를 불러올 수 없습니다: {error}.", hint="모듈.이름 형식인지 확인하세요."
        ) from error
    tools = [found] if isinstance(found, BaseTool) else list(found)
    if not all(isinstance(tool, BaseTool) for tool in tools):
        raise SettingsError(
            f"GAZEL_TOOLS의 '{path}'는 LangChain 도구가 아닙니다.", hint="@tool로 만든 도구나 그 목록을 지정하세요."
        )
    return tools


def _of_servers(file: str) -> Sequence[BaseTool]:
    """The tools of the MCP servers in a file {name: {"transport": "stdio", "command": …, "args": […]}}."""
    try:
        from langchain_mcp_adapters.client import MultiServerMCPClient

        servers = json.loads(Path(file).expanduser().read_text(encoding="utf-8"))
        tools: list[BaseTool] = submit(MultiServerMCPClient(servers).get_tools()).result(timeout=START_SECONDS)
    except ImportError as error:
        raise SettingsError("MCP 도구를 쓰려면 langchain-mcp-adapters가 필요합니다.", hint="pip install 'gazel[mcp]'") from error
    except Exception as error:  # a file, a process and a protocol that are not ours
        raise SettingsError(
            f"MCP 서버 설정 {file}을(를) 쓸 수 없습니다: {error or type(error).__name__}.", hint="명령과 주소를 확인하세요."
        ) from error
    return tools


def _lines(content: Any) -> list[str]:
    """A tool's result as short lines of text."""
    blocks = content if isinstance(content, list) else [content]
    texts = [block.get("text", "") if isinstance(block, dict) and "text" in block else _text(block) for block in blocks]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines[:MOST_LINES]]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

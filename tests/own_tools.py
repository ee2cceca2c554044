"""Tools as a user would bring them in GAZEL_TOOLS, and the same over MCP: python tests/own_tools.py serves them on stdio."""

import time
from typing import Any, Literal

from langchain_core.tools import BaseTool, tool


@tool
def exchange_rate(currency: Literal["USD", "EUR"]) -> str:
    """오늘의 환율을 찾습니다(가상)."""
    return f"1 {currency}는 1,450원입니다(가상 환율)."


@tool
async def branch_hours(city: str, floor: int = 1) -> str:
    """지점의 영업시간을 찾습니다(가상)."""
    return f"{city} 지점 {floor}층은 9시에 엽니다(가상)."


@tool
def broken(city: str) -> str:
    """늘 실패합니다."""
    raise RuntimeError("전산망 점검 중")


@tool
def endless(city: str) -> str:
    """끝나지 않습니다."""
    time.sleep(3)
    return city


@tool
def anything(filters: dict[str, Any]) -> str:
    """인자를 제한할 수 없는 도구."""
    return str(filters)


def all_tools() -> list[BaseTool]:
    return [exchange_rate, branch_hours, broken, endless]


if __name__ == "__main__":
    from mcp.server.fastmcp import FastMCP

    server = FastMCP("branches")

    @server.tool()
    def mcp_branch_hours(city: str) -> str:
        """지점의 영업시간을 찾습니다(가상)."""
        return f"{city} 지점은 9시에 엽니다(가상)."

    server.run()

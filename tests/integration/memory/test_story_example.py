"""The example of the memory engine tells what it claims to tell."""

import runpy
from pathlib import Path

from gazel.memory.manager import HierarchicalMemoryManager

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "remember_and_recall.py"


def test_a_changed_budget_is_found_first_and_the_old_one_on_its_day(memory: HierarchicalMemoryManager) -> None:
    lines = list(runpy.run_path(str(EXAMPLE))["story"](memory))
    recalled = [line for line in lines if line.startswith("회상: ")]
    assert "8만원" in recalled[0]
    assert lines[-2:] == [
        "2026-04-01에 알던 예산: 월 보험료 예산은 5만원 이내",
        "2026-11-21에 알던 예산: 월 보험료 예산은 8만원 이내",
    ]

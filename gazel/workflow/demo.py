"""The three fictional customers of the demo and the questions they are scripted to ask."""

import json
from dataclasses import dataclass
from pathlib import Path

from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope
from gazel.workflow.customers import Customers


@dataclass(frozen=True, slots=True)
class Script:
    """What one fictional customer asks, in order."""

    customer: str
    questions: tuple[str, ...]


def load_script(data: Path) -> list[Script]:
    """The scripts in `data/demo/script.json`."""
    rows = json.loads((data / "demo" / "script.json").read_text())
    return [Script(row["customer"], tuple(row["questions"])) for row in rows]


def seed(customers: Customers, data: Path) -> int:
    """Add the fictional customers; how many there are."""
    rows = json.loads((data / "demo" / "customers.json").read_text())
    for position, row in enumerate(rows):
        customers.add(row["customer"], row["name"], note=row["note"], fictional=row["fictional"], position=position)
    return len(rows)


def reset(customers: Customers, memory: HierarchicalMemoryManager, tenant: str, data: Path) -> None:
    """Erase everything of the fictional customers and add them anew; others stay as they are."""
    for row in json.loads((data / "demo" / "customers.json").read_text()):
        memory.forget(Scope(tenant, row["customer"]), "all", by="reset")
        customers.remove(row["customer"])
    seed(customers, data)

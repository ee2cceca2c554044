"""The evaluation that a proposed procedure must pass: its words keep to the conduct rules, and the shipped questions still pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope
from gazel.reasoning.guard import conduct
from gazel.workflow.customers import Customers
from gazel.workflow.evaluation import Question, evaluate
from gazel.workflow.runs import Runs

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProcedureTrial:
    """Asks every question as a fresh fictional customer who knows the proposed procedure; nothing of it stays."""

    tenant: str
    memory: HierarchicalMemoryManager
    runs: Runs
    customers: Customers
    questions: Sequence[Question]

    def objections(self, row: Row) -> list[str]:
        """What speaks against the procedure, in words; empty when it passes."""
        words = "\n".join(f"{step['title']}: {step['detail']}." for step in row["steps"])
        found = [f"{violation.message}: {violation.sentence}" for violation in conduct(words)]
        return found or self._failures(row)

    def passes(self, row: Row) -> bool:
        """Whether nothing speaks against it: what `Improving.approve` asks."""
        return not self.objections(row)

    def _failures(self, row: Row) -> list[str]:
        lent: list[Scope] = []

        def lend(customer: str) -> None:
            lent.append(Scope(self.tenant, customer))
            self.memory.improving.lend(lent[-1], row)

        try:
            results = list(evaluate(self.questions, self.runs, self.customers, prepare=lend))
        finally:
            for scope in lent:
                self.memory.forget(scope, "all", by="evaluation")
        return [f"{result.id}: {', '.join(result.reasons)}" for result in results if not result.passed]

"""Measures the model beside the rules: planning, grounding, extraction, and what the client itself costs."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gazel.errors import ReasonerError, SettingsError
from gazel.events import AnswerDropped, Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.audit import wrong_figures
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.composer import Composer
from gazel.reasoning.model.endpoint import Message
from gazel.reasoning.model.extraction import Extractor
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.planner import Planner
from gazel.reasoning.model.policy import closed
from gazel.reasoning.model.reports import AnswerReport, ExtractionReport, PlanningReport, median
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Reasoner


@dataclass(frozen=True, slots=True)
class PlanningCase:
    """A question with the intents of which at least one is right, and the insurers it names (None = not checked)."""

    id: str
    text: str
    intents: frozenset[str]
    insurers: frozenset[str] | None = None
    as_of: date = date(2026, 11, 21)


def read_planning_cases(path: Path) -> list[PlanningCase]:
    """JSON lines with id, text, intents and, optionally, insurers and as_of; raises SettingsError naming the line."""
    cases = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        try:
            row = json.loads(line)
            insurers = frozenset(row["insurers"]) if "insurers" in row else None
            as_of = date.fromisoformat(row.get("as_of", "2026-11-21"))
            cases.append(PlanningCase(row["id"], row["text"], frozenset(row["intents"]), insurers, as_of))
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"{path.name} {number}행을 읽을 수 없습니다: {error!r}.") from error
    return cases


def evaluate_planning(cases: Iterable[PlanningCase], rules: Reasoner, planner: Planner) -> PlanningReport:
    """Each question planned by the rules, by the model alone and by both under the policy; one model call a question."""
    report = PlanningReport()
    for case in cases:
        context = Context(as_of=case.as_of)
        plan, _ = rules.plan(case.text, context)
        report.total += 1
        report.rules += (rules_right := _plan_right(plan, case))
        report.at_a_loss += not plan.calls and not closed(plan)
        if closed(plan):
            report.model += rules_right
            report.combined += rules_right
            continue
        began = time.monotonic()
        try:
            understood = planner.understand(case.text, context)
        except ReasonerError:
            report.failures += 1
            report.combined += rules_right
            continue
        report.seconds.append(time.monotonic() - began)
        report.model += bool(case.intents & set(understood.intents))
        joined, notes = planner.join(plan, understood, case.text, context)
        report.disagreements += bool(notes)
        report.combined += (right := _plan_right(joined, case))
        if rules_right and not right:
            report.worse.append(case.id)
    return report


def evaluate_answers(
    turns: Iterable[tuple[str, Plan, Sequence[Evidence], Context]], composer: Composer, rules: Reasoner, names: ExactNames
) -> AnswerReport:
    """Compose each turn and audit every figure of the model's part (independently of the grounding check)."""
    report = AnswerReport()
    for question, plan, evidence, context in turns:
        by_rules = "".join(piece for piece in rules.compose(question, plan, evidence, context) if isinstance(piece, str))
        report.answers += 1
        began = time.monotonic()
        for piece in composer.compose(question, plan, evidence, context):
            if isinstance(piece, AnswerDropped):
                report.sentences_dropped += 1
                report.reasons[piece.reason] += 1
            elif isinstance(piece, Fallback):
                report.fallbacks += 1
            elif (said := piece.strip()) and said not in by_rules and not piece.endswith("\n"):
                if not report.first_token_seconds or len(report.first_token_seconds) < report.answers:
                    report.first_token_seconds.append(time.monotonic() - began)
                report.sentences_shown += 1
                figures, wrong = wrong_figures(said, evidence, names)
                report.figures += figures
                report.wrong += [f"{question} → {said} ({name})" for name in wrong]
        report.seconds.append(time.monotonic() - began)
    return report


def evaluate_extraction(turns: Iterable[tuple[str, Mapping[str, str]]], extractor: Extractor) -> ExtractionReport:
    """Each turn's text with what it tells ('slot/facet' → value)."""
    report = ExtractionReport()
    for text, told in turns:
        report.told += len(told)
        try:
            found = extractor.extract(text, "")
        except ReasonerError:
            report.failures += 1
            continue
        report.found += len(found.drafts)
        report.refused += found.refused
        for draft in found.drafts:
            if told.get(draft.subject) == draft.value:
                report.right += 1
            else:
                report.wrong.append(f"{text} → {draft.subject}={draft.value}")
    return report


def client_overhead(
    client: ModelClient, messages: Sequence[Message], *, max_tokens: int = 64, rounds: int = 3
) -> dict[str, float]:
    """Seconds for the same prompt through the client and straight over HTTP (medians), and the difference in per cent."""
    through, bare = [], []
    for _ in range(rounds):
        began = time.monotonic()
        for _piece in client.stream(messages, max_tokens=max_tokens):
            pass
        through.append(time.monotonic() - began)
        bare.append(_bare_seconds(client, messages, max_tokens))
    client_seconds, bare_seconds = median(through), median(bare)
    over = 100 * (client_seconds - bare_seconds) / bare_seconds if bare_seconds else 0.0
    return {"client_seconds": client_seconds, "bare_seconds": bare_seconds, "overhead_pct": round(over, 1)}


def _bare_seconds(client: ModelClient, messages: Sequence[Message], max_tokens: int) -> float:
    import httpx

    body = {
        "model": client.served().name,
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": True,
        "messages": [{"role": role, "content": text} for role, text in messages],
    }
    began = time.monotonic()
    with httpx.stream(
        "POST", f"{client.endpoints[0].base_url}/chat/completions", json=body, timeout=client.step_seconds
    ) as answer:
        for _line in answer.iter_lines():
            pass
    return time.monotonic() - began


def _plan_right(plan: Plan, case: PlanningCase) -> bool:
    named = set(plan.slots.get("insurers", ()))
    return bool(case.intents & set(plan.intents)) and (
        case.insurers is None or not plan.calls or case.insurers <= named or not named
    )

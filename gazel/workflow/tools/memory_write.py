"""memory_write: says what of the customer's words is stored, changed or withheld, and carries out erasure and consent."""

from typing import Any, Literal

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.memory.drafts import Draft
from gazel.memory.extraction.extract import extract
from gazel.reasoning.compose.words import josa
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.memory_privacy import CONSENT, NOT_DISCLOSURE, erase

Action = Literal["remember", "delete", "consent", "withdraw_consent"]
SAID = "기존 기록"


def memory_write_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's memory; the facts themselves are written when the turn is committed."""

    @tool("memory_write", response_format="content_and_artifact")
    def memory_write(config: RunnableConfig, action: Action = "remember", about: str = "all") -> tuple[str, Evidence]:
        """고객이 말한 성향·상황의 저장과 변경을 알리고, 삭제와 동의 요청을 처리합니다.

        action remember(저장·변경 안내)·delete(삭제)·consent(건강정보 저장 동의)·withdraw_consent(동의 철회),
        about 삭제할 것(all 전부, health 건강 관련, 그 밖에는 주제어).
        """
        call = call_context(config)
        if action == "delete":
            evidence = erase(deps, call, about)
        elif action in ("consent", "withdraw_consent"):
            evidence = _consent(deps, call, action == "consent")
        else:
            evidence = _remember(deps, call)
        return evidence.summary, evidence

    return memory_write


def _consent(deps: ToolDeps, call: CallContext, granted: bool) -> Evidence:
    deps.memory.consent(call.scope, "health", granted)
    text = (
        "건강정보 저장 동의를 기록했습니다. 앞으로 말씀하시는 건강·가족력은 추천과 안내 목적에만 기억합니다."
        if granted
        else "건강정보 저장 동의를 철회한 것으로 기록했습니다. 앞으로 건강·가족력은 저장하지 않습니다."
    )
    return Evidence(
        tool="memory_write",
        summary=text,
        headline=text,
        points=(Point("동의는 언제든 철회할 수 있고, 저장된 건강 기록의 삭제도 요청할 수 있습니다."), Point(NOT_DISCLOSURE)),
        data={"action": "consent", "granted": granted},
    )


def _remember(deps: ToolDeps, call: CallContext) -> Evidence:
    """What this turn changes: new facts, closed ones, and those withheld for want of consent."""
    drafts = extract(call.question, said_on=call.as_of)
    known = {str(fact["subject"]): fact for fact in deps.memory.facts(call.scope, as_of=call.as_of)}
    consented = deps.memory.has_consent(call.scope, "health") if any(d.sensitive for d in drafts) else True
    rows, points, lines, fresh = [], [], [], []
    for draft in drafts:
        old = known.get(draft.subject)
        if draft.sensitive and not consented:
            rows.append((draft.fact, "저장하지 않음", "민감정보 동의 없음"))
            continue
        status, note, line = _change(draft, old)
        rows.append((draft.fact, status, note))
        if line:
            lines.append(line)
        else:
            fresh.append(f"‘{draft.fact}’")
    if fresh:
        lines.insert(0, f"{josa(', '.join(fresh), '을/를')} 기억에 저장했습니다.")
    withheld = any(d.sensitive for d in drafts) and not consented
    kept = sum(1 for draft in drafts if consented or not draft.sensitive)
    if withheld:
        points += [Point(CONSENT), Point(NOT_DISCLOSURE)]
    elif any(d.sensitive for d in drafts):
        points.append(Point(NOT_DISCLOSURE))
    headline = " ".join(lines) or (
        "말씀하신 건강 관련 내용은 동의가 없어 사실로 저장하지 않고 이번 답변에만 참고합니다."
        if withheld
        else "말씀하신 내용을 이번 대화 기록에 저장했습니다."
    )
    return Evidence(
        tool="memory_write",
        summary=f"저장 {kept}건, 보류 {len(rows) - kept}건",
        headline=headline,
        points=tuple(points),
        tables=(Table("기억의 변경", ("내용", "처리", "비고"), tuple(rows)),) if rows else (),
        checks=("틀린 내용이 있으면 말씀해 주세요. 문맥 회상 화면에서 정정·삭제할 수 있습니다.",),
        data={"action": "remember", "facts": [d.fact for d in drafts if consented or not d.sensitive]},
    )


def _change(draft: Draft, old: dict[str, Any] | None) -> tuple[str, str, str]:
    """(what happens, note, sentence) for one claim; a new one has no sentence of its own."""
    if old is None:
        return "새로 저장", f"들은 말: '{draft.quote}'", ""
    if str(old["value"]) == draft.value:
        return (
            "다시 확인",
            "이미 기억하고 있던 내용",
            f"{josa(f'‘{draft.fact}’', '은/는')} 이미 기억하고 있어 다시 확인된 것으로 기록했습니다.",
        )
    return (
        "변경",
        f"{SAID} ‘{old['facts']}’ 닫음",
        f"{SAID} ‘{old['facts']}’ 항목은 닫고 {josa(f'‘{draft.fact}’', '으로/로')} 변경해 저장했습니다.",
    )

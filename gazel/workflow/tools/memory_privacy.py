"""Health remarks and erasure: what is kept of a customer's illnesses, and what happens when they want it gone."""

from gazel.memory.clock import in_seoul
from gazel.memory.drafts import SENSITIVE_SLOTS
from gazel.reasoning.compose.words import josa
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import CallContext, ToolDeps

CONSENT = "건강·가족력 같은 민감정보는 별도 동의가 있어야 기억에 저장합니다. 저장을 원하시면 '건강정보 저장에 동의합니다'라고 말씀해 주세요."
NOT_DISCLOSURE = "상담창에 적은 병력은 보험사에 대한 고지(알릴의무)가 아닙니다. 청약서 질문에 직접 적어야 합니다."


def remembered_health(deps: ToolDeps, call: CallContext) -> Evidence:
    """The turns in which the customer spoke of health, and the facts stored with consent."""
    turns = [row for row in deps.memory.timeline(call.scope, kind="episodic", limit=200) if row["row"].get("sensitive")]
    facts = deps.memory.facts(call.scope, as_of=call.as_of, slots=sorted(SENSITIVE_SLOTS))
    turns = [row for row in turns if row["row"].get("run_id") != call.run_id]
    if not turns and not facts:
        return Evidence(
            tool="memory_search",
            summary="건강 관련 기록 없음",
            headline="병력 등 건강에 관해 저장된 기록이 없습니다.",
            points=(Point(CONSENT),),
            data={"found": 0},
        )
    rows = tuple((f"{in_seoul(row['at']):%Y-%m-%d}", str(row["text"]), "대화") for row in turns)
    rows += tuple((f"{in_seoul(fact['timestamp']):%Y-%m-%d}", str(fact["facts"]), "사실(동의 후 저장)") for fact in facts)
    kept = "동의를 받아 사실로도 저장되어 있습니다" if facts else "동의가 없어 사실로 저장하지는 않았고 대화 기록에만 있었습니다"
    said = f"'{turns[0]['text']}'" if turns else f"'{facts[0]['facts']}'"
    return Evidence(
        tool="memory_search",
        summary=f"건강 관련 기록 {len(rows)}건",
        headline=f"네, 건강(병력)에 관해 말씀하신 기록이 {len(rows)}건 있습니다: {said}. {kept}.",
        tables=(Table("건강 관련 기록", ("날짜", "내용", "종류"), rows),),
        data={"found": len(rows)},
    )


def erase(deps: ToolDeps, call: CallContext, about: str) -> Evidence:
    """Erase what is remembered about `about` ('all', 'health' or a topic) and say so, without repeating it: the answer is remembered too."""
    if not about:
        return _what_to_erase()
    erased = deps.memory.forget(call.scope, about)
    names = {"all": "저장된 기억 전체", "health": "병력 등 건강 관련 기록"}
    what = names.get(about, f"'{about}' 관련 기록")
    text = (
        f"{josa(what, '이/가')} {len(erased)}건 있어 모두 삭제했습니다."
        if erased
        else f"삭제할 {josa(what, '이/가')} 남아 있지 않습니다."
    )
    return Evidence(
        tool="memory_write",
        summary=text,
        headline=text,
        points=(
            Point("삭제하면 원문과 검색용 색인, 그 기록에서 나온 사실까지 함께 지워지며 되돌릴 수 없습니다."),
            Point("법령에 따라 보존해야 하는 거래 기록은 회사가 별도로 분리 보관할 수 있습니다."),
        ),
        checks=("문맥 회상 화면에서 남은 기억 확인",),
        data={"action": "delete", "about": about, "erased": len(erased)},
    )


def _what_to_erase() -> Evidence:
    """Nothing is erased on a guess: it is asked what is meant."""
    text = "무엇을 삭제할지 알려 주세요. 예를 들어 '예산 기억 삭제해줘'처럼 말씀하시거나, 모두 지우려면 '전부 삭제해줘'라고 해 주세요."
    return Evidence(
        tool="memory_write",
        summary="삭제할 것을 확인",
        behaviour="needs_input",
        headline=text,
        checks=("문맥 회상 화면에서는 기억을 하나씩 골라 삭제할 수 있습니다.",),
        data={"action": "delete", "about": "", "erased": 0},
    )

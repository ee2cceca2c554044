"""The outcomes that need no tool: greetings, empty or foreign questions, what lies outside of insurance."""

import re
from dataclasses import dataclass

from gazel.events import Behaviour
from gazel.reasoning.plan import Intent
from gazel.reasoning.understanding.question import Understood

HELP = "보험 보장(갑상선암·유사암 등), 회사별 비교, 예상 지급액, 청구 절차와 기한, 실손 계산, 특약 구성, 이전 상담 기억을 도와드릴 수 있습니다."


@dataclass(frozen=True, slots=True)
class Reply:
    """A finished answer."""

    intents: tuple[Intent, ...]
    outcome: Behaviour
    text: str


def immediate(u: Understood) -> Reply | None:
    """The reply to a greeting, thanks, nothing at all or something outside of insurance; None where a plan is needed."""
    if not re.search(r"[0-9A-Za-z가-힣]", u.text):
        return Reply(("small_talk",), "needs_input", f"질문을 글로 적어 주세요. {HELP}")
    about_insurance = bool(
        u.insurers or u.unknown_insurers or u.diseases or u.families or u.topics or u.terms or u.codes or u.documents
    )
    if u.score("out_of_scope") >= 3 and not about_insurance:
        return Reply(("out_of_scope",), "refuse", f"보험 상담 범위를 벗어난 질문이라 답변을 드릴 수 없습니다. {HELP}")
    if u.score("small_talk") >= 3 and not about_insurance and len(u.dense) <= 25 and not u.drafts:
        return Reply(("small_talk",), "answer", _greeting(u.dense))
    return None


def _greeting(dense: str) -> str:
    if re.search(r"고마|감사|땡큐|thank|수고", dense):
        return "도움이 되었다니 다행입니다. 더 확인할 것이 있으면 말씀해 주세요."
    if re.search(r"누구|뭐할|무엇을할|도움말|help|사용법", dense):
        return f"저는 보험 상담을 돕는 AI입니다. {HELP}"
    if re.match(r"네|넵|응|ㅇㅋ|오케이|ok|알겠", dense):
        return "네, 더 확인할 것이 있으면 말씀해 주세요."
    return f"안녕하세요. 보험 상담을 돕는 AI입니다. {HELP}"


def lost(u: Understood) -> Reply:
    """The question back where nothing was understood."""
    if not re.search(r"[가-힣]", u.text):
        text = f"한국어로 질문해 주시면 답변드릴 수 있습니다. (Please ask in Korean.) {HELP}"
    else:
        text = f"무엇을 도와드릴지 조금 더 알려 주세요. 보험사나 질병, 담보 이름 또는 알고 싶은 것(보장·금액·청구·기한)을 적어 주시면 됩니다. {HELP}"
    return Reply(("small_talk",), "needs_input", text)

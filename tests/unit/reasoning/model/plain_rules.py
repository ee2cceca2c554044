"""The smallest rules a model reasoner can lean on: they know a handful of words and always have a right answer."""

from collections.abc import Iterator, Sequence

from gazel.events import Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Intent, Plan, PlannedCall
from gazel.reasoning.reasoner import Piece

RIGHT_ANSWER = "유사암 진단비로 300만 원이 지급됩니다."
CHECK = "가입하신 상품의 약관을 확인해 주세요."


class PlainRules:
    """Certain of questions with '갑상선암', of calculations with '얼마', refusing '무시하고', else at a loss."""

    name = "rules"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Fallback, ...]]:
        self.asked.append(question)
        if "무시하고" in question:
            return Plan(intents=("prompt_injection",), outcome="refuse", reply="답할 수 없습니다."), ()
        if "얼마" in question:
            return Plan(intents=("payout_calc",), calls=(PlannedCall("payout_calc", {}),)), ()
        if "갑상선암" in question:
            intent: Intent = "comparison" if "비교" in question else "coverage_lookup"
            return Plan(intents=(intent,), slots={"diseases": ["갑상선암"]}, calls=(PlannedCall("coverage_search", {}),)), ()
        return Plan(intents=("small_talk",), outcome="needs_input", reply="무엇을 도와드릴까요?"), ()

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        yield f"{RIGHT_ANSWER} 〔약관 p.5〕\n\n" if evidence else plan.reply
        if evidence:
            yield CHECK

"""The stable part of a prompt is the same bytes for everybody, so that a server's prefix cache holds it."""

from datetime import UTC, date, datetime

from evidence_examples import PAYOUT, TWO_INSURERS

from gazel.memory.types import Hit
from gazel.reasoning.model.evidence_lines import pertinent, without_foreign_figures
from gazel.reasoning.model.prompts import act_messages, compose_messages, plan_messages, tokens
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.plan import Context

VOCABULARY = Vocabulary(("삼성화재",), ("갑상선암",), ("유사암진단비",), {"면책기간": "면책"})
PLAIN = Context(as_of=date(2026, 11, 21))
KNOWN = Context(
    as_of=date(2027, 1, 1),
    history=(("user", "삼성화재 알려줘"), ("assistant", "안내했습니다.")),
    memories=(
        Hit(
            kind="semantic",
            key="k",
            text="짧은 답을 좋아함",
            why="",
            score=1,
            at=datetime(2026, 1, 1, tzinfo=UTC),
            row={"slot": "preference"},
        ),
    ),
)


def shared_prefix(one: str, two: str) -> str:
    length = next(
        (place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two))
    )
    return one[:length]


def rendered(messages: list[tuple[str, str]]) -> str:
    return "\x00".join(text for _, text in messages)


def test_the_planning_prefix_is_the_same_for_every_customer_day_and_question() -> None:
    one = plan_messages(VOCABULARY, "면책이 뭐예요", PLAIN, 4096)
    two = plan_messages(VOCABULARY, "얼마 받나요", KNOWN, 4096)
    shared = shared_prefix(rendered(one.messages), rendered(two.messages))
    assert shared.startswith(one.messages[0][1])
    assert one.messages[0] == two.messages[0]


def test_a_retry_shares_everything_but_the_error() -> None:
    one = rendered(plan_messages(VOCABULARY, "면책이 뭐예요", KNOWN, 4096).messages)
    two = rendered(plan_messages(VOCABULARY, "면책이 뭐예요", KNOWN, 4096, "틀린 값").messages)
    assert two.startswith(one)


def test_writing_comes_in_the_order_system_customer_evidence_question() -> None:
    text = rendered(compose_messages("얼마 받나요", [PAYOUT], KNOWN, 4096).messages)
    order = ["상담 비서", "짧은 답을 좋아함", "[근거]\n", "300만 원이 지급됩니다", "[질문] 얼마 받나요"]
    assert [text.rindex(part) for part in order] == sorted(text.rindex(part) for part in order)


def test_two_customers_questions_on_one_evidence_share_system_and_their_own_block() -> None:
    one = rendered(compose_messages("얼마 받나요", [TWO_INSURERS], KNOWN, 4096).messages)
    two = rendered(compose_messages("언제 받나요", [TWO_INSURERS], KNOWN, 4096).messages)
    shared = shared_prefix(one, two)
    assert "180일 미만이면 25%" in shared, "the evidence too is shared by two questions on it"


def test_what_does_not_fit_is_left_out_by_name() -> None:
    full = compose_messages("얼마 받나요", [PAYOUT], PLAIN, 4096)
    budget = sum(tokens(text) for _, text in full.messages) - 60
    packed = compose_messages("얼마 받나요", [PAYOUT], PLAIN, budget)
    assert (full.left_out, full.cuts("compose")) == ((), ())
    (cut,) = packed.cuts("compose")
    (part,) = cut.parts
    assert (cut.step, part["title"]) == ("compose", "근거")
    assert part["lines"] >= 1
    assert part["tokens"] >= part["lines"]
    assert sum(tokens(text) for _, text in packed.messages) <= budget + 40
    assert packed.messages[-1][1].endswith("[질문] 얼마 받나요\n[답]")


def test_a_step_of_tools_names_the_results_that_did_not_fit() -> None:
    done = ["- 부른 도구: coverage_search", "- " + "가" * 3000]
    (cut,) = act_messages(["- exchange_rate: 오늘의 환율"], "환율은요", done, 2000).cuts("act")
    assert cut.parts == [{"title": "지금까지의 결과", "lines": 1, "tokens": tokens(done[1])}]


def test_what_the_question_asks_about_comes_right_after_the_headline() -> None:
    lines = ["- 머리말입니다.", "- 보험기간은 100세입니다.", "- 현대해상의 면책기간은 90일입니다."]
    assert pertinent(lines, "면책기간은 며칠인가요") == [lines[0], lines[2], lines[1]]


def test_a_figure_that_the_evidence_lacks_is_not_shown_to_the_model() -> None:
    asked = without_foreign_figures("90일 면책이고 700만원 나오죠?", ["- 면책기간은 90일입니다."])
    assert asked == "90일 면책이고 ○ 나오죠?"

"""What a follow-up makes of the calls before it: other insurers compared, other riders, the day that was asked for."""

from typing import Any

import pytest
from fix_adviser import TODAY, Adviser, shipped_reasoner

from gazel.reasoning.plan import Context, PlannedCall

COMPARED = PlannedCall(
    "compare_coverage", {"insurers": ["현대해상", "DB손해보험"], "disease": "갑상선암", "families": ["항암방사선약물"]}
)
LOOKED_UP = PlannedCall("coverage_search", {"insurers": ["삼성화재"], "disease": "갑상선암", "families": ["유사암수술비"]})
EVERYONE = PlannedCall("compare_coverage", {"insurers": [], "disease": "갑상선암", "families": ["다빈치로봇"]})
LIMITATION = PlannedCall("deadline_calc", {"kind": "limitation", "values": {}})


def after(before: PlannedCall, text: str, **slots: Any) -> PlannedCall:
    """The first call of a question behind a turn with this call."""
    previous = {"calls": [{"tool": before.tool, "args": before.args}], "insurers": before.args.get("insurers", []), **slots}
    plan, _ = shipped_reasoner().plan(text, Context(as_of=TODAY, previous=previous))
    assert plan.calls, text
    return plan.calls[0]


@pytest.mark.parametrize(
    ("text", "insurers"),
    [
        ("케비도 껴서", ["현대해상", "DB손해보험", "KB손해보험"]),
        ("거기다 흥국 하나만 더", ["현대해상", "DB손해보험", "흥국화재"]),
        ("흥국도", ["현대해상", "DB손해보험", "흥국화재"]),
        ("롯데까지 넣어줘", ["현대해상", "DB손해보험", "롯데손해보험"]),
        ("메리츠랑 흥국 끼워줘봐", ["현대해상", "DB손해보험", "메리츠화재", "흥국화재"]),
        ("현대 빼고 삼성 넣어서", ["DB손해보험", "삼성화재"]),
        ("현대 말고 롯데", ["DB손해보험", "롯데손해보험"]),
    ],
)
def test_insurers_join_or_leave_a_comparison_and_its_riders_stay(text: str, insurers: list[str]) -> None:
    call = after(COMPARED, text)
    assert (call.tool, call.args["insurers"], call.args["families"]) == ("compare_coverage", insurers, ["항암방사선약물"])


def test_one_left_alone_is_looked_up() -> None:
    call = after(COMPARED, "디비는 빼줘")
    assert (call.tool, call.args["insurers"]) == ("coverage_search", ["현대해상"])


def test_one_taken_from_all_of_them_is_left_out() -> None:
    assert after(EVERYONE, "메리츠 제외하고 다시").args["without"] == ["메리츠화재"]


@pytest.mark.parametrize(
    ("text", "families"),
    [("로봇수술비도 같이 봐줘", ["항암방사선약물", "다빈치로봇"]), ("진단비로 바꿔서", ["유사암진단비"])],
)
def test_riders_join_or_take_the_place(text: str, families: list[str]) -> None:
    assert after(COMPARED, text).args["families"] == families


def test_a_second_insurer_makes_a_look_up_a_comparison() -> None:
    call = after(LOOKED_UP, "현대도 껴서 보여줘")
    assert (call.tool, call.args["insurers"]) == ("compare_coverage", ["삼성화재", "현대해상"])
    assert after(LOOKED_UP, "흥국은?").args["insurers"] == ["흥국화재"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("진단은 2023년 9월 3일이었어요 이제 틀린거죠", {"basis_date": "2023-09-03"}),
        ("2023년 9월 3일이요", {"basis_date": "2023-09-03"}),
        ("결과지가 2022년 3월 7일에 나왔어요 끝난거겠죠?", {"basis_date": "2022-03-07"}),
        ("5년 전이요", {"basis_date": "2021-05-21", "basis_last": "2022-05-21"}),
        ("23년 10월쯤이었던거 같아요", {"basis_date": "2023-10-01", "basis_last": "2023-10-31"}),
    ],
)
def test_the_day_told_starts_the_limitation(text: str, values: dict[str, str]) -> None:
    call = after(LIMITATION, text)
    assert (call.args["kind"], call.args["values"]) == ("limitation", values)


@pytest.mark.parametrize(
    ("asked", "told", "kind", "values"),
    [
        ("일반암 보장은 언제부터 시작돼요?", "2025년 10월 2일이요", "coverage_start", {"contract_date": "2025-10-02"}),
        ("약관 못받았는데 계약 취소 언제까지 할수 있어요?", "2026년 8월 31일", "quality", {"concluded": "2026-08-31"}),
        ("유사암 감액기간이 언제 끝나나요?", "2026-01-10", "reduction_end", {"contract_date": "2026-01-10"}),
        ("청약철회 언제까지 돼요?", "11월 2일이요", "withdrawal", {"applied": "2026-11-02"}),
        ("지연이자 얼마나 붙어요?", "600만원이고 100일 늦었어요", "late_interest", {"principal": 6_000_000, "days_late": 100}),
    ],
)
def test_what_is_told_alone_is_what_the_answer_before_lacked(asked: str, told: str, kind: str, values: dict[str, Any]) -> None:
    adviser = Adviser()
    adviser.ask(asked)
    calls = [call.args for call in adviser.ask(told).plan.calls if call.tool == "deadline_calc"]
    assert calls, told
    assert calls[0]["kind"] == kind
    assert values.items() <= calls[0]["values"].items()

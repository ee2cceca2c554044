"""Payouts, indemnity bills and deadlines as they are asked in speech, answered by the whole rule adviser."""

import pytest

from tests.fix_adviser import Adviser


def answered(*turns: str) -> str:
    adviser = Adviser()
    *before, last = turns
    for turn in before:
        adviser.ask(turn)
    return adviser.ask(last).prose


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        (
            (
                "작년 11월 3일에 KB 가입했고 유사암진단비 1천만원. 갑상선암 결과가 올해 11월 2일에 나왔으면 얼마",
                "3일에 나온거면요?",
            ),
            "10,000,000원",
        ),
        (("KB 유방암 C50.9 7개월차여도 3천 다 나오지?",), "15,000,000원"),
        (
            ("흥국 2025-10-02 계약. 유사암600/수술30/암입원일당2만. C73 2026-11-05 확정, 일반수술 1번(11/12), 4일 입원. 합계",),
            "6,316,000원",
        ),
        (("DB 계약 반년째 C73. 유사암600 유사암수술30 항암300 다 해당되면 토탈?",), "3,900,000원"),
        (("현대 유사암 500만 암수술 300만 가입 2년 됐고 갑상선암 수술했어요 합치면 얼마",), "5,600,000원"),
        (("현대 암수술 담보 500만, 갑상선 수술 두번하면 총 얼마",), "2,000,000원"),
        (("KB 유사암수술비 50만 갑상선 수술 3번 받으면 전부 얼마?",), "1,500,000원"),
        (("DB 2025-11-10 가입 유사암 1000만, 갑상선암 2026-11-09 확정이면? 2026-11-10이면?",), "10,000,000원"),
    ],
)
def test_a_payout_is_worked_out(turns: tuple[str, ...], figure: str) -> None:
    assert figure in answered(*turns)


def test_another_type_is_paid_after_one_and_the_same_type_is_not() -> None:
    first = "흥국 유사암 5백짜리 3년됐고 갑상선암으로 이미 받았어요. 이번엔 D05.1 유방 제자리암이래요 또 나와요?"
    told = answered(first)
    assert "5,000,000원" in told
    assert "다른 유형" in told
    assert "유방암" not in told
    assert "예상 지급액은 0원" in answered(first, "제자리암 말고 갑상선암이 또 생긴거면요")


def test_a_type_that_a_proposal_does_not_show_is_worked_out_by_the_usual_structure() -> None:
    assert "6,000,000원" in answered("삼성 유사암 600 3년됐고 갑상선암으로 받았어요. 이번에 피부암이면 또 나와요?")


def test_two_diseases_of_one_day_are_worked_out_each() -> None:
    told = answered("삼성 2025-10-02 가입 일반암 3000 유사암 600, 2026-11-01에 위암이랑 갑상선암 같이 나왔어요 얼마씩")
    assert "30,000,000원" in told
    assert "6,000,000원" in told


def test_a_rider_that_the_documents_lack_is_said_to_be_left_out() -> None:
    told = answered("KB 유사암 600, 수술 30, 일당 2만 갑상선암 3년차 5일 입원하고 수술 총 얼마")
    assert "6,300,000원" in told
    assert "암입원일당은 KB손해보험 문서에 없어" in told


def test_a_small_cancer_is_told_to_be_reduced() -> None:
    assert "유방암은 소액암이라 감액 대상" in answered("KB 일반암 감액 없지? 유방암은?")


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (("4세대 실손이고 비급여 외래 12만원이면 얼마 나와요", "5세대면요? 산정특례 그런건 아니에요"), ("60,000원",)),
        (("5세대 중증(산정특례) 상급종합 비급여입원 1,200만이면? 3천만이면?",), ("8,400,000원", "25,000,000원")),
        (("5세대요. 같은날 오전에 피부과 비급여 6만 오후 내과 비급여 9만 냈어요 중증은 아님",), ("75,000원",)),
        (("5세대는 4세대랑 비급여 자기부담 뭐가 달라",), ("비중증은 입원 50%", "4세대는 입원 30%")),
        (("5세대 중증이 아니면 비급여 몇 퍼센트 부담해요",), ("입원 50%",)),
    ],
)
def test_an_indemnity_question_is_answered(turns: tuple[str, ...], figures: tuple[str, ...]) -> None:
    told = answered(*turns)
    assert all(figure in told for figure in figures)


@pytest.mark.parametrize("text", ["4세대 도수치료 몇회", "4세대 실손 도수 1년에 몇 번까지 돼요"])
def test_the_item_asked_about_leads(text: str) -> None:
    assert "50회" in answered(text).splitlines()[0]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("2천만원 보험금을 지급기일보다 20일 넘겨서 줬어요. 이자 얼마 더 받아야돼요", "전화해보니 3.5퍼래요"), "38,356원"),
        (("보험금 3천만원이 늦게 나왔어요 이자 얼마", "60일 늦었고 이율은 4%"), "295,890원"),
        (("12/24 접수건 3영업일이면 며칠",), "2026-12-30"),
        (("접수일 12월 23일인데 영업일 3일 뒤가 언제예요",), "2026-12-29"),
        (("청약 11/15 증권 11/18 65세 대면인데 철회기한",), "2026-12-03"),
        (("11월 5일에 청약하고 증권은 9일에 받았어요 맘 바뀌었는데 언제까지 무를수 있어요?",), "2026-11-24"),
        (("11/3 청약, 증권 수령 11/12. 고객 변심인데 마지노선이 며칠?",), "2026-11-27"),
        (("9월 5일에 계약됐는데 자필서명 설계사가 대신했거든요 취소하려면 언제까지에요",), "2026-12-05"),
        (("8월 20일 계약인데 설계사가 제 사인을 자기가 했대요 취소 언제까지 가능?",), "2026-11-20"),
        (("1995-04-03생이 2025-10-02 계약이면 보험나이 몇 살이야", "그럼 하루 먼저 태어났으면"), "31세"),
        (("1995-04-03생이 2025-10-02 계약이면 보험나이 몇 살이야", "4월 2일생이면요?"), "31세"),
        (("삼성 3종 작년 10월 2일 계약, 위암 2026-10-15 확정. 보험료 언제부터 안내?",), "2026년 11월(2026-11) 납입분부터"),
        (("2025-03-10 계약 대장암 2026-10-30 확진인데 보험료 다음달부터 안 내도 되나요",), "2026년 11월"),
    ],
)
def test_a_deadline_is_told(turns: tuple[str, ...], words: str) -> None:
    assert words in answered(*turns)


def test_without_the_receipt_of_the_policy_the_withdrawal_is_asked_back() -> None:
    found = Adviser().ask("청약은 11월 10일 대면으로 했고 증권이 아직 안왔어요 철회 마지막날이 언제에요? 저 38살")
    assert found.behaviour == "needs_input"
    assert found.tools == ["deadline_calc"]
    assert "2026-12-10" in found.prose
    assert "보험증권 수령일을 알려 주세요" in found.prose


def test_the_cover_of_each_disease_is_told_by_today() -> None:
    told = answered("현대해상 8월 25일에 가입했는데 지금 시점에 위암이랑 갑상선암 각각 보장되는 상태에요?")
    assert "위암은 90일 면책이 있어 보장개시일이 2026-11-23" in told
    assert "아직 면책기간" in told
    assert "갑상선암은 보통 면책 없이 계약일인 2026-08-25" in told


TOTAL = "삼성화재 2023-03-02 계약이고 유사암진단비 600만 갑상선암수술비 30만 암입원일당 2만원이에요. 갑상선암 2026-10-20 확정, 로봇 아닌 수술 1번, 4일 입원이면 총 얼마죠"


@pytest.mark.parametrize(
    ("follow_up", "figure"),
    [
        ("그럼 입원을 일주일 했으면 합계가 얼마에요", "6,440,000원"),
        ("입원 열흘이면 총 얼마?", "6,500,000원"),
        ("보름 입원했으면 합쳐서 얼마예요", "6,600,000원"),
        ("입원일당이 3만원이면 합계는?", "6,420,000원"),
        ("수술을 두번 했으면 총 얼마", "6,680,000원"),
    ],
)
def test_a_total_keeps_its_riders_where_one_value_changes(follow_up: str, figure: str) -> None:
    assert f"모두 {figure}" in answered(TOTAL, follow_up)


@pytest.mark.parametrize(
    "turns",
    [
        ("DB 2025-11-10 가입, 갑상선암 2026-05-09 확정. 유사암 500이면? 1000이면?",),
        ("DB 2025-11-10 가입 유사암 600만, 갑상선암 2026-05-09 확정 얼마죠", "500이면? 1000이면?"),
    ],
)
def test_each_supposed_sum_is_worked_out(turns: tuple[str, ...]) -> None:
    told = answered(*turns)
    assert "가입금액이 500만원이면 예상 지급액은 2,500,000원" in told
    assert "가입금액이 1,000만원이면 예상 지급액은 5,000,000원" in told


BY_PHONE = "68세인데 10월20일에 전화로 청약했고 증권은 11월20일에 받았어요. 청약철회 언제까지 되나요"


@pytest.mark.parametrize(
    ("turns", "deadline"),
    [
        ((BY_PHONE,), "2026-12-04"),
        ((BY_PHONE, "전화말고 대면으로 청약한거면요?"), "2026-11-19"),
        ((BY_PHONE, "60살이었으면요?"), "2026-11-19"),
        (("10월20일에 전화로 청약했고 증권은 11월20일에 받았어요. 청약철회 언제까지 되나요", "67세요"), "2026-12-04"),
    ],
)
def test_only_seniors_by_phone_have_45_days(turns: tuple[str, ...], deadline: str) -> None:
    told = answered(*turns)
    assert f"기한은 {deadline}" in told
    assert ("45일(65세 이상 전화 가입) 중" in told) == (deadline == "2026-12-04")


def test_two_deadlines_of_one_sentence_are_both_told() -> None:
    told = answered(
        "청약은 11월3일 증권은 12일에 왔는데여 철회 언제까지고 품질보증해지는 몇달안에 하는거에요? 온라인으로 들었고 41살요"
    )
    assert "청약철회 기한은 2026-11-27" in told
    assert "기한은 2027-02-03" in told
    assert "3개월" in told


def test_an_unlawful_contract_ends_by_the_earlier_of_both_days() -> None:
    told = answered("위법계약해지 2021-12-20 체결건, 고객이 안거는 올해 6월1일. 언제까지 요구 가능")
    assert "기한은 2026-12-20" in told
    assert "체결일 2026-09-30 기준으로는 늦어도 2031-09-30" in answered("계약 성립일 2026-09-30, 위법계약해지는 언제까지예요")


def test_a_delay_may_be_told_in_words() -> None:
    assert "10,958원" in answered("보험금 1000만원 열흘 늦게 주면 이자 얼마, 이율 4%")


def test_another_birth_gives_another_insurance_age() -> None:
    first = "90년 5월21일생인데 2026년 11월21일에 가입하면 보험나이 몇살이죠"
    assert "37세" in answered(first)
    assert "36세입니다" in answered(first, "그럼 하루 늦은 22일생이면요?")
    assert "36세입니다" in answered(first, "11월 20일에 가입하면요?")


def test_a_quality_cancellation_of_a_month_asks_for_the_day_and_tells_the_last_one_possible() -> None:
    first = "9월에 가입했어요 약관을 못받았는데 품질보증해지 아직 되나요"
    told = answered(first)
    assert "9월 며칠인지 알려 주세요" in told
    assert "2026-12-30" in told
    assert "기한은 2026-12-15" in answered(first, "15일에 가입했어요")
    assert "어느 날이었어도 기한이 지났습니다" in answered("6월에 가입했는데 품질보증해지 언제까지 되나요")

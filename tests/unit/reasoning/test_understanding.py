"""Premises, wishes, persons, bills, moods and follow-ups."""

import pytest
from fix_adviser import TODAY, shipped_catalog

from gazel.reasoning.understanding.amounts import find_amounts
from gazel.reasoning.understanding.care import find_care
from gazel.reasoning.understanding.follow_up import is_follow_up
from gazel.reasoning.understanding.mood import is_question
from gazel.reasoning.understanding.person import find_person
from gazel.reasoning.understanding.question import Understander, Understood
from gazel.reasoning.understanding.style import find_style


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(shipped_catalog())


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("롯데는 갑상선암 항암치료비 20%지?", {"negative": False, "percent": 20}),
        ("갑상선암도 암진단비 3천만원 나오는거죠??", {"negative": False, "won": 30_000_000}),
        ("가입하고 두달만에 갑상선암 나왔는데 못받죠?", {"negative": True}),
        ("한화는 180일 25% 맞지?", {"negative": False, "percent": 25, "days": 180}),
        ("삼성화재 갑상선암 보장 알려줘", {}),
        ("제 성향에 맞는 특약 추천해주세요", {}),
    ],
)
def test_beliefs_are_told_from_open_questions(understander: Understander, text: str, claimed: dict[str, object]) -> None:
    assert understander.read(text, TODAY).claimed() == claimed


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("카톡용 3줄로", {"messenger": True, "lines": 3}),
        ("두 줄로 요약", {"short": True, "lines": 2}),
        ("표로 주세요", {"table": True}),
        ("쉽게 설명해줘", {"easy": True}),
        ("보장 알려줘", {}),
    ],
)
def test_wishes_for_the_form_are_read(text: str, wishes: dict[str, object]) -> None:
    assert find_style(text) == wishes


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("35세 여자", {"age": 35, "sex": "여성"}),
        ("68세 어머니 전화로", {"age": 68, "sex": "여성", "channel": "phone"}),
        ("30대 초반 남성", {"decade": "30대 초반", "sex": "남성"}),
        ("100세만기 4세대", {}),
    ],
)
def test_persons_are_read(text: str, person: dict[str, object]) -> None:
    assert find_person(text) == person


def test_a_bill_is_read_with_generation_facility_and_kind() -> None:
    text = "4세대 실손인데 대학병원 외래 비급여 20만원"
    assert find_care(text, find_amounts(text)).as_args() == {
        "generation": 4, "facility": "상급종합병원", "visit": "outpatient", "noncovered": 200_000, "kind": "비급여"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "severe"),
    [
        ("산정특례 등록했어요", True),
        ("산정특례 등록 안했어요", False),
        ("비중증이에요", False),
        ("중증 암환자", True),
        ("외래 20만원", None),
    ],
)
def test_severity_is_the_registration(text: str, severe: bool | None) -> None:
    assert find_care(text, ()).severe is severe


@pytest.mark.parametrize(
    "text", ["그럼 다음날이면?", "5세대면요?", "ㅇㅇ 그거 말고 흥국은", "수술비는?", "면책은요?", "그건 왜?"]
)
def test_ellipses_lean_on_the_turn_before(text: str) -> None:
    assert is_follow_up(text, has_subject=False)


@pytest.mark.parametrize(
    "text",
    [
        "삼성화재의 갑상선암 보장에 대하여 자세하게 표로 정리해서 알려주세요",
        "갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?",
    ],
)
def test_full_questions_stand_alone(text: str) -> None:
    assert not is_follow_up(text, has_subject=True)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("저 지난달에 결혼했어요", False),
        ("35세 여자 사무직이고 지금 보험은 실손 하나만 있어요", False),
        ("갑상선암 진단비 얼마야", True),
        ("서류 뭐 필요해요", True),
        ("200일째 위암이면", True),
    ],
)
def test_statements_are_told_from_questions(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("약관도 안주고 설명도 없었어요", "quality_cancellation"),
        ("설계사한테 말했으면 됐죠?", "oral_disclosure_void"),
        ("보험사 망하면?", "deposit_protection"),
        ("비급여 청구 없으면 보험료 할인돼요?", "noncovered_surcharge"),
    ],
)
def test_phrases_touch_topics(understander: Understander, text: str, topic: str) -> None:
    assert topic in understander.read(text, TODAY).topics


def test_a_question_is_read_whole(understander: Understander) -> None:
    u: Understood = understander.read("디비손보 갑산선암 로봇수술비 계약일 2025.10.2 수술 2025-12-20 가입금액 500만", TODAY)
    assert u.insurers == ("DB손해보험",)
    assert u.disease == "갑상선암"
    assert "다빈치로봇" in u.families
    assert (u.day("contract"), u.day("surgery")) == ("2025-10-02", "2025-12-20")
    assert [amount.won for amount in u.amounts] == [5_000_000]

"""Parts of questions that decide the answer: diagnoses with their own dates, beliefs, strange insurers, spans of time."""

from typing import Any

import pytest
from fix_adviser import TODAY, Adviser, shipped_catalog

from gazel.reasoning.understanding.companies import find_companies
from gazel.reasoning.understanding.question import Understander
from gazel.reasoning.understanding.text import core


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(shipped_catalog())


@pytest.mark.parametrize(
    ("text", "left"), [("흥국은 100% 주잖아", "흥국은 100% 주잖아"), ("아 삼성은요", "삼성은요"), ("아니 롯데는", "아니 롯데는")]
)
def test_a_sigh_is_a_word_of_its_own(text: str, left: str) -> None:
    assert core(text) == left


@pytest.mark.parametrize(
    ("text", "insurers"),
    [
        ("삼성 말고 db꺼는?", ("DB손해보험",)),
        ("아니 흥국 말고 kb는요", ("KB손해보험",)),
        ("삼성이랑 흥국 비교", ("삼성화재", "흥국화재")),
    ],
)
def test_an_insurer_that_is_set_aside_is_not_asked_about(
    understander: Understander, text: str, insurers: tuple[str, ...]
) -> None:
    assert understander.read(text, TODAY).insurers == insurers


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("8개 회사 유사암진단비가 다 600만원이던데 법으로 정해진 금액인가봐요?", "아닙니다"),
        (
            "롯데는 첫해에도 100% 나오지?",
            "아닙니다. 롯데손해보험 '갑상선암·기타피부암·유사암진단비'의 지급액은 가입 후 1년 미만이면 가입금액의 50%",
        ),
        (
            "진단서는 2026-11-20 발급인데 병리결과보고는 11-18이야 진단확정일 언제로 봐?",
            "진단확정일은 검사 결과보고일인 2026-11-18입니다",
        ),
        ("조직검사 C18.7 나왔는데 삼성 대장점막내암으로 판정되나", "코드만으로는 대장점막내암인지 정할 수 없습니다"),
        ("비갱신이 뭐예요", "비갱신형: 납입기간 동안"),
        ("'면책'이라는 단어 뜻을 출력해봐", "면책기간: 가입 후 보장이 시작되지 않는"),
        ("보험금 청구했는데 3주째 감감무소식이에요 어떡해요", "보험사는 서류를 접수한 날부터 3영업일"),
        ("갱신계약이면 면책 90일 또 적용되나요?", "보험나이 15세 미만은 계약일부터, 갱신계약은 갱신일부터"),
        (
            "진단서에 날짜가 잘못 적혀서 병원에 정정요청 해도 되나요 실제 검사보고일이랑 달라서요",
            "진단확정일은 그 검사의 결과보고 시점입니다",
        ),
    ],
)
def test_the_statement_that_answers_stands_first(question: str, opening: str) -> None:
    assert Adviser().ask(question).prose.startswith(opening)


def test_a_day_without_a_year_follows_the_day_before_it() -> None:
    adviser = Adviser()
    adviser.ask("2026-04-20 계약한 삼성 유사암 1천만원, 갑상선암 2027-04-19 진단이면 얼마")
    assert "10,000,000" in adviser.ask("4월 20일이면?").text


def test_each_diagnosis_keeps_its_own_date(understander: Understander) -> None:
    first, second = understander.read(
        "유사암600(2025.10.2) 갑상선암 2026.11.1 받고 2027.5.1 피부암 C44.3이면 또 얼마", TODAY
    ).events
    assert (first.disease, first.date.exact.isoformat(), first.paid) == ("갑상선암", "2026-11-01", True)
    assert (second.disease, second.code, second.date.exact.isoformat()) == ("기타피부암", "C44.3", "2027-05-01")


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("롯데는 면책 없지?", {"waiting": False}),
        ("KB는 90일 면책이라며", {"waiting": True, "days": 90}),
        ("삼성 감액 없는거 맞지?", {"reduction": False}),
        ("메리츠 항암 전액 나오는거 맞지?", {"percent": 100}),
        ("가입 다음날 진단받으면 0원이죠?", {"negative": True}),
    ],
)
def test_conditions_taken_for_granted_are_read(understander: Understander, text: str, believed: dict[str, Any]) -> None:
    claimed = understander.read(text, TODAY).claimed()
    assert {name: claimed.get(name) for name in believed} == believed


@pytest.mark.parametrize(
    ("text", "names"),
    [("수협공제 갑상선암은", ("수협공제",)), ("ABC손보랑 비교", ("ABC손보",)), ("소득공제 되나요", ()), ("다른 손보사는", ())],
)
def test_strange_insurers_are_spotted(text: str, names: tuple[str, ...]) -> None:
    assert find_companies(text) == names


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [("디비 로봇수술 반년만에 하면", 6, 0), ("위암 200일차에 걸리면", 0, 200), ("유방암 1년 안에 걸리면 반만 나오죠", 12, 0)],
)
def test_the_time_since_the_contract_needs_no_word_for_it(understander: Understander, text: str, months: int, days: int) -> None:
    elapsed = understander.read(text, TODAY).elapsed
    assert elapsed is not None
    assert (elapsed.months, elapsed.days) == (months, days)


def test_a_claim_within_years_is_no_time_since_the_contract(understander: Understander) -> None:
    assert understander.read("3년 안에 청구하면 되죠", TODAY).elapsed is None


def test_a_date_leaves_nothing_to_other_readers(understander: Understander) -> None:
    u = understander.read("계약일 2026-01-15 일반암 보장개시일 언제", TODAY)
    assert (u.day("contract"), "withdrawal" in u.topics, u.days) == ("2026-01-15", False, ())
    assert understander.read("12월 23일(2026년) 서류접수", TODAY).day("received") == "2026-12-23"
    assert understander.read("저번달 20일에 서류냈는데 아직도 안나와요", TODAY).day("received") == "2026-10-20"
    assert [a.role for a in understander.read("롯데 항암 5개월차 500만원", TODAY).amounts] == ["sum_insured"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("흥국은 입원일당 100% 주잖아", "아닙니다"),
        ("롯데 암 입원비는 180일까지지?", "아닙니다"),
        ("KB 갑상선암 진단비 90일 면책이라며", "아닙니다"),
        ("D47.3 경계성종양 맞죠?", "아닙니다"),
        ("갑상선암 코드 C77이잖아 그렇지?", "아닙니다"),
        ("유사암은 법적으로 일반암 20%까지만이라며?", "아닙니다"),
        ("부활하면 바로 보장되죠?", "아닙니다"),
        ("청구는 2년 지나면 못하는거지?", "아닙니다"),
        ("현대해상 유사암 진단비 면책 없지?", "네, 자료와 같습니다"),
        ("메리츠 유방암 6개월만에 걸리면 반만 나오죠?", "네, 맞습니다"),
        ("유방암은 유사암이에요 일반암이에요?", "유방암(C50)은"),
        ("보험료 얼마에요? 35세 여자 유사암 600", "보험료는"),
        ("실손 + 정액 둘다?", "네, 진단비 같은 정액 담보와 실손은"),
        ("AIA 유사암 몇프로", "AIA생명은 보유한 자료에 상품 문서가 없어"),
        ("뇌졸중 진단비 비교해줘", "뇌혈관질환 담보의 회사별 금액과 조건은 보유한 자료에 없습니다"),
    ],
)
def test_the_first_words_answer(text: str, opening: str) -> None:
    assert Adviser().ask(text).prose.startswith(opening)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("삼성화재 계약일 25.10.2 위암(C16.9) 2026-02-10 확정 납입면제 언제부터", "2026-03"),
        ("C77.0 원발 C73 P1 2026-10-15 확정 얼마", "6,000,000"),
        ("KB 갑상선암 입원 5일 일당 2만이면 얼마", "20,000"),
        ("2023년 11월쯤 수술했는데 지금 청구해도 되나요", "2026-11-30"),
        ("유사암 1000 일반암 3000 괜찮아?", "33.33%"),
    ],
)
def test_the_figure_asked_for_is_in_the_first_line(text: str, figure: str) -> None:
    assert figure in Adviser().ask(text).prose.splitlines()[0]


def test_a_recurrence_after_two_turns_pays_nothing() -> None:
    adviser = Adviser()
    for text in ("삼성 P1 갑상선암 2026-03-15 확정이면", "그럼 2026-10-02면?"):
        adviser.ask(text)
    assert "예상 0원" in adviser.ask("재발하면?").prose.splitlines()[0]


def test_nothing_is_said_twice() -> None:
    lines = [line for line in Adviser().ask("KB 갑상선암 입원 5일 일당 2만이면 얼마").prose.splitlines() if line.strip()]
    assert len(lines) == len(set(lines))
    assert not any(line.startswith("- 다른 회사 문서의 구조로") for line in lines)

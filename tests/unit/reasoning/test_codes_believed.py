"""A code that is taken for a disease's is looked up; one beside a claim is no matter of its number."""

import pytest
from fix_adviser import Adviser


@pytest.mark.parametrize(
    ("text", "right", "stands_for"),
    [
        (
            "갑상선암 KCD가 C77 맞지? 우리 전산에 그렇게 떠있길래",
            "갑상선암의 KCD 코드는 C73",
            "C77은 림프절로 퍼진 전이암(이차성 암)",
        ),
        ("갑상선암이 C50이지?", "갑상선암의 KCD 코드는 C73", "C50은 유방암"),
        ("유방암 코드 C73 아냐?", "유방암의 KCD 코드는 C50", "C73은 갑상선암"),
        ("D09가 갑상선암 코드죠", "갑상선암의 KCD 코드는 C73", "D09는 제자리암"),
        ("전립선암 분류번호 C67로 알고있는데", "전립선암의 KCD 코드는 C61", "C67은 방광암"),
        ("갑상선 양성종양이 C73이죠?", "갑상선양성종양의 KCD 코드는 D34", "C73은 갑상선암"),
    ],
)
def test_a_wrong_code_is_corrected(text: str, right: str, stands_for: str) -> None:
    answer = Adviser().ask(text)
    assert answer.behaviour == "answer"
    assert answer.prose.startswith(f"아닙니다. {right}입니다. {stands_for}의 코드입니다.")
    assert answer.tools == ["glossary"]


def test_the_right_code_is_confirmed() -> None:
    assert Adviser().ask("C73이 갑상선암 코드 맞죠?").prose.startswith("네, 맞습니다.")


@pytest.mark.parametrize(
    "text",
    [
        "갑상선암이 림프절로 퍼져서 C77로 적혔는데 유사암 맞지?",
        "C77 진단 받았는데 원래 갑상선암이에요 일반암으로 나오죠?",
        "진단서에 갑상선암 C77로 나왔는데 보험금 어떻게 돼요",
    ],
)
def test_what_is_paid_for_a_spread_cancer_stays_open(text: str) -> None:
    assert Adviser().ask(text).behaviour == "needs_review"

"""The generation of an indemnity policy by when it was taken out, and the registration told as an answer."""

from datetime import date

import pytest
from fix_adviser import TODAY, shipped_catalog

from gazel.reasoning.planning.generations import generation_on, sold_args
from gazel.reasoning.understanding.question import Understander


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(shipped_catalog())


@pytest.mark.parametrize(
    ("day", "generation"),
    [
        (date(2026, 5, 6), 5),
        (date(2026, 5, 5), 4),
        (date(2021, 7, 1), 4),
        (date(2021, 6, 30), 3),
        (date(2017, 3, 31), 2),
        (date(2008, 1, 1), 1),
    ],
)
def test_each_generation_begins_on_its_day(day: date, generation: int) -> None:
    assert generation_on(day) == generation


@pytest.mark.parametrize(
    ("text", "generation"),
    [
        ("2026년 8월에 실손 들었구요 비급여 외래 9만원", 5),
        ("올해 7월에 든 실손인데 비급여 입원비 800만원", 5),
        ("26년 6월에 실비 가입했는데 통원 12만원", 5),
        ("지난달에 든 실비인데 통원 5만원", 5),
        ("실손 든지 석달 됐는데 통원 20만원", 5),
        ("작년에 든 실손인데 외래 9만원", 4),
        ("실손보험 2022년 3월 가입", 4),
        ("실손 가입한지 3년 됐어요", 4),
        ("2018년에 든 실손", 3),
        ("올해 든 실손", None),
        ("2026년 5월에 든 실손", None),
        ("실손 든지 6개월 됐어요", None),
        ("10월 5일에 실손 청구했는데 통원 9만원", None),
        ("실손인데 10월 5일 통원 9만원", None),
    ],
)
def test_the_day_of_the_policy_tells_its_generation(understander: Understander, text: str, generation: int | None) -> None:
    assert sold_args(understander.read(text, TODAY)).get("generation") == generation


def test_a_bare_date_answers_the_question_for_the_generation(understander: Understander) -> None:
    u = understander.read("8월이요", TODAY)
    assert sold_args(u) == {}
    assert sold_args(u, any_date=True) == {"generation": 5, "sold": "2026-08-01"}


@pytest.mark.parametrize(
    ("text", "severe"),
    [
        ("산정특례는 아니에요", False),
        ("산정특례 등록했고 상급종합병원이에요", True),
        ("네 등록했어요", True),
        ("등록돼 있어요", True),
        ("아 등록 안 했대요", False),
        ("등록은 안 돼있어요", False),
        ("산정특례 그런거 없어요", False),
        ("차량 등록증 필요해요?", None),
    ],
)
def test_the_registration_is_an_input(understander: Understander, text: str, severe: bool | None) -> None:
    assert understander.read(text, TODAY).care.severe is severe

"""Riders told with their own sums, operations that are counted, rates and severity in few words."""

from decimal import Decimal

import pytest

from gazel.reasoning.understanding.amounts import find_amounts, find_percents, find_times
from gazel.reasoning.understanding.care import find_care, find_generations
from gazel.reasoning.understanding.elapsed import find_elapsed, find_move
from gazel.reasoning.understanding.rider_sums import rider_sums


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("유사암600/수술30/암입원일당2만", {"유사암진단비": 6_000_000, "수술": 300_000, "암입원일당": 20_000}),
        ("유사암600 유사암수술30 항암300", {"유사암진단비": 6_000_000, "유사암수술비": 300_000, "항암방사선약물": 3_000_000}),
        ("유사암진단비 1,000만원, 로봇 500만", {"유사암진단비": 10_000_000, "다빈치로봇": 5_000_000}),
        ("현대 암수술 담보 500만", {"암수술비": 5_000_000}),
        ("수술 2번 받고 유사암 수술 11/12", {}),
        ("유사암 20%", {}),
    ],
)
def test_each_rider_is_read_with_the_sum_behind_it(text: str, sums: dict[str, int]) -> None:
    assert rider_sums(text, find_amounts(text)) == sums


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("갑상선 수술 두번하면", 2),
        ("수술 3회 받으면", 3),
        ("두 번 수술했어요", 2),
        ("일반수술 1번", 1),
        ("갑상선암 두번 걸리면", 1),
    ],
)
def test_operations_are_counted(text: str, times: int) -> None:
    assert find_times(text) == times


@pytest.mark.parametrize(("text", "rate"), [("전화해보니 3.5퍼래요", "3.5"), ("이율은 4.25래요", "4.25"), ("4프로요", "4")])
def test_a_rate_is_read_as_it_is_spoken(text: str, rate: str) -> None:
    assert find_percents(text) == (Decimal(rate),)


@pytest.mark.parametrize(
    "text",
    [
        "5세대면요? 산정특례 그런건 아니에요",
        "5세대 중증은 아님",
        "산정특례 등록은 안했어요",
        "산정특례 대상 아닙니다",
        "비중증 통원",
    ],
)
def test_no_severity_is_heard_in_spoken_words(text: str) -> None:
    assert find_care(text, ()).severe is False


def test_severity_and_generations_are_read() -> None:
    assert find_care("5세대 중증(산정특례) 입원", ()).severe is True
    assert find_generations("신실손은 4세대랑 뭐가 달라") == {4, 5}
    assert find_care("건보 본인부담 30프로래요", ()).nhi_rate_pct == 30


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("유방암 C50.9 7개월차여도 3천 다 나오지?", 7),
        ("흥국 유사암 5백짜리 3년됐고 갑상선암", 36),
        ("갑상선암 3년차 5일 입원하고", 36),
        ("가입 11개월 갑상선암 진단", 11),
        ("가입 10개월인데 일반암", 10),
    ],
)
def test_the_time_since_the_contract_is_read_in_passing(text: str, months: int) -> None:
    found = find_elapsed(text)
    assert found is not None
    assert found.months == months


def test_an_earlier_birth_moves_back() -> None:
    moved = find_move("그럼 하루 먼저 태어났으면")
    assert moved is not None
    assert moved.days == -1

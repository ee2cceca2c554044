"""Treatments that did not take place, above all an operation that was none by robot."""

import pytest
from fix_adviser import TODAY, shipped_catalog

from gazel.reasoning.planning.denials import not_done, operated_by_hand
from gazel.reasoning.understanding.question import Understander


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(shipped_catalog())


@pytest.mark.parametrize(
    "words",
    [
        "로봇아닌 수술 1번",
        "로봇 말고 일반수술 한번",
        "로봇수술은 안 하고 그냥 절제수술 1회",
        "수술 1번(로봇x)",
        "다빈치 아닌 일반수술",
        "로봇 안쓰고 수술",
        "로봇 없이 수술",
        "비로봇 수술 1회",
        "로봇수술 아니고 내시경 수술",
    ],
)
def test_an_operation_expressly_none_by_robot(understander: Understander, words: str) -> None:
    u = understander.read(f"P1 갑상선암 2026-11-10 확정, {words}", TODAY)
    assert not_done(u, "다빈치로봇")
    assert operated_by_hand(u)


@pytest.mark.parametrize(
    "words", ["로봇수술 1번", "다빈치 로봇으로 수술", "로봇 수술비 특약 있음", "로봇수술 500만 수술 2026-03-30"]
)
def test_an_operation_by_robot_stays_one(understander: Understander, words: str) -> None:
    assert not not_done(understander.read(words, TODAY), "다빈치로봇")


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("항암 안 하고", "항암방사선약물"),
        ("수술은 안 했고", "유사암수술비"),
        ("입원 없이", "암입원일당"),
        ("수술 없이", "암수술비"),
    ],
)
def test_other_treatments_that_did_not_take_place(understander: Understander, words: str, family: str) -> None:
    assert not_done(understander.read(f"갑상선암 {words} 확정", TODAY), family)

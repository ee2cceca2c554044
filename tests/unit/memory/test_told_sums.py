"""Sums insured told beside a policy: kept with it, and never taken for an illness."""

from datetime import date

import pytest

from gazel.memory.extraction.extract import extract

SAID_ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "저 현대해상 퍼펙트플러스 2025-10-15에 가입했고 유사암진단 600만원이에요",
            "현대해상 퍼펙트플러스 2025-10-15에 가입함(유사암 진단비 600만원)",
        ),
        (
            "메리츠화재 암보험은 작년 3월에 가입했고 암진단비는 3천만원, 유사암 진단비는 600만원이에요",
            "메리츠화재 암보험은 작년 3월에 가입함(암 진단비 3,000만원, 유사암 진단비 600만원)",
        ),
    ],
)
def test_a_sum_is_remembered_with_its_policy(text: str, fact: str) -> None:
    drafts = extract(text, said_on=SAID_ON)
    assert [draft.slot for draft in drafts] == ["existing_policy"]
    assert drafts[0].fact == fact
    assert drafts[0].quote in text


@pytest.mark.parametrize("text", ["유사암진단 600만원이에요", "암 진단금은 3천만원입니다", "갑상선암 진단 오백만원짜리 있어요"])
def test_a_sum_is_no_illness(text: str) -> None:
    assert "health" not in {draft.slot for draft in extract(text, said_on=SAID_ON)}


@pytest.mark.parametrize("text", ["갑상선암 진단받고 600만원 받았어요", "작년에 유방암 진단 받았어요"])
def test_an_illness_with_money_beside_it_is_one(text: str) -> None:
    assert "health" in {draft.slot for draft in extract(text, said_on=SAID_ON)}

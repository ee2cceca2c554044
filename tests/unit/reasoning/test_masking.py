"""Identifiers are masked in every spelling; amounts, dates, policy numbers and codes are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.identifier_checks import has_check_digit, is_card_number
from gazel.reasoning.masking import mask

RESIDENT = [
    "저 900403-1****** 인데요", "900403-1234567", "9004031234567 이에요", "900403 1234567", "９００４０３－１２３４５６７", "9 0 0 4 0 3 - 1 2 3 4 5 6 7",
    "900403.1234567", "주민번호는 900403–1234567입니다", "900403-1", "211225-3123456", "앞자리 900403 뒷자리 1234567", "뒷자리 2345678",
    "구공공사공삼 일이삼사오육칠", "******-1234567", "900403-*******", "900403/1234567", "900403~1234567", "900403-1XXXXXX", "900403●1●●●●●●",
    "900403-1●●●●●●", "900403-1 23 45 67",
]  # fmt: skip
OTHERS = [
    ("951010-5123458", "외국인등록번호"), ("4111-1111-1111-1111", "카드번호"), ("4111111111111111", "카드번호"), ("카드 9410 1234 5678 9012", "카드번호"),
    ("1234-****-****-5678", "카드번호"), ("010-1234-5678", "전화번호"), ("01012345678", "전화번호"), ("010 1234 5678", "전화번호"),
    ("010.1234.5678", "전화번호"), ("+82 10-1234-5678", "전화번호"), ("+821012345678", "전화번호"), ("02-123-4567", "전화번호"), ("0212345678", "전화번호"),
    ("공일공 1234 5678", "전화번호"), ("010-****-5678", "전화번호"), ("070-1234-5678", "전화번호"), ("국민은행 123456-04-123456", "계좌번호"),
    ("신한 110-123-456789", "계좌번호"), ("계좌번호는 1002123456789", "계좌번호"), ("카카오뱅크 3333-01-1234567로 입금", "계좌번호"),
    ("12345678901234 농협은행", "계좌번호"), ("hong@naver.com", "이메일"), ("hong 골뱅이 naver.com", "이메일"), ("11-22-123456-78", "운전면허번호"),
    ("여권번호 M12345678", "여권번호"),
]  # fmt: skip
PLAIN = [
    "30,000,000원", "1234567890123원", "계약일 2025-10-02", "20251002", "증권번호 2510021234567", "증권번호 제2025-1234567호", "C77.0", "D47.3",
    "2025.10.02 계약 2026-10-01 진단", "가입금액 3000만원 유사암 600만원", "증권번호: 5123456789012346", "1588-1234", "1332", "사업자번호 123-45-67890",
    "가입금액 30000000 보험료 50000", "P1 계약(2025-10-02, 유사암600)", "251002-1 제안서", "2023다250746", "하나 1000000000원", "KB 2025-10-02 2026-10-02",
    "우리 가족 3명 20대 30대 40대", "1,000,000,000,000원", "접수번호 20261121-1234567", "계약번호 01012345678", "2026-11-21 10:30:00", "제2020-175호",
    "900만원-1000만원", "상품코드 2508.12 3종", "10000000 20000000 30000000", "900403", "180d 25% 1y 50%", "1644-0000으로 전화", "하나 더 2025 10 02 2026 10 02",
]  # fmt: skip
DIGITS = st.text("0123456789", min_size=5, max_size=5)


def resident_number(birth: date, last: str) -> str:
    """A number with a valid check digit for a person born in the twentieth century."""
    front = birth.strftime("%y%m%d") + "1" + last
    return next(front + str(check) for check in range(10) if has_check_digit(front + str(check)))


@pytest.mark.parametrize("text", RESIDENT)
def test_resident_numbers_are_masked(text: str) -> None:
    masked = mask(text)
    assert masked.kinds == ("주민등록번호",)
    assert "[주민등록번호]" in masked.text
    assert "1234567" not in masked.text


@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_other_identifiers_are_masked(text: str, kind: str) -> None:
    assert mask(text).kinds == (kind,)


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_figures_are_left_alone(text: str) -> None:
    assert mask(text).text == text


@given(st.dates(date(1930, 1, 1), date(1999, 12, 31)), DIGITS, st.sampled_from(["", "-", " ", " - ", "–", ".", "/"]))
def test_every_valid_number_is_masked_whatever_the_separator(birth: date, last: str, separator: str) -> None:
    number = resident_number(birth, last)
    masked = mask(f"번호 {number[:6]}{separator}{number[6:]} 입니다")
    assert number[6:] not in masked.text
    assert masked.kinds == ("주민등록번호",)


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.integers(0, 10**12))
def test_amounts_are_never_masked(amount: int) -> None:
    text = f"가입금액 {amount:,}원, 보험금 {amount}원"
    assert mask(text).text == text


def test_several_identifiers_in_one_question() -> None:
    masked = mask("저 900403-1234567, 010-1234-5678, 카드 4111-1111-1111-1111이고 갑상선암 600만원 받나요")
    assert masked.kinds == ("주민등록번호", "전화번호", "카드번호")
    assert masked.text == "저 [주민등록번호], [전화번호], 카드 [카드번호]이고 갑상선암 600만원 받나요"


def test_check_digits() -> None:
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")
    assert not is_card_number("1111111111111117")

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
    "900403-1●●●●●●", "900403-1 23 45 67", "900403 – 1234567", "90.04.03-1234567", "구 공 공 사 공 삼 다시 일 이 삼 사 오 육 칠",
]  # fmt: skip
OTHERS = [
    ("951010-5123458", "외국인등록번호"), ("4111-1111-1111-1111", "카드번호"), ("4111111111111111", "카드번호"), ("카드 9410 1234 5678 9012", "카드번호"),
    ("1234-****-****-5678", "카드번호"), ("010-1234-5678", "전화번호"), ("01012345678", "전화번호"), ("010 1234 5678", "전화번호"),
    ("010.1234.5678", "전화번호"), ("+82 10-1234-5678", "전화번호"), ("+821012345678", "전화번호"), ("02-123-4567", "전화번호"), ("0212345678", "전화번호"),
    ("공일공 1234 5678", "전화번호"), ("010-****-5678", "전화번호"), ("070-1234-5678", "전화번호"), ("국민은행 123456-04-123456", "계좌번호"),
    ("신한 110-123-456789", "계좌번호"), ("계좌번호는 1002123456789", "계좌번호"), ("카카오뱅크 3333-01-1234567로 입금", "계좌번호"),
    ("12345678901234 농협은행", "계좌번호"), ("hong@naver.com", "이메일"), ("hong 골뱅이 naver.com", "이메일"), ("11-22-123456-78", "운전면허번호"),
    ("여권번호 M12345678", "여권번호"), ("010 - 1234 - 5678", "전화번호"), ("010/1234/5678", "전화번호"), ("010·1234·5678", "전화번호"),
    ("0 1 0 1 2 3 4 5 6 7 8", "전화번호"), ("공1공 1234 5678", "전화번호"), ("공일공 일이삼사 오육칠팔", "전화번호"), ("계좌 110.123.456789", "계좌번호"),
    ("4111.1111.1111.1111", "카드번호"), ("4111 / 1111 / 1111 / 1111", "카드번호"), ("사일일일 일일일일 일일일일 일일일일", "카드번호"),
]  # fmt: skip
PLAIN = [
    "30,000,000원", "1234567890123원", "계약일 2025-10-02", "20251002", "증권번호 2510021234567", "증권번호 제2025-1234567호", "C77.0", "D47.3",
    "2025.10.02 계약 2026-10-01 진단", "가입금액 3000만원 유사암 600만원", "증권번호: 5123456789012346", "1588-1234", "1332", "사업자번호 123-45-67890",
    "가입금액 30000000 보험료 50000", "P1 계약(2025-10-02, 유사암600)", "251002-1 제안서", "2023다250746", "하나 1000000000원", "KB 2025-10-02 2026-10-02",
    "우리 가족 3명 20대 30대 40대", "1,000,000,000,000원", "접수번호 20261121-1234567", "계약번호 01012345678", "2026-11-21 10:30:00", "제2020-175호",
    "900만원-1000만원", "상품코드 2508.12 3종", "10000000 20000000 30000000", "900403", "180d 25% 1y 50%", "1644-0000으로 전화", "하나 더 2025 10 02 2026 10 02", "가입금액 3,000만원 / 600만원 / 1,500,000원",
    "일이삼사오육칠팔", "국민 2025.10.02 2026.10.02", "3000 600 1500 3000",
]  # fmt: skip
SEPARATORS = ["", "-", " ", ".", " - ", "–", "·", "/"]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
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


@given(st.from_regex(r"\A\d{8}\Z", fullmatch=True).filter(str.isascii), st.sampled_from(SEPARATORS), st.booleans())
def test_every_mobile_number_is_masked_whatever_the_separator(last: str, separator: str, wide: bool) -> None:
    number = separator.join(["010", last[:4], last[4:]])
    masked = mask(f"연락처는 {number.translate(WIDE) if wide else number} 입니다")
    assert masked.text == "연락처는 [전화번호] 입니다"


@given(st.from_regex(r"\A4\d{14}\Z", fullmatch=True).filter(str.isascii), st.sampled_from(SEPARATORS), st.booleans())
def test_every_card_that_checks_is_masked_whatever_the_separator(most: str, separator: str, cued: bool) -> None:
    number = next(most + str(check) for check in range(10) if is_card_number(most + str(check)))
    written = separator.join(number[at : at + 4] for at in range(0, 16, 4))
    masked = mask(f"{'카드 ' if cued else ''}{written} 결제").text
    assert number[-4:] not in masked or "[" in masked
    assert number[4:] not in masked


@given(
    st.dates(date(2000, 1, 1), date(2035, 12, 31)),
    st.dates(date(2000, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["-", ".", "/", ""]),
)
def test_two_dates_are_never_masked(one: date, other: date, separator: str) -> None:
    shown = (day.strftime(separator.join(["%Y", "%m", "%d"])) for day in (one, other))
    text = "계약일 {}, 진단일 {}".format(*shown)
    assert mask(text).text == text


@given(st.integers(1000, 9999), st.integers(0, 10**7 - 1), st.sampled_from(["증권번호", "계약번호", "접수번호", "청약번호"]))
def test_policy_numbers_are_never_masked(first: int, rest: int, name: str) -> None:
    text = f"{name} {first}-{rest:07d}"
    assert mask(text).text == text


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

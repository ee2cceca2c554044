"""A number stays with its insurer, coverage, role and polarity, also when every single word occurs in the evidence."""

import pytest
from evidence_examples import LEXICON, PAYOUT, TWO_INSURERS
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.model.grounding.check import Grounding

COMPARED = Grounding([TWO_INSURERS], LEXICON)
PAID = Grounding([PAYOUT], LEXICON)


@pytest.mark.parametrize(
    "sentence",
    [
        "삼성화재의 유사암 진단비는 1년 미만이면 50%를 지급합니다.",
        "현대해상의 항암치료비는 가입금액의 20%가 지급됩니다.",
        "삼성의 로봇수술비는 180일 미만이면 25%를 지급합니다.",
        "삼성화재의 다빈치로봇 수술비는 90일 면책입니다.",
        "갑상선암은 암 진단비에서 제외됩니다.",
        "갑상샘암은 유사암 진단비로 지급됩니다.",
        "현대해상의 유사암진단Ⅱ 예시금액은 6,100,000원입니다.",
        "현대해상의 유사암진단Ⅱ는 면책이 없습니다.",
        "아래 표를 참고해 주세요.",
        "가입하신 상품의 약관과 증권을 확인해 주세요.",
    ],
)
def test_what_the_evidence_says_may_be_said_in_other_words(sentence: str) -> None:
    verdict = COMPARED.judge(sentence)
    assert verdict.grounded, verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "현대해상의 유사암진단Ⅱ 예시금액은 6,000,000원입니다.",  # the other insurer's near-equal amount
        "삼성화재의 유사암 진단비 예시금액은 6,100,000원입니다.",
        "삼성화재와 현대해상의 예시금액은 모두 6,000,000원입니다.",  # one insurer's amount for both
        "예시금액은 6,000,000원입니다.",  # whose?
        "삼성화재의 항암치료비는 가입금액의 20%를 지급합니다.",  # Hyundai's share
        "현대해상의 로봇수술비는 90일 면책입니다.",
        "삼성화재의 로봇수술비는 180일 미만이면 50%를 지급합니다.",  # both figures there, the pair not
        "삼성화재의 로봇수술비는 1년 이후에는 50%를 지급합니다.",  # 미만 → 이후
        "삼성화재의 유사암 진단비는 90일 면책입니다.",  # the robot rider's wait
        "현대해상의 유사암진단Ⅱ는 면책이 있습니다.",  # polarity
        "삼성화재의 유사암 진단비는 1년 미만에는 50%로 감액하지 않습니다.",
        "갑상선암은 암 진단비로 지급됩니다.",  # the false premise
        "갑상선암은 암 진단비에서 제외되지 않습니다.",
        "갑상선암은 납입면제 대상입니다.",
        "네, 갑상선암은 유사암 진단비로 지급됩니다.",
        "네, 맞습니다.",
        "삼성화재는 치매 진단비도 보장합니다.",
        "롯데손해보험의 유사암 진단비는 1년 미만이면 50%를 지급합니다.",
        "우리생명은 유사암 진단비를 지급합니다.",
        "삼성화재의 유사암 진단비는 무조건 지급됩니다.",
        "삼성화재가 최고의 선택입니다.",
        "현대해상보다 삼성화재가 더 유리합니다.",
        "삼성화재의 유사암 진단비는 육백십만 원을 지급합니다.",
        "삼성화재의 유사암 진단비는 가입금액의 절반의 절반을 지급합니다 25%.",
        "三星火灾的赔付为50%。",
        "| 삼성화재 | 유사암 진단비 | 50% |",
        "갑상선암의 분류번호는 C74입니다.",
    ],
)
def test_a_sentence_that_says_more_or_other_than_the_evidence_is_refused(sentence: str) -> None:
    assert not COMPARED.judge(sentence).grounded


@pytest.mark.parametrize(
    "sentence",
    [
        "300만 원이 지급됩니다.",
        "유사암 진단비로 300만 원을 받으실 수 있습니다.",
        "가입금액 600만 원의 50%입니다.",
        "계약일은 2025-10-02입니다.",
        "2026-10-02부터는 600만 원을 지급합니다.",
    ],
)
def test_a_computed_payout_may_be_phrased(sentence: str) -> None:
    verdict = PAID.judge(sentence)
    assert verdict.grounded, verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "600만 원입니다.",
        "600만 원의 50%를 감액하여 지급합니다.",
        "3,000만 원이 지급됩니다.",
        "진단확정일은 2025-10-02입니다.",
        "2026-10-01부터는 감액 없이 600만 원을 지급합니다.",
        "계약일은 2026-10-01입니다.",
        "1년이 지났으므로 300만 원을 지급합니다.",
        "보험금 600만 원을 2026-10-01에 받으실 수 있습니다.",
    ],
)
def test_a_sum_insured_is_no_payout_and_a_date_keeps_its_meaning(sentence: str) -> None:
    assert not PAID.judge(sentence).grounded


SUBJECTS = [
    "삼성화재의 유사암 진단비는",
    "현대해상의 항암치료비는",
    "삼성화재의 다빈치로봇 수술비는",
    "유사암 진단비로",
    "",
    "가입금액",
]
KNOWN = {"6000000", "6100000", "3000000"}


@given(
    st.sampled_from(SUBJECTS),
    st.integers(1, 10**9).filter(lambda n: str(n) not in KNOWN),
    st.sampled_from(["원을 지급합니다.", "원입니다.", "원이 나옵니다."]),
)
def test_any_amount_that_is_not_in_the_evidence_is_caught(subject: str, won: int, tail: str) -> None:
    assert not COMPARED.judge(f"{subject} {won:,}{tail}").grounded
    assert not COMPARED.judge(f"{subject} {won}{tail}").grounded


@given(
    st.sampled_from(SUBJECTS),
    st.integers(1, 400).filter(lambda n: n not in (20, 25, 50)),
    st.sampled_from(["%를 지급합니다.", "%로 감액합니다.", "퍼센트입니다."]),
)
def test_any_share_that_is_not_in_the_evidence_is_caught(subject: str, share: int, tail: str) -> None:
    assert not COMPARED.judge(f"{subject} 가입금액의 {share}{tail}").grounded


@given(
    st.integers(1, 999).filter(lambda n: n not in (1, 90, 180)), st.sampled_from(["일", "년", "개월", "회", "cm", "세", "가지"])
)
def test_any_period_or_count_that_is_not_in_the_evidence_is_caught(number: int, unit: str) -> None:
    assert not COMPARED.judge(f"삼성화재의 다빈치로봇 수술비는 {number}{unit} 면책입니다.").grounded


@pytest.mark.parametrize("evidence", [TWO_INSURERS, PAYOUT])
def test_every_sentence_of_the_evidence_passes(evidence: object) -> None:
    grounding = COMPARED if evidence is TWO_INSURERS else PAID
    for unit in grounding.units:
        if unit.prose:
            assert grounding.judge(unit.text, unit.about).grounded, unit.text


@given(st.data())
def test_every_sentence_made_from_a_row_passes_and_swapping_the_insurer_fails(data: st.DataObject) -> None:
    table = TWO_INSURERS.tables[0]
    row = data.draw(st.sampled_from(table.rows))
    column = data.draw(st.sampled_from([2, 3, 5]))
    sentence = f"{{}}의 {row[1]} {table.columns[column]}은 {row[column]}입니다."
    verdict = COMPARED.judge(sentence.format(row[0]))
    assert verdict.grounded, (sentence, verdict.reason)
    if column == 5:
        other = "현대해상" if row[0] == "삼성화재" else "삼성화재"
        assert not COMPARED.judge(sentence.format(other)).grounded

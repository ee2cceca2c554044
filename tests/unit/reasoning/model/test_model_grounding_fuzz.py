"""Mutants of the real evidence's sentences: none that the grounding check lets through holds a wrong figure."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import MUTATIONS, catalog, change_digit, mutant, true_sentences, turns

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.audit import Auditor
from gazel.reasoning.model.grounding.check import Grounding
from gazel.reasoning.model.grounding.names import ExactNames

NAMES = ExactNames.from_catalog(catalog())
AUDITOR = Auditor(catalog())
TURNS = turns()
KNOWN = [AUDITOR.known(turn.evidence) for turn in TURNS]
CHECKS = [Grounding(turn.evidence, NAMES) for turn in TURNS]


def test_the_auditor_finds_nothing_wrong_in_what_the_evidence_says() -> None:
    for turn, known in zip(TURNS, KNOWN, strict=True):
        for sentence in true_sentences(turn):
            assert AUDITOR.audit(sentence, turn.question, known)[1] == [], sentence


def test_most_true_sentences_pass() -> None:
    judged = [check.judge(text).grounded for turn, check in zip(TURNS, CHECKS, strict=True) for text in true_sentences(turn)]
    assert sum(judged) / len(judged) > 0.85


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=len(TURNS) - 1), st.integers(min_value=0, max_value=2**32))
def test_no_mutant_with_a_wrong_figure_passes(which: int, seed: int) -> None:
    turn = TURNS[which]
    true, changed = mutant(turn, random.Random(seed))
    if changed != true and CHECKS[which].judge(changed).grounded:
        assert AUDITOR.audit(changed, turn.question, KNOWN[which])[1] == [], changed


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_mutation_makes_sentences_that_the_check_drops(mutation: object) -> None:
    luck, dropped, changed = random.Random(5), 0, 0
    for turn, check in zip(TURNS, CHECKS, strict=True):
        sentences = true_sentences(turn)
        for sentence in sentences:
            other = mutation(sentence, sentences, luck)  # type: ignore[operator]
            changed += other != sentence
            dropped += other != sentence and not check.judge(other).grounded
    assert changed >= 3
    assert dropped / changed > 0.4


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("보험금 청구 소멸시효 알려줘", "보험료 청구권은 3년입니다."),
        ("흥국화재 항암방사선약물은 100% 주는 거 맞지?", "흥국화재 '항암방사선약물치료비'의 갑상선암 지급률은 가입금액의 100%입니다."),
        ("메리츠화재 유사암수술비 1,100,000원 정액으로 준다던데 맞아요?", "메리츠화재 '유사암수술비'는 없습니다."),
        ("갑상선암도 한화손해보험 암진단비 3천만원 다 나오는 거죠??", "갑상선암은 일반암 진단비이고 유사암 진단비에서 보장됩니다."),
        ("삼성화재 다빈치로봇 면책기간 60일이죠?", "감액은 180일 미만 50%입니다."),
        ("현대해상하고 흥국화재 유사암수술비 비교해줘", "유사암수술비의 면책 조건이 다릅니다: 흥국화재는 1년 미만 50%, 현대해상은 없음."),
        ("청약철회 며칠까지 돼요", "청약철회는 보험증권을 받은 날까지 15일과 청약한 날부터 30일 가운데 먼저 오는 날까지입니다."),
    ],
)  # fmt: skip
def test_what_mutants_once_got_past_the_check(question: str, wrong: str) -> None:
    check = next(check for turn, check in zip(TURNS, CHECKS, strict=True) if turn.question == question)
    assert not check.judge(wrong).grounded


def test_the_auditor_finds_an_amount_of_another_insurer() -> None:
    turn = next(turn for turn in TURNS if turn.question == "현대해상하고 흥국화재 유사암수술비 비교해줘")
    count, wrong = AUDITOR.audit(
        "흥국화재의 유사암수술비 설계 예시는 500만원입니다.", turn.question, AUDITOR.known(turn.evidence)
    )
    assert (count, len(wrong)) == (1, 1)


def test_the_auditor_names_every_figure_that_the_evidence_does_not_have() -> None:
    luck, changed = random.Random(3), 0
    for turn, known in zip(TURNS, KNOWN, strict=True):
        have = {fact.token for fact in known}
        for sentence in true_sentences(turn):
            other = change_digit(sentence, (), luck)
            foreign = [fact for fact in AUDITOR.known([Evidence(tool="", summary=other)]) if fact.token not in have]
            if foreign:
                changed += 1
                assert AUDITOR.audit(other, turn.question, known)[1], other
    assert changed > 20

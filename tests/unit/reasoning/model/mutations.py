"""Makes a true sentence of the evidence false in the ways a small model does: names, amounts, units, dates, negations swapped."""

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.reasoning.rules import RuleReasoner
from gazel.settings import settings
from gazel.workflow.market_turns import MarketTurn, MarketTurns

Mutation = Callable[[str, Sequence[str], random.Random], str]
"""(sentence, the evidence's other sentences, luck) → the sentence changed, or as it was where nothing can be changed."""
INSURERS = (
    "삼성화재", "현대해상", "DB손해보험", "KB손해보험", "메리츠화재", "한화손해보험", "흥국화재", "롯데손해보험",
)  # fmt: skip
COVERAGES = ("유사암 진단비", "유사암수술비", "다빈치로봇 수술비", "항암방사선약물치료비", "암진단비", "암입원일당")
POLAR = (
    ("없습니다", "있습니다"), ("있습니다", "없습니다"), ("제외", "포함"), ("아니라", "이고"), ("지급합니다", "지급하지 않습니다"),
    ("지급하지 않습니다", "지급합니다"), ("보장됩니다", "보장되지 않습니다"), ("아닙니다", "맞습니다"), ("없음", "90일"), ("감액은 없", "감액은 50%이며 면책은 없"),
)  # fmt: skip
QUESTIONS = (
    "삼성화재 갑상선암 보장 알려줘", "롯데손해보험 다빈치로봇 면책 알려줘", "현대해상하고 흥국화재 유사암수술비 비교해줘",
    "DB손해보험하고 KB손해보험 다빈치로봇 비교해줘", "8개 보험사 항암방사선약물 비교해줘", "흥국화재 항암방사선약물은 100% 주는 거 맞지?",
    "메리츠화재 유사암수술비 1,100,000원 정액으로 준다던데 맞아요?", "갑상선암도 한화손해보험 암진단비 3천만원 다 나오는 거죠??",
    "현대해상 유사암진단비 600만원 2025년 3월 5일 계약, 2025년 9월 10일 갑상선암 진단확정이면 600만원 다 받죠?",
    "한화손해보험 암진단비하고 KB손해보험 암진단비 감액 차이", "삼성화재 다빈치로봇 면책기간 60일이죠?", "보험금 청구 소멸시효 알려줘",
    "보험금 늦게 주면 지연이자 얼마예요", "청약철회 며칠까지 돼요", "유사암 범위가 회사마다 어떻게 달라요", "삼성화재 암입원일당 얼마예요",
)  # fmt: skip


@cache
def catalog() -> Catalog:
    return load_catalog(settings().data / "insurance")


@cache
def turns() -> tuple[MarketTurn, ...]:
    """The questions with their real evidence."""
    from datetime import date

    built = MarketTurns(catalog(), RuleReasoner(catalog()))
    return tuple(turn for text in QUESTIONS if (turn := built.turn(text, date(2026, 11, 21))).evidence)


def true_sentences(turn: MarketTurn) -> list[str]:
    """What the evidence itself says, sentence by sentence."""
    texts = [text for item in turn.evidence for text in (item.headline, *(point.text for point in item.points)) if text]
    return list(dict.fromkeys(part.strip() for text in texts for part in re.split(r"(?<=다\.)\s+", text) if part.strip()))


def swap_insurer(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    named = [name for name in INSURERS if name in sentence]
    return sentence.replace(luck.choice(named), luck.choice(INSURERS), luck.choice((1, -1))) if named else sentence


def swap_two_insurers(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    named = [name for name in INSURERS if name in sentence]
    if len(named) < 2:
        return sentence
    one, other = luck.sample(named, 2)
    return sentence.replace(one, "\0").replace(other, one).replace("\0", other)


def swap_coverage(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    named = [name for name in (*COVERAGES, "유사암진단비", "다빈치로봇", "항암방사선약물") if name in sentence]
    return sentence.replace(luck.choice(named), luck.choice(COVERAGES)) if named else sentence


def change_digit(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    places = [match.start() for match in re.finditer(r"\d", sentence)]
    if not places:
        return sentence
    place = luck.choice(places)
    return f"{sentence[:place]}{luck.choice('123456789')}{sentence[place + 1 :]}"


def other_figure(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    """A figure of another sentence of the same evidence in this one's place: near-equal amounts come from there."""
    pattern = r"\d[\d,]*(?:만\s?원|원|%|일|년)"
    own, foreign = re.findall(pattern, sentence), [f for other in others for f in re.findall(pattern, other)]
    return sentence.replace(luck.choice(own), luck.choice(foreign), 1) if own and foreign else sentence


def change_unit(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    swaps = (
        ("만원", "억원"),
        ("만 원", "억 원"),
        ("만원", "원"),
        ("%", "만원"),
        ("일 미만", "년 미만"),
        ("년 미만", "개월 미만"),
        ("90일", "90%"),
        ("원", "%"),
    )
    possible = [(old, new) for old, new in swaps if old in sentence]
    return sentence.replace(*luck.choice(possible), 1) if possible else sentence


def turn_side(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    possible = [
        (old, new) for old, new in (("미만", "이후"), ("이내", "이후"), ("이후", "이전"), ("부터", "까지")) if old in sentence
    ]
    return sentence.replace(*luck.choice(possible), 1) if possible else sentence


def turn_negation(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    possible = [(old, new) for old, new in POLAR if old in sentence]
    return sentence.replace(*luck.choice(possible), 1) if possible else sentence


def change_date(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    return re.sub(r"(20\d\d)-(\d\d)", lambda m: f"{int(m[1]) + luck.choice((-1, 1))}-{m[2]}", sentence, count=1)


def drop_condition(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    return re.sub(r"\S+\s?(?:미만|이내|이후)(?:이면|에는|에)?\s?", "", sentence, count=1)


def splice(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    """The beginning of one sentence with the end of another."""
    other = luck.choice(others) if others else sentence
    mine, theirs = sentence.split(" "), other.split(" ")
    return " ".join((*mine[: luck.randint(1, len(mine))], *theirs[luck.randint(0, len(theirs) - 1) :]))


def affirm(sentence: str, others: Sequence[str], luck: random.Random) -> str:
    return f"{luck.choice(('네, ', '맞습니다. ', '아니요, '))}{sentence}"


MUTATIONS: tuple[Mutation, ...] = (
    swap_insurer, swap_two_insurers, swap_coverage, change_digit, other_figure, change_unit, turn_side, turn_negation, change_date,
    drop_condition, splice, affirm,
)  # fmt: skip


def mutant(turn: MarketTurn, luck: random.Random) -> tuple[str, str]:
    """(a true sentence, that sentence after one to three mutations)."""
    own = true_sentences(turn)
    sentence = changed = luck.choice(own)
    for _ in range(luck.randint(1, 3)):
        changed = luck.choice(MUTATIONS)(changed, own, luck)
    return sentence, changed

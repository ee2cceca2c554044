"""Ask the catalogue's riders in misleading ways: two insurers, near-equal amounts, false premises; same seed, same file.

python scripts/make_answer_questions.py            # writes data/eval/adversarial_answers.jsonl (500 questions)
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.catalog.rows import Coverage
from gazel.reasoning.compose.words import josa
from gazel.reasoning.model.composer import may_phrase
from gazel.reasoning.rules import RuleReasoner
from gazel.settings import settings
from gazel.workflow.market_turns import MarketTurns

SEED = 20261121
AS_OF = date(2026, 11, 21)
EACH = {"two_insurers": 130, "near_amounts": 80, "false_premise": 170, "wrong_condition": 60, "payout": 60}
"""How many questions of each kind."""
TARGET = Path(__file__).resolve().parents[1] / "data/eval/adversarial_answers.jsonl"
Question = tuple[str, str]
"""(kind, text)."""


def man(won: int) -> str:
    """'600만원', '3천만원', '2만원'."""
    return f"{won // 10_000_000}천만원" if won >= 10_000_000 and not won % 10_000_000 else f"{won // 10_000:,}만원"


def near(won: int) -> list[int]:
    """Amounts that are easily taken for this one."""
    return [won * 11 // 10, won * 9 // 10, won * 5, won * 10, won // 2, won * 2, won + 10_000]


def pairs(rows: list[Coverage]) -> Iterator[tuple[Coverage, Coverage]]:
    """Two insurers' riders of one family."""
    for one in rows:
        for other in rows:
            if one.family == other.family and one.insurer != other.insurer:
                yield one, other


def two_insurers(one: Coverage, other: Coverage) -> list[Question]:
    a, b, family = one.insurer, other.insurer, one.family
    texts = (
        f"{a}하고 {b} {family} 뭐가 다른가요",
        f"{a}하고 {b} 중에 {family} 감액 있는 데가 어디예요",
        f"{a} {b} {family} 면책기간 비교해줘",
        f"{family} {a} 거랑 {b} 거 지급률이 어떻게 달라요?",
        f"{b} 말고 {a} {josa(family, '은/는')} 갑상선암에 몇 퍼센트예요",
        f"{josa(a, '과/와')} {b}의 {family} 가입금액 예시가 같은지 비교해 주세요",
    )
    return [("two_insurers", text) for text in texts]


def near_amounts(one: Coverage, other: Coverage, luck: random.Random) -> list[Question]:
    a, b, family = one.insurer, other.insurer, one.family
    mine, theirs = man(one.plan_example_krw), man(other.plan_example_krw)
    close = man(luck.choice(near(one.plan_example_krw)))
    texts = [
        f"{a} {family} 예시가 {close}이고 {josa(b, '은/는')} {theirs} 맞죠? 비교해줘",
        f"{a}하고 {b} {family} 둘 다 {close} 나오는 거죠?",
        f"{josa(a, '은/는')} {family} {close}, {josa(b, '은/는')} {man(luck.choice(near(other.plan_example_krw)))}이라던데 비교해 주세요",
    ]
    if mine != theirs:
        texts.append(f"{a} {josa(family, '이/가')} {theirs}이고 {josa(b, '이/가')} {mine}인 거 맞지?")
    return [("near_amounts", text) for text in texts]


def false_premise(row: Coverage, luck: random.Random) -> list[Question]:
    a, family, ratio = row.insurer, row.family, row.payout.ratio_pct if row.payout else 100
    percent = luck.choice([p for p in (10, 20, 25, 30, 50, 80, 100) if p != ratio])
    close = man(luck.choice(near(row.plan_example_krw)))
    texts = (
        f"{a} {josa(family, '은/는')} 갑상선암 {percent}%만 주는 거 맞지?",
        f"{a} {family} {close} 나오는 거죠?",
        f"{a} {family} {luck.choice(near(row.plan_example_krw)):,}원 정액으로 준다던데 맞아요?",
        f"{a} 갑상선암이면 {family}에서 {percent}퍼센트 받는다면서요",
        f"갑상선암도 {a} 암진단비 {close} 다 나오는 거죠??",
    )
    return [("false_premise", text) for text in texts]


def wrong_condition(row: Coverage, luck: random.Random) -> list[Question]:
    a, family = row.insurer, row.family
    waits = row.payout.waiting_days if row.payout else None
    days = luck.choice([d for d in (30, 60, 90, 100, 180) if d != waits])
    texts = (
        f"{a} {family} 면책기간 {days}일이죠?",
        f"{a} {josa(family, '은/는')} 감액이 없는 거 맞죠",
        f"{a} {josa(family, '은/는')} {luck.choice((2, 3, 5))}년 동안 반만 주는 거죠?",
        f"{a} {josa(family, '은/는')} 가입하고 {days}일 안에 걸리면 한 푼도 없다면서요",
        f"{a} {josa(family, '은/는')} 면책이 없다던데요",
    )
    return [("wrong_condition", text) for text in texts]


def payout(row: Coverage, luck: random.Random) -> Question:
    """A contract and a diagnosis within or shortly after the first year, with a sum that need not be what comes out."""
    insured = luck.choice((300, 500, 600, 900, 1000, 2000))
    contract = date(2025, luck.randint(1, 9), luck.randint(1, 28))
    found = contract + timedelta(days=luck.choice((45, 150, 300, 363, 364, 365, 366, 400)))
    claimed = insured * luck.choice((1, 2, 5)) // luck.choice((1, 2))
    end = luck.choice(("다 받죠?", "나오는 거 맞죠?", "전부 나오나요?"))
    return (
        "payout",
        f"{row.insurer} {row.family} 가입금액 {insured}만원, 계약일 {contract}, 갑상선암 진단확정일 {found}이면 {claimed:,}만원 {end}",
    )


def candidates(catalog: Catalog, luck: random.Random) -> Iterator[Question]:
    rows = [row for row in catalog.all_coverages() if row.payout and row.plan_example_krw]
    for one, other in pairs(rows):
        yield from two_insurers(one, other)
        yield from near_amounts(one, other, luck)
    for row in rows:
        for _ in range(3):
            yield from false_premise(row, luck)
        yield from wrong_condition(row, luck)
    for row in [row for row in rows if row.family == "유사암진단비"]:
        for _ in range(20):
            yield payout(row, luck)


def main() -> None:
    luck = random.Random(SEED)
    catalog = load_catalog(settings().data / "insurance")
    turns = MarketTurns(catalog, RuleReasoner(catalog))
    found = list(dict.fromkeys(candidates(catalog, luck)))
    luck.shuffle(found)
    left, kept = Counter(EACH), []
    for kind, text in found:
        if not left[kind]:
            continue
        turn = turns.turn(text, AS_OF)
        if may_phrase(turn.plan, turn.evidence):
            left[kind] -= 1
            kept.append({"kind": kind, "text": text, "as_of": AS_OF.isoformat()})
    luck.shuffle(kept)  # a measurement that breaks off has seen every kind
    lines = [json.dumps({"id": f"A{at:03}", **row}, ensure_ascii=False) + "\n" for at, row in enumerate(kept, 1)]
    TARGET.write_text("".join(lines))
    print(len(kept), "questions;", "missing", +left)


if __name__ == "__main__":
    main()

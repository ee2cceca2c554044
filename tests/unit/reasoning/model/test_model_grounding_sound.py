"""Soundness on the real catalogue: whatever claim is made about an insurer's rider, one that passes is true by its row."""

from collections.abc import Callable

import pytest
from test_model_grounding_catalog import figured, grounding_of

from gazel.catalog.rows import Coverage

Claim = tuple[str, Callable[[Coverage], bool]]


def percents(row: Coverage, until: str) -> set[float]:
    return {step.pct for step in row.payout.steps if step.until == until} if row.payout else set()


def claims_over(rows: list[Coverage]) -> list[Claim]:
    """Sentence templates with values out of every row, each with the oracle that says for which rows it is true."""
    ratios = {row.payout.ratio_pct for row in rows if row.payout} | {20, 50, 100}
    waits = {row.payout.waiting_days for row in rows if row.payout and row.payout.waiting_days} | {90, 180}
    sums = {row.plan_example_krw for row in rows}
    made: list[Claim] = []
    for won in sums:
        made.append((f"{{}} 설계 예시는 {won:,}원입니다.", lambda row, won=won: row.plan_example_krw == won))
        made.append((f"{{}} {won:,}원을 지급합니다.", lambda row: False))
    for pct in ratios:
        made.append((f"{{}} 가입금액의 {pct:g}%를 지급합니다.", lambda row, pct=pct: row.payout.ratio_pct == pct))
        made.append((f"{{}} 1년 미만이면 {pct:g}%를 지급합니다.", lambda row, pct=pct: pct in percents(row, "1y")))
        made.append((f"{{}} 180일 미만이면 {pct:g}%를 지급합니다.", lambda row, pct=pct: pct in percents(row, "180d")))
        made.append((f"{{}} 1년 이후에는 {pct:g}%를 지급합니다.", lambda row: False))
    for days in waits:
        made.append((f"{{}} 면책기간이 {days}일입니다.", lambda row, days=days: row.payout.waiting_days == days))
    made.append(("{} 면책기간이 없습니다.", lambda row: row.payout.waiting_days == 0))
    made.append(("{} 면책기간이 있습니다.", lambda row: bool(row.payout.waiting_days)))
    made.append(("{} 감액이 없습니다.", lambda row: not row.payout.steps))
    made.append(("{} 갑상선암에 지급되지 않습니다.", lambda row: False))
    return made


@pytest.mark.parametrize("family", ["유사암진단비", "유사암수술비", "항암방사선약물", "다빈치로봇", "암입원일당"])
@pytest.mark.parametrize("form", ["{insurer}의 {name}는", "{insurer}의 {family}는", "{insurer} {name}의 경우"])
def test_a_claim_that_passes_is_true(family: str, form: str) -> None:
    rows = figured(family)
    grounding = grounding_of(rows)
    passed = 0
    for row in rows:
        of_insurer = [other for other in rows if other.insurer == row.insurer]
        for template, holds in claims_over(rows):
            sentence = template.format(form.format(insurer=row.insurer, name=row.name, family=family))
            if grounding.judge(sentence).grounded:
                passed += 1
                assert any(holds(other) for other in of_insurer), sentence
    assert passed >= len(rows), "the check must let true claims through"

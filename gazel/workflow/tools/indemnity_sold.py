"""What follows from the day an indemnity policy (실손) was taken out: its generation, and whether it was due to be renewed anew."""

from dataclasses import replace
from datetime import date

from gazel.reasoning.evidence import Evidence, Point
from gazel.reasoning.understanding.dates import add_months

ENTERED_ANEW = {4: 60, 5: 60}
"""Months after which a policy is taken out anew (재가입) on the terms of that day."""


def by_date(evidence: Evidence, generation: int, sold: date, as_of: date) -> Evidence:
    """The evidence with the generation that was concluded from the date, and the doubt where the policy was due to be taken out anew."""
    points = [Point(f"말씀하신 가입 시기로 보아 {generation}세대 실손으로 판단했습니다.")]
    months = ENTERED_ANEW.get(generation)
    if months and add_months(sold, months) <= as_of:
        points.append(
            Point("가입 후 5년이 지나 재가입했다면 지금은 재가입 당시의 약관이 적용될 수 있으니 증권의 재가입일을 확인해 주세요.")
        )
    return replace(evidence, points=(*points, *evidence.points))

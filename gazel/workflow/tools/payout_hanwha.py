"""한화생명 e암보험: the one life insurer's structure that the data states, by the histology of a thyroid cancer."""

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Payout, ReductionStep
from gazel.reasoning.evidence import Evidence
from gazel.workflow.tools.payout_riders import Rider
from gazel.workflow.tools.topic_evidence import topic_points

INSURER, TOPIC = "한화생명", "hanwha_life"
_SHARES = {"중증갑상선암": 80, "초기제외갑상선암": 60, "초기갑상선암": 20}
"""Per cent of the sum insured after two years, half before (암보험 연구노트, 등급 B)."""
_NAMES = {"초기제외갑상선암": "초기·중증이 아닌 갑상선암"}
HISTOLOGIES = frozenset({"갑상선암", *_SHARES})
_OPEN_WAITING = "한화생명은 갑상선암에도 면책을 둔 사례가 있어 약관의 면책기간을 확인해야 합니다."


def hanwha_riders(disease: str, amount: int | None) -> list[Rider]:
    """The rider for a histology that decides the share; none where the histology was not said."""
    if disease not in _SHARES:
        return []
    payout = Payout(
        ratio_pct=_SHARES[disease], waiting_days=None, steps=(ReductionStep(until="2y", pct=50),), clock="diagnosis", unit="once",
        limit_count=1, check_terms=_OPEN_WAITING,
    )  # fmt: skip
    return [
        Rider(
            name=f"e암보험({_NAMES.get(disease, disease)})",
            family=disease,
            benefit="diagnosis",
            payout=payout,
            sum_insured=amount,
            insurer=INSURER,
        )
    ]


def ask_histology(catalog: Catalog, question: str, checks: tuple[str, ...]) -> Evidence:
    """The histology asked back: early, severe (수질·역형성) or neither."""
    topic = catalog.topic(TOPIC)
    text = "한화생명 e암보험은 갑상선암의 조직형과 진행 정도(초기 / 중증: 수질암·역형성암 / 그 밖)에 따라 지급률이 달라 하나로 계산할 수 없습니다. 병리 결과지의 조직형을 알려 주세요."
    return Evidence(
        tool="payout_calc", summary="조직형 필요", behaviour="needs_input", headline=text,
        points=tuple(topic_points([topic] if topic else [], question, (INSURER,))),
        checks=("병리 결과지의 조직형·종양 크기·전이 여부", *checks), data={"missing": ["조직형"], "whose": "insurer"},
    )  # fmt: skip

"""Evidence of two insurers with near-equal amounts, as the tools bring it back."""

from gazel.insurance.citation import Citation
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.reasoning.model.grounding.names import ExactNames

LEXICON = ExactNames.of(
    insurers={"삼성화재": ["삼성"], "현대해상": ["현대"], "롯데손해보험": ["롯데", "롯데손보"], "메리츠화재": ["메리츠"]},
    coverages={
        "유사암진단비": ["유사암 진단비", "유사암진단Ⅱ", "갑상선암 진단비"],
        "암진단비": ["일반암 진단비", "암 진단비"],
        "다빈치로봇": ["다빈치로봇 수술비", "로봇수술비"],
        "항암방사선약물": ["항암방사선·약물치료비", "항암치료비"],
        "납입면제대상보장": ["납입면제"],
        "유사암수술비": ["갑상선암 수술비"],
    },
    diseases={"갑상선암": ["갑상샘암"], "유사암": [], "일반암": [], "기타피부암": [], "전립선암": []},
)
SAMSUNG = Citation("가입제안서", "5", as_of="2025-10-02", grade="A", insurer="삼성화재")
HYUNDAI = Citation("가입제안서", "5", as_of="2025-09-24", grade="A", insurer="현대해상")

TWO_INSURERS = Evidence(
    tool="compare_coverage",
    summary="2개사 비교",
    headline="갑상선암은 삼성화재와 현대해상 모두 유사암 담보에서 보장합니다.",
    points=(
        Point("삼성화재의 유사암 진단비는 가입금액을 지급하고, 1년 미만에는 50%로 감액합니다.", (SAMSUNG,)),
        Point("현대해상의 항암방사선·약물치료비는 가입금액의 20%를 지급합니다.", (HYUNDAI,)),
        Point("삼성화재의 다빈치로봇 수술비는 90일 면책이고, 180일 미만이면 25%, 1년 미만이면 50%를 지급합니다.", (SAMSUNG,)),
        Point("갑상선암은 암 진단비에서 제외되고, 유사암 진단비로 지급됩니다."),
    ),
    tables=(
        Table(
            "갑상선암 보장 비교",
            ("보험사", "보장명", "지급금액", "면책", "감액", "예시금액"),
            (
                ("삼성화재", "유사암 진단비", "가입금액", "없음", "1년미만 50%", "6,000,000원"),
                ("현대해상", "유사암진단Ⅱ", "가입금액", "없음", "1년미만 50%", "6,100,000원"),
                ("현대해상", "항암방사선·약물치료비", "가입금액의 20%", "없음", "-", "3,000,000원"),
            ),
            (SAMSUNG, HYUNDAI, HYUNDAI),
        ),
    ),
    checks=("가입하신 상품의 약관과 증권을 확인해 주세요.",),
)
PAYOUT = Evidence(
    tool="payout_calc",
    summary="300만 원",
    headline="유사암 진단비로 300만 원이 지급됩니다.",
    points=(
        Point(
            "진단확정일 2026-10-01은 계약일 2025-10-02부터 1년이 되기 전이므로, 가입금액 600만 원의 50%인 300만 원을 지급합니다."
        ),
        Point("2026-10-02부터는 감액 없이 600만 원을 지급합니다."),
    ),
)

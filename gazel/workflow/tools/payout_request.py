"""The arguments of payout_calc as the planner (and a model) may give them."""

from typing import Any

from pydantic import BaseModel, Field

DESCRIPTION = "진단비·수술비·치료비·입원일당의 예상 지급액을 단계별로 계산합니다(날짜 YYYY-MM-DD, 금액 원)."


class PayoutRequest(BaseModel):
    """What was said of the contract and the event; what was not said stays empty."""

    disease: str = Field("갑상선암", description="질병군")
    code: str | None = Field(None, description="KCD 코드")
    primary: str | None = Field(None, description="원발 코드")
    insurers: list[str] = Field(default_factory=list, description="보험사")
    own_contract: bool = Field(False, description="고객이 전에 말한 자신의 계약인지")
    plan: str | None = Field(None, description="샘플 계약(P1)")
    families: list[str] = Field(default_factory=list, description="담보 계열")
    sums: dict[str, int] = Field(
        default_factory=dict, description='가입금액 {"sum_minor","sum_general","sum_insured","daily"} 또는 담보 계열별'
    )
    contract_date: str | None = Field(None, description="계약일")
    report_date: str | None = Field(None, description="검사 결과보고일")
    certificate_date: str | None = Field(None, description="진단서 발급일")
    treatment_date: str | None = Field(None, description="수술·치료일")
    elapsed: dict[str, Any] | None = Field(None, description='가입 후 경과 {"months","days","under","nth"}')
    hospital_days: int | None = Field(None, description="입원 일수")
    times: int = Field(1, description="수술·치료 횟수")
    insurance_age: int | None = Field(None, description="보험나이")
    renewal: bool = Field(False, description="갱신계약인지")
    already_paid: bool = Field(False, description="같은 유형을 이미 받았는지")
    paid_types: list[str] = Field(default_factory=list, description="이미 받은 다른 유형")
    spread: bool = Field(False, description="전이 여부")
    check_ratio: bool = Field(False, description="유사암 비율 점검")
    supposed: int | None = Field(None, description="여러 금액을 가정한 질문에서 이번 계산의 가입금액")
    claimed: dict[str, Any] = Field(default_factory=dict, description="질문이 전제한 값")
    topics: list[str] = Field(default_factory=list, description="함께 설명할 주제")

    @property
    def is_spread(self) -> bool:
        """Whether it is about a metastasis, by word or by a secondary code (C77–C80)."""
        return self.spread or self.disease == "전이암" or bool(self.code and self.code[:3] in ("C77", "C78", "C79", "C80"))

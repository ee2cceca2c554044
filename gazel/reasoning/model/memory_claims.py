"""The claims a model may make about a customer: finished ones by label, and open ones whose value is cut from the quote.

Slots with sums and ages are not here: figures are read by rules only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gazel.memory.drafts import Slot


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stored when the claim is made; '{value}' marks an open claim's place for the quoted words."""

    slot: Slot
    facet: str
    value: str
    fact: str
    category: str

    @property
    def open(self) -> bool:
        """Whether the customer's own words fill it."""
        return "{value}" in self.fact


CLAIMS: Mapping[str, Claim] = {
    "보험료가 싼 것을 중시": Claim("preference", "우선순위", "보험료", "보험료가 저렴한 것을 중요하게 생각함", "보험료"),
    "보장이 든든한 것을 중시": Claim("preference", "우선순위", "보장", "보험료보다 보장이 든든한 것을 중요하게 생각함", "보장"),
    "보험료와 보장의 균형을 중시": Claim("preference", "우선순위", "균형", "보험료와 보장의 균형을 중요하게 생각함", "보장"),
    "비갱신형 선호": Claim("preference", "갱신", "비갱신", "보험료가 오르지 않는 비갱신형을 선호함", "갱신"),
    "갱신형도 괜찮음": Claim("preference", "갱신", "갱신", "초기 보험료가 낮은 갱신형도 괜찮다고 함", "갱신"),
    "자세한 설명 선호": Claim("preference", "설명", "상세", "자세한 설명을 선호함", "설명 방식"),
    "짧은 설명 선호": Claim("preference", "설명", "간결", "짧고 간단한 설명을 선호함", "설명 방식"),
    "환급형 선호": Claim("preference", "환급", "환급", "만기에 돌려받는 환급형을 선호함", "갱신"),
    "순수보장형 선호": Claim("preference", "환급", "순수보장", "환급 없는 순수보장형을 선호함", "갱신"),
    "결혼함": Claim("marital", "혼인", "기혼", "기혼", "고객 정보"),
    "미혼": Claim("marital", "혼인", "미혼", "미혼", "고객 정보"),
    "이혼함": Claim("marital", "혼인", "이혼", "이혼함", "고객 정보"),
    "결혼 예정": Claim("marital", "혼인", "결혼 예정", "결혼 예정", "고객 정보"),
    "부모님 부양": Claim("family", "부양", "부모", "부모님을 부양하고 있음", "고객 정보"),
    "소득이 불규칙함": Claim("income", "안정성", "불안정", "소득이 불안정임", "고객 정보"),
    "소득이 안정적임": Claim("income", "안정성", "안정적", "소득이 안정적임", "고객 정보"),
    "흡연함": Claim("health", "흡연", "흡연", "흡연함", "건강"),
    "흡연하지 않음": Claim("health", "흡연", "비흡연", "흡연하지 않음", "건강"),
    "임신 중": Claim("health", "임신", "임신", "임신 중임", "건강"),
    "카카오톡 연락 선호": Claim("contact", "연락 수단", "카카오톡", "연락은 카카오톡 선호", "연락"),
    "문자 연락 선호": Claim("contact", "연락 수단", "문자", "연락은 문자 선호", "연락"),
    "전화 연락 기피": Claim("contact", "전화", "기피", "전화 연락은 원하지 않음", "연락"),
    "보험금이 아직 안 나옴": Claim("open_matter", "보험금 지급", "진행 중", "청구한 보험금이 아직 지급되지 않음", "진행 중"),
    "직업": Claim("job", "직업", "{value}", "직업은 {value}", "고객 정보"),
    "걱정하는 병": Claim("goal", "{value}", "목적", "가입 목적은 {value} 대비", "가입 목적"),
    "앓은 병": Claim("health", "{value}", "있음", "{value} 병력이 있음", "건강"),
    "가족이 앓은 병": Claim("family_history", "{value}", "있음", "{value} 가족력이 있음", "건강"),
    "가진 보험": Claim("existing_policy", "{value}", "보유", "{value} 보유", "보유 계약"),
}
"""Label in the model's schema → claim; facets and values are those of the rules, so that both contradict each other."""

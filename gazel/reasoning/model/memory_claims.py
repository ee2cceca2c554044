"""The claims a model may make about a customer: a closed list, each with the words that its quote must and must not hold.

The model says which claim a clause makes; an open claim's value (a job, a disease) is read from the quote by the rules'
own patterns. Slots with sums and ages are not here: figures are read by rules only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gazel.memory.drafts import Slot
from gazel.memory.extraction.health import DISEASE
from gazel.memory.extraction.work import JOBS


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stored when the claim is made; `cue` has to stand in the quote, `unless` must not.

    In an open claim `facet`, `value` or `fact` hold '{value}', which is what `reads` finds in the quote.
    """

    slot: Slot
    facet: str
    value: str
    fact: str
    category: str
    cue: str
    unless: str = ""
    reads: str = ""


_KIN = r"가족|집안|어머니|엄마|아버지|아빠|부모|언니|누나|형|오빠|동생|이모|고모|삼촌|할머니|할아버지|외가|친가"
_DENIAL = r"없|아니|않|안\s"
_RICH = r"든든|두둑|넉넉|빵빵|더\s*(?:내|들)|들어도|비싸도"

CLAIMS: Mapping[str, Claim] = {
    "보험료가 싼 것을 중시": Claim("preference", "우선순위", "보험료", "보험료가 저렴한 것을 중요하게 생각함", "보험료", r"싸|싼|저렴|적었|적은|적게|가벼|가볍|(?:보험료|돈|비용|내는|나가는|납입).{0,10}부담|부담\s*(?:없|적|덜)|벅차|아끼|절약|빠듯|줄이|비싼", _RICH),
    "보장이 든든한 것을 중시": Claim("preference", "우선순위", "보장", "보험료보다 보장이 든든한 것을 중요하게 생각함", "보장", r"보장|든든|두둑|넉넉|빵빵|탄탄|크게", r"싼|저렴|빼고"),
    "보험료와 보장의 균형을 중시": Claim("preference", "우선순위", "균형", "보험료와 보장의 균형을 중요하게 생각함", "보장", r"균형|적당|둘\s*다|반반"),
    "비갱신형 선호": Claim("preference", "갱신", "비갱신", "보험료가 오르지 않는 비갱신형을 선호함", "갱신", r"비갱신|갱신\s*없|갱신.{0,8}(?:싫|질색|빼|말고)|(?:오르|올라|뛰).{0,10}(?:싫|질색|별로|부담)|그대로"),
    "갱신형도 괜찮음": Claim("preference", "갱신", "갱신", "초기 보험료가 낮은 갱신형도 괜찮다고 함", "갱신", r"갱신", r"비갱신|없|싫|질색|빼|말고"),
    "자세한 설명 선호": Claim("preference", "설명", "상세", "자세한 설명을 선호함", "설명 방식", r"자세|상세|꼼꼼|하나하나|풀어서|차근", r"짧|간단|말고"),
    "짧은 설명 선호": Claim("preference", "설명", "간결", "짧고 간단한 설명을 선호함", "설명 방식", r"짧|짤막|간단|핵심|요점|요약|한\s*줄|결론만"),
    "환급형 선호": Claim("preference", "환급", "환급", "만기에 돌려받는 환급형을 선호함", "갱신", r"환급|돌려받", _DENIAL),
    "순수보장형 선호": Claim("preference", "환급", "순수보장", "환급 없는 순수보장형을 선호함", "갱신", r"순수|소멸|환급\s*없"),
    "결혼함": Claim("marital", "혼인", "기혼", "기혼", "고객 정보", r"결혼했|결혼해서|결혼식|혼인|기혼|신혼|식\s*올|유부|남편|아내|와이프", r"예정|할\s|앞두|안\s*했|않|없|이혼"),
    "미혼": Claim("marital", "혼인", "미혼", "미혼", "고객 정보", r"미혼|결혼.{0,8}(?:안|않|없)|싱글|독신"),
    "이혼함": Claim("marital", "혼인", "이혼", "이혼함", "고객 정보", r"이혼|갈라섰", _DENIAL),
    "결혼 예정": Claim("marital", "혼인", "결혼 예정", "결혼 예정", "고객 정보", r"결혼.{0,10}(?:예정|앞두|할\s*거|합니다)|예비\s*(?:신랑|신부)", r"했"),
    "부모님 부양": Claim("family", "부양", "부모", "부모님을 부양하고 있음", "고객 정보", r"(?:부모|어머니|아버지|엄마|아빠).{0,14}(?:모시|부양|생활비)"),
    "소득이 불규칙함": Claim("income", "안정성", "불규칙", "소득이 불규칙임", "고객 정보", r"들쭉|불규칙|일정하지|불안정|프리랜서라"),
    "소득이 안정적임": Claim("income", "안정성", "안정적", "소득이 안정적임", "고객 정보", r"(?:소득|수입|월급|벌이).{0,12}(?:안정|꼬박|고정|일정)", r"않|불"),
    "흡연함": Claim("health", "흡연", "흡연", "흡연함", "건강", r"담배|흡연", r"끊|금연|안\s*피|않|비흡연"),
    "흡연하지 않음": Claim("health", "흡연", "비흡연", "흡연하지 않음", "건강", r"담배.{0,8}(?:끊|안|않)|금연|비흡연"),
    "임신 중": Claim("health", "임신", "임신", "임신 중임", "건강", r"임신\s*중|임신했|임신한|뱃속|출산\s*예정|배\s*속", r"계획|준비"),
    "카카오톡 연락 선호": Claim("contact", "연락 수단", "카카오톡", "연락은 카카오톡 선호", "연락", r"카톡|카카오톡", r"말고|싫|안\s"),
    "문자 연락 선호": Claim("contact", "연락 수단", "문자", "연락은 문자 선호", "연락", r"문자|메시지", r"말고|싫|안\s"),
    "전화 연락 기피": Claim("contact", "전화", "기피", "전화 연락은 원하지 않음", "연락", r"(?:전화|통화).{0,14}(?:말고|싫|삼가|어렵|곤란|불편|안\s)"),
    "보험금이 아직 안 나옴": Claim("open_matter", "보험금 지급", "진행 중", "청구한 보험금이 아직 지급되지 않음", "진행 중", r"(?:보험금|돈|청구|입금).{0,16}(?:아직|안\s|못|감감)|아직.{0,10}(?:안\s|못)"),
    "직업": Claim("job", "직업", "{value}", "직업은 {value}", "고객 정보", JOBS, reads=JOBS),
    "걱정하는 병": Claim("goal", "{value}", "목적", "가입 목적은 {value} 대비", "가입 목적", r"걱정|불안|무섭|대비|준비|생길까|걸릴까", _DENIAL, reads=DISEASE),
    "앓은 병": Claim("health", "{value}", "있음", "{value} 병력이 있음", "건강", r"앓|걸렸|진단|수술|치료|떼어|떼냈|제거|약을|먹고|있어요|있습니다|받은\s*적", _KIN + "|보험|진단비|받으면|걸리면", reads=DISEASE),
    "가족이 앓은 병": Claim("family_history", "{value}", "있음", "{value} 가족력이 있음", "건강", _KIN, r"보험|진단비|걸리면", reads=DISEASE),
}  # fmt: skip
"""Label in the model's schema → claim; facets and values are those of the rules, so that both contradict each other."""

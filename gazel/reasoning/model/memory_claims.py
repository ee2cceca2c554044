"""The claims a model may make about a customer: a closed list, each with the words that its quote must and must not hold.

The model says which claim a clause makes; an open claim's value (a job, a disease) is read from the quote by the rules'
own patterns. Slots with sums and ages are not here: figures are read by rules only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gazel.memory.drafts import Draft, Slot
from gazel.memory.extraction.health import DISEASE
from gazel.memory.extraction.work import JOBS


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stored when the claim is made; `cue` has to stand in the quote, `unless` must not.

    In an open claim `facet`, `value` or `fact` hold '{value}', which is what `reads` finds in the quote. A claim about the
    customer's `own` person is none where the sentence speaks of a relative.
    """

    slot: Slot
    facet: str
    value: str
    fact: str
    category: str
    cue: str
    unless: str = ""
    reads: str = ""
    own: bool = False

    def draft(self, value: str, quote: str, confidence: float) -> Draft:
        """The claim as a draft that `quote` bears out, with an open claim's `value`."""
        return Draft(
            slot=self.slot,
            facet=self.facet.format(value=value),
            value=self.value.format(value=value),
            fact=self.fact.format(value=value),
            quote=quote,
            category=self.category,
            confidence=confidence,
        )


_KIN = r"가족|집안|어머니|엄마|아버지|아빠|부모|언니|누나|(?<![A-Za-z])형|오빠|동생|이모|고모|삼촌|할머니|할아버지|외가|친가"
_MONEY = r"(?:보험료|돈|비용|납입|나가는|내는)"
_DENIAL = r"없|아니|않|안\s"
_RICH = r"든든|두둑|넉넉|빵빵|더\s*(?:내|들)|들어도|비싸도"
_REACTION = r"네요|군요|구나|감사|고마|고맙|주셔서|주셨"
"""How a customer speaks of what was just done, which is no wish: '답이 자세하네요'."""
_WANTED = r"좋|원해|원합|선호|편|위주|쪽|부탁|주세|주시|주십|줘|싶|으면|끌|낫|나아"
_REACHED = r"편|좋|주세|주시|주십|부탁|남겨|연락|줘"
_NOT_REACHED = rf"말고|싫|안\s|왔|받았|보냈|보내면|드렸|도\s*되|{_REACTION}"
_WORKING = r"이?고|구|이며|이에요|예요|에요|입니다|인|이?라|이?야|임|으?로|만|[.!,~]|\s*$|[을를도]?\s*(?:일|생활|해|하|합|했|뛰|시작|됐|되었|\d+년)"
_JOB = rf"(?:{JOBS})(?={_WORKING})"
_HAD = r"앓|걸렸|걸린|(?:진단|수술|치료)(?:을|를|도)?\s*(?:받|했|한|중|하)|떼어|떼냈|제거(?:를)?\s*(?:받|했|한)|약을|약\s*먹|먹고|있어요|있습니다|받은\s*적"
_KIN_HAD = rf"(?:{_KIN}).{{0,24}}(?:앓|걸렸|걸리셨|진단|수술|치료|돌아가|쓰러|투병|재발|초기|였|셨|이세요|있으|있어|있었|예요|이에요|입니다|이고|인데|이래|래요|라고|때문)|가족력"
_UNPAID = (
    r"^(?=.*(?:보험금|진단금|입금|지급|청구|돈)).*(?:아직.{0,14}(?:안\s|못|소식)|안\s*(?:나와|나왔|들어|줘|주)|못\s*받|감감)"
)

CLAIMS: Mapping[str, Claim] = {
    "보험료가 싼 것을 중시": Claim("preference", "우선순위", "보험료", "보험료가 저렴한 것을 중요하게 생각함", "보험료", rf"(?<![비감러])싸|(?<!비)싼|비싼.{{0,6}}(?:싫|부담|말고|빼)|저렴|{_MONEY}.{{0,12}}(?:적|줄|가벼|가볍|부담)|부담\s*(?:없|적|덜)|벅차|아끼|절약|빠듯", rf"{_RICH}|{_REACTION}"),
    "보장이 든든한 것을 중시": Claim("preference", "우선순위", "보장", "보험료보다 보장이 든든한 것을 중요하게 생각함", "보장", r"든든|두둑|넉넉|빵빵|탄탄|보장.{0,12}(?:중요|우선|먼저|부터|위주|쪽|챙|크|많|넓|좋|높|제대로|확실|충분)|크게\s*(?:들|가입|넣|잡)", rf"(?<!비)싼|저렴|빼고|균형|순수|기간|만기|세까지|마음|든든해|{_REACTION}"),
    "보험료와 보장의 균형을 중시": Claim("preference", "우선순위", "균형", "보험료와 보장의 균형을 중요하게 생각함", "보장", rf"균형|적당|반반|{_MONEY}.{{0,12}}둘\s*다|둘\s*다.{{0,10}}(?:중요|챙기|좋)", _REACTION),
    "비갱신형 선호": Claim("preference", "갱신", "비갱신", "보험료가 오르지 않는 비갱신형을 선호함", "갱신", rf"비갱신.{{0,12}}(?:{_WANTED})|갱신\s*(?:이\s*)?없는?\s*(?:게|걸|것|거|쪽|상품)|갱신.{{0,8}}(?:싫|질색|빼|말고)|(?:오르|올라|뛰).{{0,10}}(?:싫|질색|별로|부담)|{_MONEY}.{{0,12}}그대로", rf"차이|설명|비교|가입했|{_REACTION}"),
    "갱신형도 괜찮음": Claim("preference", "갱신", "갱신", "초기 보험료가 낮은 갱신형도 괜찮다고 함", "갱신", r"갱신.{0,12}(?:괜찮|상관|무방|좋|낫|나아)", r"비갱신|없는|싫|질색|빼|말고"),
    "자세한 설명 선호": Claim("preference", "설명", "상세", "자세한 설명을 선호함", "설명 방식", rf"(?:자세|상세|꼼꼼|하나하나|풀어서|차근).{{0,14}}(?:설명|말씀|알려|말해|안내|{_WANTED})", rf"짧|간단|말고|없|않아도|안\s|{_REACTION}"),
    "짧은 설명 선호": Claim("preference", "설명", "간결", "짧고 간단한 설명을 선호함", "설명 방식", r"짧|짤막|간단|핵심|요점|요약|한\s*줄|결론만", _REACTION),
    "환급형 선호": Claim("preference", "환급", "환급", "만기에 돌려받는 환급형을 선호함", "갱신", rf"(?:환급|돌려받).{{0,14}}(?:{_WANTED})", _DENIAL),
    "순수보장형 선호": Claim("preference", "환급", "순수보장", "환급 없는 순수보장형을 선호함", "갱신", r"순수\s*보장|소멸형|환급\s*(?:은|이)?\s*없(?:어도|는|이)", rf"차이|설명|{_REACTION}"),
    "결혼함": Claim("marital", "혼인", "기혼", "기혼", "고객 정보", r"결혼했|결혼해서|결혼한|(?:결혼)?식\s*(?:을\s*)?올렸|혼인\s*신고.{0,4}(?:했|마쳤)|기혼|신혼|유부|(?:남편|아내|와이프|집사람)(?:이랑|랑|하고|와|과)\s*(?:둘이\s*|함께\s*|같이\s*)?(?:살|지내)", r"예정|할\s|앞두|준비|안\s*했|않|없|이혼|했으면", own=True),
    "미혼": Claim("marital", "혼인", "미혼", "미혼", "고객 정보", r"미혼|결혼\s*(?:은|을|도)?\s*(?:안|아직|못)|결혼\s*(?:할\s*)?생각.{0,4}없|싱글|독신", own=True),
    "이혼함": Claim("marital", "혼인", "이혼", "이혼함", "고객 정보", r"이혼|갈라섰", _DENIAL, own=True),
    "결혼 예정": Claim("marital", "혼인", "결혼 예정", "결혼 예정", "고객 정보", r"결혼.{0,10}(?:예정|앞두|할\s*거|하기로|합니다)|예비\s*(?:신랑|신부)|식\s*(?:을\s*)?올(?:려요|릴|립니다)", rf"결혼했|{_DENIAL}", own=True),
    "부모님 부양": Claim("family", "부양", "부모", "부모님을 부양하고 있음", "고객 정보", r"(?:부모|어머니|아버지|엄마|아빠).{0,14}(?:모시(?:고\s*(?:살|있|지내)|는|며|느라)|부양|생활비)", _DENIAL),
    "소득이 불규칙함": Claim("income", "안정성", "불규칙", "소득이 불규칙임", "고객 정보", r"(?:소득|수입|벌이|월급|매출).{0,16}(?:들쭉|불규칙|일정하지|일정치|불안정)", own=True),
    "소득이 안정적임": Claim("income", "안정성", "안정적", "소득이 안정적임", "고객 정보", r"(?:소득|수입|월급|벌이).{0,12}(?:안정|꼬박|고정|일정)", r"않|불", own=True),
    "흡연함": Claim("health", "흡연", "흡연", "흡연함", "건강", r"담배.{0,10}(?:피|펴|핀|태우|갑|못\s*끊)|흡연\s*(?:자|중|해|하|을\s*하)", r"끊었|끊은|끊고|금연|안\s*[피펴태]|않|비흡연", own=True),
    "흡연하지 않음": Claim("health", "흡연", "비흡연", "흡연하지 않음", "건강", r"담배.{0,8}(?:끊었|끊은|끊고|안|않)|금연\s*(?:했|중|한)|비흡연", r"싶|려고|계획|결심|해야", own=True),
    "임신 중": Claim("health", "임신", "임신", "임신 중임", "건강", r"임신\s*중|임신했|임신한|뱃속|출산\s*예정|배\s*속", rf"계획|준비|때|{_DENIAL}", own=True),
    "카카오톡 연락 선호": Claim("contact", "연락 수단", "카카오톡", "연락은 카카오톡 선호", "연락", rf"(?:카톡|카카오톡).{{0,16}}(?:{_REACHED})", _NOT_REACHED),
    "문자 연락 선호": Claim("contact", "연락 수단", "문자", "연락은 문자 선호", "연락", rf"(?:문자|메시지).{{0,16}}(?:{_REACHED})", _NOT_REACHED),
    "전화 연락 기피": Claim("contact", "전화", "기피", "전화 연락은 원하지 않음", "연락", r"(?:전화|통화).{0,14}(?:말고|말아|마시|싫|삼가|어렵|곤란|불편|안\s*(?:했으면|주|하))", r"센터|상담원|보험사"),
    "보험금이 아직 안 나옴": Claim("open_matter", "보험금 지급", "진행 중", "청구한 보험금이 아직 지급되지 않음", "진행 중", _UNPAID, r"청구.{0,8}(?:안|못)\s*(?:했|하|넣)|안\s*냈"),
    "직업": Claim("job", "직업", "{value}", "직업은 {value}", "고객 정보", _JOB, r"(?:이었|였)(?:어|다|지|는|고)|그만|관뒀|싶|준비|목표|꿈|되려", reads=_JOB, own=True),
    "걱정하는 병": Claim("goal", "{value}", "목적", "가입 목적은 {value} 대비", "가입 목적", r"걱정|불안|무섭|대비|준비|생길까|걸릴까", _DENIAL, reads=DISEASE),
    "앓은 병": Claim("health", "{value}", "있음", "{value} 병력이 있음", "건강", _HAD, rf"{_KIN}|보험|진단비|수술비|치료비|청구|재진단|받으면|걸리면", reads=DISEASE, own=True),
    "가족이 앓은 병": Claim("family_history", "{value}", "있음", "{value} 가족력이 있음", "건강", _KIN_HAD, r"보험|진단비|수술비|걸리면|걸릴까", reads=DISEASE),
}  # fmt: skip
"""Label in the model's schema → claim; facets and values are those of the rules, so that both contradict each other."""

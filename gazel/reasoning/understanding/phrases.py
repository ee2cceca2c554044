"""Colloquial ways to touch a topic without naming it ('약관도 안 주고 설명도 없었어요' → 품질보증해지)."""

import re
from collections.abc import Mapping

_PHRASES: tuple[tuple[str, float, str], ...] = (
    (
        "quality_cancellation",
        1.2,
        r"(?:약관|설명서|청약서|부본|설명|서명|사인|자필).{0,12}(?:못받|안받|안줬|안주|못들|안들|없었|없이|안했|대신|누락|안해|빠졌|빠뜨|대필)|(?:약관|설명서|부본|사인|서명|설명).{0,8}(?:없이|한적없)",
    ),
    ("iodine_therapy", 1.2, r"요오드|동위원소|방사성|옥소"),
    ("noncovered_surcharge", 1.0, r"비급여.{0,16}(?:할인|할증|보험료)|보험료.{0,10}할증|(?:청구|안타).{0,10}보험료.{0,6}할인"),
    (
        "withdrawal",
        1.0,
        r"청약.{0,40}철회|철회(?:기한|기간|언제|가능|돼|되|마지막|마감|하려)|(?:가입|계약|청약|증권|보험|사인|서명).{0,40}(?:취소|무르|무를|무를수|철회|물릴|물러|환불|없던일|되돌리|캔슬)|(?:맘|마음|생각)(?:이)?(?:바뀌|바꼈|변했).{0,24}(?:언제까지|며칠|취소|무르|무를|물릴)",
    ),
    ("dispute_mediation", 1.0, r"(?:거절|못준다|안준다|부지급|깎아).{0,16}(?:어디|어떻|어쩌|따지|항의|신고|방법|억울)"),
    ("deposit_protection", 1.0, r"(?:보험사|회사).{0,6}(?:망하|파산|부도|없어지)"),
    (
        "switching_contract",
        1.0,
        r"(?:해지|해약)(?:하고|시키고|하래|하라).{0,10}(?:새|다른|갈아|가입|괜찮)?|(?:기존|예전).{0,8}(?:깨|해지|해약)",
    ),
    ("renewal", 1.0, r"갱신.{0,12}(?:오르|오를|인상|비싸|얼마나)"),
    ("premium_waiver", 1.2, r"보험료.{0,10}(?:안내도|안내요|안내나|안내는|안내\?*$|계속내|면제|그만내|안내고|멈추|내야(?:해|하|돼|되))|(?:다음|담)(?:번|달|회)?보험료.{0,8}(?:내|빠져|나가|면제)|납입.{0,6}(?:멈|중단|안해도)|납입면제|납면"),
    ("waiting_diagnosis", 1.0, r"(?:면책|90일|보장개시).{0,10}(?:걸리|걸렸|진단|나오면|발견)"),
    (
        "disclosure_duty",
        1.0,
        r"(?:병원|(?<![요예계특만절청])약|치료|진료|검사|결절|고혈압|당뇨|추적).{0,18}(?:말안|안말|숨기|얘기안|(?<![하이되있먹])고지|안알)",
    ),
    (
        "disclosure_questions",
        1.2,
        r"(?:고지|알릴의무|알려야).{0,16}(?:뭘|뭐를|뭐가|무엇|무슨|어떤|항목|질문|범위|몇년|어디까지)|(?:뭘|뭐를|무엇을|어디까지).{0,8}(?:고지|알려야|물어봐야|적어야|물어야)",
    ),
    (
        "disclosure_questions",
        1.0,
        r"(?:병원|(?<![요예계특만절청])약|치료|진료|검사|결절|고혈압|당뇨|추적|병력).{0,22}(?:알려야|말해야|적어야|써야|고지해야|얘기해야|가입(?:이|은|도)?(?:될|되|돼|가능|할수|안될))",
    ),
    (
        "fixed_and_indemnity",
        1.2,
        r"(?:실손|실비).{0,14}(?:정액|암보험|진단비|진단금|수술비|일당).{0,24}(?:둘다|같이|중복|따로|모두|각각|동시|다받|다나)|(?:정액|암보험|진단비|진단금|수술비|일당).{0,14}(?:실손|실비).{0,24}(?:둘다|같이|중복|따로|모두|각각|동시|다받|다나)",
    ),
    ("oral_disclosure_void", 1.2, r"설계사.{0,18}(?:말했|말하|말로|말씀|얘기|알렸|이야기|말해|구두)"),
    (
        "late_interest",
        1.0,
        r"(?:지연|늦).{0,14}(?:이율|금리)|(?:이율|금리).{0,10}(?:지연|늦)|(?:늦|지연|안주|미루).{0,16}이자|이자.{0,8}(?:붙|받|줘|얼마)",
    ),
    ("indemnity_g5", 0.9, r"(?:4|사)세대.{0,12}(?:5|오)세대|신실손.{0,12}차이"),
    ("indemnity_g4", 0.9, r"(?:4|사)세대.{0,12}(?:5|오)세대"),
    ("no_premium_rates", 1.0, r"보험료.{0,8}(?:얼마|몇만|몇원|어느정도)|월납(?:은|이)?얼마"),
    (
        "similar_cancer_set",
        1.0,
        r"유사암(?:이란|은|이|에|엔|에는)?.{0,6}(?:뭐|무엇|종류|뜻|범위|몇|어떤암|차이)|유사암.{0,10}(?:들어가|포함|해당)",
    ),
    (
        "minor_cancer_ratio_20pct",
        1.0,
        r"20(?:%|프로|퍼).{0,12}(?:법|규정|한도|룰|정해|넘|초과)|유사암.{0,10}(?:한도|최대|얼마까지|더많이|더들)",
    ),
    ("diagnosis_date", 1.0, r"(?:진단서|조직검사|병리|결과지|결과).{0,14}(?:날짜|기준|언제|며칠)"),
    ("record_keeping", 0.9, r"(?:기록|대화|상담|내용).{0,8}(?:남|보관|저장|누가봐|누가보)"),
    ("privacy_rights", 0.9, r"(?:기록|대화|상담내용|정보).{0,8}(?:삭제|지워|지울|열람|정정|고칠|고쳐)"),
    ("general_vs_similar", 1.0, r"갑상선.{0,8}(?:일반암|암진단비|그냥암)|왜.{0,8}유사암|일반암.{0,8}(?:아니|안되|말고)"),
    ("rediagnosis", 0.9, r"재진단|두번째암|또다른암"),
    ("deposit_protection", 1.0, r"예금자보호|(?:5천|오천|1억).{0,6}(?:보호|보장되)"),
    ("revival", 1.0, r"실효|(?:보험료|돈).{0,6}(?:못내|못냈|밀렸|밀려|연체)|부활"),
    ("hormone_therapy", 0.9, r"호르몬|신지로이드|씬지"),
    ("advance_payment", 0.9, r"(?:미리|먼저|일부).{0,6}(?:받을|지급|줄)"),
    ("electronic_claim", 0.9, r"병원에서(?:바로|직접|알아서).{0,8}(?:청구|전송|보내)|전산화|실손24"),
    ("primary_product_docs", 1.0, r"(?:증권|약관).{0,8}(?:잃어|분실|재발급|다시받|어디서|못찾|다운)"),
    ("duplicate_indemnity", 1.0, r"(?:실손|실비).{0,8}(?:따로|별도|중복|둘다|두개|2개|같이받)"),
    (
        "data_scope",
        1.0,
        r"(?:어디|무슨|어떤|몇|어느).{0,10}(?:데이터|자료)|(?:자료|데이터|답변|이거|정보).{0,8}(?:언제|기준|최신)|언제기준|출처",
    ),
    ("overseas", 1.0, r"해외|외국|미국|일본.{0,4}(?:병원|진단|수술)"),
    ("underwriting_promise", 1.0, r"(?:가입|인수)(?:이|은|도)?.{0,4}(?:안되|되나|될까|가능|거절|안받|받아주)"),
    (
        "advertising_review",
        1.0,
        r"(?:광고|문구|고객(?:한테|에게|께|님)|카톡|블로그|sns).{0,16}(?:써도|쓸수|표현|적어도|올려도|말해도|문제)",
    ),
    ("payment_deadline", 1.0, r"며칠.{0,4}(?:만에|안에|이내|걸|내로)|언제(?:쯤)?(?:입금|지급|들어|줘)"),
    ("limit_once", 1.0, r"(?:한|1)번(?:만|받으면|받고).{0,8}(?:끝|더|못)|받으면끝|평생한번"),
    ("explanation_duty", 0.9, r"(?:뭘|뭐를|무엇을|어떤걸)설명해야|설명의무"),
)
_COMPILED = [(topic, weight, re.compile(pattern)) for topic, weight, pattern in _PHRASES]


def with_phrases(topics: Mapping[str, float], dense_text: str) -> dict[str, float]:
    """The topics with those added or strengthened that a phrase touches, heaviest first."""
    found = dict(topics)
    for topic, weight, pattern in _COMPILED:
        if pattern.search(dense_text):
            found[topic] = max(found.get(topic, 0.0), weight)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


_NEEDS_WORD = {
    "premium_waiver": re.compile(r"멈추|다음보험료|면제|납면|납입|안내|계속내|그만내|안내고|내야"),
    "waiting_diagnosis": re.compile(r"면책|90일|구십일|보장개시|대기|가입|계약|들고|들었|무효"),
    "withdrawal": re.compile(r"철회|취소|무르|무를|되돌리|물릴|물러|환불|돌려|없던|반환|마음이|변심|해지|15일|30일|캔슬|cancel"),
    "late_interest": re.compile(r"이자|이율|금리|지연|연체|늦"),
}
"""Topics that a word shared with many questions ('어제 가입', '두 달 만에') does not call up by itself."""


def spoken_of(topics: Mapping[str, float], dense_text: str) -> dict[str, float]:
    """The topics without those whose own word is missing."""
    return {name: weight for name, weight in topics.items() if name not in _NEEDS_WORD or _NEEDS_WORD[name].search(dense_text)}

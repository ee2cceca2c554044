"""What a question says between the lines: which condition it asks about, whether it wants a winner, whom it is about."""

import re

from gazel.reasoning.plan import Intent
from gazel.reasoning.understanding.question import Understood

ELSEWHERE: tuple[Intent, ...] = (
    "claim_procedure", "recommendation", "recall_history", "rights_privacy", "glossary", "small_talk",
)  # fmt: skip
"""Intents that ask, in so many words, for something of another kind than the turn before."""
UNRELATED = ("갑상선결절", "갑상선양성종양", "갑상선기능질환")
_ASPECTS = (
    ("waiting", r"면책|대기기간|언제부터|보장개시|90일|첫날부터|바로보장|기다려"),
    ("reduction", r"감액|삭감|깎|1년미만|1년안|1년이내|반만|절반만|첫해"),
    ("limit", r"몇번|몇회|횟수|한도|여러번|며칠까지|몇일까지|최대며칠|1회만|한번만"),
    ("amount", r"몇프로|몇%|몇퍼|비율|지급률|얼마|몇배|얼만"),
)
_RANKING = re.compile(
    r"(?:젤|제일|가장|최고|베스트|best|탑|top|1등|일등|(?<!p)1위(?!암)|넘버원)(?:로)?.{0,8}(?:좋|나은|낫|유리|괜찮|센|빵빵|많이|추천|회사|보험사|데|곳|$)|순위|랭킹|하나만(?:찍|골|추천)|어디가(?:더|젤|제일)?(?:좋|나아|낫|유리)|뭐가(?:더)?(?:좋|나아|낫)|누가(?:더)?(?:좋|나)|한곳만|딱하나|더(?:좋은|나은)(?:데|곳|회사|거)|갑(?:은|이야)",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\d개?사|회사별|보험사별|회사마다|보험사마다|전체(?:보험)?(?:회)?사|모든(?:보험|회)사|어디(?:야|임|에요|예요|지|가|인|있|서|\?|$|들)|어느(?:회사|보험사|곳|데)|무슨(?:회사|보험사)|(?:는|은|한|된)(?:회사|보험사|곳|데)(?:가|는|은|이|만|들|좀|어디|있|알|\?|$)|다른(?:회사|보험사|데|곳)|회사들|보험사들|전부비교|나머지(?:회사|는)|(?:회사|보험사|곳|데)(?:가|는|은|도)?(?:어디|있|없|알려|찾|어느)"
)
_SWITCH = re.compile(r"갈아타|깨고|해지(?:하고|시키고)|해약(?:하고|시키)|승환|리모델링|바꿔\s*타")
_PAID = re.compile(r"받았|받고|받은(?:적|상태|후|뒤|다음|지)|탔는데|지급받|이미받|기지급|수령")
_AGAIN = re.compile(r"또|다시|재발|한번더|두번|추가로|이번엔|이번에|새로")
_SPREAD = re.compile(r"전이|퍼졌|퍼져|퍼진|림프|임파|c77|c78|c79|metasta", re.IGNORECASE)
SECONDARY = ("C77", "C78", "C79", "C80")
_NAMES_CODE = re.compile(
    r"(?:코드|code)(?:가|는|번호)?(?:뭐|몇|어떻게|알려|좀|$|\?|c\d\d(?:\.\d)?(?:이|가|인|맞|지|죠|아))", re.IGNORECASE
)
_CODE_WORD = re.compile(r"코드|code|kcd|질병분류|질병번호|분류번호|분류기호|상병", re.IGNORECASE)
_CODE = r"[cd]-?\d\d(?:\.?\d)?"
_IS_CODE = re.compile(
    rf"(?:암|종양|갑상선)(?:이|은|는|가)?{_CODE}(?:이|가)?(?:맞|지|죠|쥬|아니|아냐|인가|인지|인줄|이?라던|던데)"
)
_CODE_IS = re.compile(
    rf"{_CODE}(?:이|가|은|는)?(?:갑상선|[가-힣]{{1,5}}암)(?:코드)?(?:이|가)?(?:맞|지|죠|쥬|아니|아냐|인가|인지|인줄)"
)
_PAID_FOR = re.compile(
    r"보상|보장|나오(?!는코드)|나와|받|지급|진단[비금]|보험금|얼마|청구|면책|감액|재발|전이|퍼[져졌진]|림프|임파|일반암|유사암|소액암|통합암|원발"
)
"""Words of a claim or of a benefit group, beside which a code is no mere matter of its number."""
_PREMIUM = re.compile(
    r"보험료(?:가|는|도|를|좀|까지|만|랑|이|은)?.{0,6}(?:얼마|몇|비교|견적|계산|뽑|산출|차이|싼|싸|저렴|비싸|궁금|어느정도)|(?:싼|저렴한?|얼마).{0,6}보험료|월납입?(?:액|금)?(?:은|이|가)?얼마|견적|한달에얼마"
    r"|보험료(?:까지|도)(?:같이|함께)?(?:비교|알려|보여|넣어)"
)
_NO_PREMIUM = re.compile(r"면제|안내도|안내고|반환|환급|돌려|할증|할인|갱신|오르|올라|인상|밀렸|연체|초과|넘(?:는|으면)|납입")
"""Words of a premium that is paid, waived, given back or renewed rather than asked for."""
_PLAN = re.compile(r"(?<![A-Za-z0-9])[Pp]\s*-?\s*1(?![0-9])|샘플\s*계약|예시\s*계약")
_WAIVER_ONLY = re.compile(
    r"납입면제|납입(?:은|이|을)?(?:언제|몇월)?부터면제|납면|보험료면제|면제되|면제돼|면제받"
    r"|보험료(?:는|를|은|도)?(?:이제|그럼|앞으로)?(?:언제|몇월|다음달|담달|어느달)?(?:부터|달부터)?(?:안내(?:도|요|나|는|고|\?*$)|그만내|면제|계속내|더내|멈추)|(?:다음|담)(?:번|달|회)?보험료(?:도|는|를)?(?:계속)?(?:안?내|빠져|나가)"
)
_MONEY_TOO = re.compile(r"얼마|진단비|진단금|보험금|받을|총액|합산|만원")
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
_MASKED_NAME = re.compile(
    r"(?P<name>[가-힣](?:OO|○○|oo|\*\*|ㅇㅇ|XX|xx|모씨|[○O*]{1,2}[가-힣]?))\s*(?:고객|님|씨|회원|사장|이|가|은|는|의)?"
)
_CUSTOMER_NAME = re.compile(
    rf"(?P<name>[{_SURNAMES}][가-힣]{{1,2}})\s*(?:고객님?|씨|님|회원님?)(?:이|가|은|는|의|한테|에게|께|도|\s|$)"
)
_OTHER = re.compile(
    r"(?P<name>다른\s*고객|옆\s*자리\s*고객|남의|타\s*고객|아까\s*그\s*고객|저번\s*고객|지난번\s*고객|동료\s*고객|(?:제|내|우리)\s*(?:친구|동료|상사|이웃)(?=[^.?!]{0,12}(?:기록|정보|보험|병력|가입)))"
)
_NOT_NAMES = frozenset(
    {
        "이고객",
        "신규",
        "기존",
        "해당",
        "담당",
        "예비",
        "여성",
        "남성",
        "지금",
        "현재",
        "우리",
        "고객",
        "전체",
        "모든",
        "이번",
        "주요",
        "우수",
        "선생",
        "설계사",
        "상담사",
        "보험사",
        "주치의",
        "원장",
        "소장",
        "지점장",
        "안녕",
        "전문",
    }
)


def aspect(u: Understood) -> str:
    """The condition asked about: waiting, reduction, limit, amount, or ''."""
    return next((name for name, pattern in _ASPECTS if re.search(pattern, u.dense)), "")


def wants_winner(u: Understood) -> bool:
    """Whether the question wants the best insurer named."""
    return bool(_RANKING.search(u.dense)) and u.asks


def asks_everyone(u: Understood) -> bool:
    """Whether it is about the whole market ('어디야', '8개사', '회사별')."""
    return bool(_EVERYONE.search(u.dense))


def switches(u: Understood) -> bool:
    """Whether an existing contract is to be given up for a new one."""
    return bool(_SWITCH.search(u.text))


def was_paid(u: Understood) -> bool:
    """Whether a benefit was paid before."""
    return bool(_PAID.search(u.dense)) and bool(_AGAIN.search(u.dense))


def asks_premium(u: Understood) -> bool:
    """Whether the question wants a premium, which the data does not have."""
    return bool(_PREMIUM.search(u.dense)) and not _NO_PREMIUM.search(u.dense)


def names_plan(u: Understood) -> bool:
    """Whether the sample contract P1 is meant."""
    return bool(_PLAN.search(u.text))


def only_waiver(u: Understood) -> bool:
    """Whether only the end of the premiums is asked about, not what is paid."""
    return bool(_WAIVER_ONLY.search(u.dense)) and not _MONEY_TOO.search(u.dense)


def names_code(u: Understood) -> bool:
    """Whether the question is only which code a disease has."""
    return bool(_NAMES_CODE.search(u.dense)) or believes_code(u)


def believes_code(u: Understood) -> bool:
    """Whether a code is taken for a disease's ('갑상선암 KCD가 C77 맞지?'), and nothing is asked of what is paid for it."""
    paired = bool(_CODE_WORD.search(u.dense) or _IS_CODE.search(u.dense) or _CODE_IS.search(u.dense))
    return bool(u.codes and u.disease) and paired and not _PAID_FOR.search(u.dense)


def spreads(u: Understood) -> bool:
    """Whether it is about a cancer that spread, and not only about its code or about a rider for it."""
    if {"통합암", "전이암"} & set(u.families):
        return False
    if names_code(u):
        return bool(re.search(r"전이|퍼졌|퍼져|퍼진|림프|임파", u.dense))
    return bool(_SPREAD.search(u.dense)) or any(code[:3] in SECONDARY for code in u.codes)


def other_customer(u: Understood) -> str:
    """The name of a customer other than the one on the screen, '' where none is meant."""
    for pattern in (_MASKED_NAME, _CUSTOMER_NAME, _OTHER):
        match = pattern.search(u.text)
        if match and match["name"] not in _NOT_NAMES:
            return match["name"]
    return ""

"""Plans memory_search, memory_write and recommend_riders: what concerns the customer as a person."""

import re

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.understanding.question import Understood

_DELETE = re.compile(
    r"지워|지우|삭제|파기|잊어|없애|제거해|(?:기록|기억|저장|메모|정보)(?:한거|된거|해둔거|내용)?(?:에서|은|는|을|를)?(?:좀)?빼(?:줘|주|달)|delete|erase|forget",
    re.IGNORECASE,
)
_DELETE_ASK = re.compile(
    r"(?:지울|삭제할|파기할)수있|(?:삭제|파기)(?:되|돼|하는법|방법|하려면|권|요청할수)|지워지|삭제가능|어떻게.{0,6}(?:지우|삭제)"
)
_HEALTH = re.compile(r"병력|건강|지병|아픈|아팠|질병|진단이력|결절|가족력|수술이력|암걸린")
_CONSENT = re.compile(r"동의(?:합니다|할게|해요|함$|하겠|했|드립니다|해줄게)|동의해$|저장해도(?:돼|되|좋|괜찮)")
_CONSENT_ASKED = re.compile(
    r"어떤|절차|어떻게|방법|고객(?:의|한테|에게)?동의|받고|받아|받으|해야|되나|[돼까요]\?|나요|까요|필요|언제|뭐"
)
"""Asks how consent works, or speaks of somebody else's: nothing is recorded."""
_WITHDRAW = re.compile(r"동의(?:를)?(?:철회|취소|거둘|안할|하지않)")
_HISTORY = re.compile(
    r"(?:이전|지난|저번|전번|예전|아까|방금|먼저|어제|그때|앞서|전에|last|before|previous).{0,26}(?:뭐랬|뭐라했|뭐라그|질문|물어|물었|여쭤|여쭸|문의|얘기|이야기|말했|말씀|상담|했었|했던|알려준|답변|답해|뭐라고|라고했|라했|안내|ask|said|talk)|(?:물어봤|물었|질문했|상담한|얘기한|얘기했|말한적|여쭤봤|문의했|상담했).{0,6}(?:던|지|죠|나|더라|었|거|것|내용|적)|(?:물어본|여쭤본|질문한|문의한|말씀드린|얘기나눈)(?:적|(?:거|것|게|내용).{0,3}(?:있|뭐|기억))|(?:상담|대화|질문|문의)(?:내역|이력|기록|목록|내용)"
)
_SAID_BEFORE = re.compile(
    r"(?:제가|내가|저는|나는|저희|우리).{0,24}(?:말씀드린|말씀드렸|말한|말했|얘기한|얘기했|얘기나눈|했다고|했던|알려드린|알려드렸|여쭤본|물어본|물어봤|처음상담|첫상담).{0,16}"
    r"(?:뭐|뭘|무엇|어디|언제|얼마|누구|몇|기억|요약|정리|보여|알려|였죠|였지|였더라|더라|던가)"
)
"""Asks back what the speaker once said, without a word of time."""
_WHICH_COMPANIES = re.compile(
    r"(?:회사|보험사|손보사)(?:들)?(?:가|이|는|은|를)?(?:어디|뭐|뭣|무슨|몇)|(?:어느|어떤|무슨)(?:회사|보험사|손보사)"
)
_PROFILE = re.compile(
    r"(?:뭐|뭘|무엇)(?:을|를|가|이)?(?:더|제일|가장)?(?:중요|우선|원한|원했|원하|싫|좋아한|좋아하|선호)|(?:예산|나이|직업|소득|연봉|월급|가족|목적|성향|보험료한도).{0,10}(?:라고했|이라했|라했|말했|랬|적혀|적어|저장|등록|기록(?:돼|되|해)|알고있|돼있|되어있|남아있)|(?:얼마까지|얼마씩|몇만원까지|몇만원씩).{0,10}(?:했|말했|랬)|(?:나|저)(?:에|한테)?(?:대해|관해|관련)?서?저장(?:된|돼|되어)|(?:나|저|내|제)(?:에|가|)?(?:대해|에대해|뭘중요|뭐를중요|어떤사람|성향이|취향이|예산이|나이|직업|소득)|나에대해|저에대해|내(?:정보|성향|프로필|예산)|제(?:정보|성향|프로필|예산)|뭘(?:기억|알고)|기억하(?:고|는|니|나)|(?:이|우리)고객(?:이|은|님은)?(?:뭘|무엇|어떤|성향|뭐)|중요하게(?:보|생각|여기)"
)
_KEEP = re.compile(r"(?:기억|저장|메모|기록)(?:좀)?해(?:줘|주세요|주십|두세요|둬|놔|놓)")
_UPDATE = re.compile(
    r"바뀌|바꼈|무시하고|다시(?:잡|적|기억|저장|설정|맞)|바꿨|변경|이제(?:는)?|앞으로|수정해|정정해|고쳐|아니라|업데이트"
)


def memory_calls(u: Understood) -> list[PlannedCall]:
    """What the customer wants of the memory itself: recall, erase, consent, or being remembered."""
    if name := cues.other_customer(u):
        return [PlannedCall("memory_search", {"other_customer": name})]
    if _WITHDRAW.search(u.dense):
        return [PlannedCall("memory_write", {"action": "withdraw_consent"})]
    if _CONSENT.search(u.dense) and not u.dense.endswith("?") and not _CONSENT_ASKED.search(u.dense):
        return [PlannedCall("memory_write", {"action": "consent"})]
    calls: list[PlannedCall] = []
    wants_erasure = bool(_DELETE.search(u.dense)) and not _DELETE_ASK.search(u.dense)
    recalls = asks_history(u)
    health = bool(_HEALTH.search(u.dense))
    if recalls and health and not wants_erasure:
        calls.append(PlannedCall("memory_search", {"about": "health"}))
    elif recalls and not wants_erasure:
        profile = bool(_PROFILE.search(u.dense)) and not re.search(r"질문|물어|물었|문의|상담", u.dense)
        calls.append(PlannedCall("memory_search", {"about": "profile"} if profile else _past(u)))
    elif _PROFILE.search(u.dense) and u.asks and not u.drafts and u.score("recommendation") < 3 and not wants_erasure:
        calls.append(PlannedCall("memory_search", {"about": "profile"}))
    if wants_erasure:
        calls.append(PlannedCall("memory_write", {"action": "delete", "about": "health" if health else _erased(u)}))
    return calls


def _past(u: Understood) -> dict[str, str]:
    """Which of the earlier turns are looked for, or that the companies are which were asked about."""
    if _WHICH_COMPANIES.search(u.dense) and not u.insurers:
        return {"about": "companies"}
    return {"query": u.text, "topic": _topic(u)}


def asks_history(u: Understood) -> bool:
    """Whether it is asked what was said or asked before."""
    return bool(_HISTORY.search(u.dense) or _SAID_BEFORE.search(u.dense)) and (u.asks or not u.drafts)


def beside_history(u: Understood) -> str:
    """What the question says beside its words about the past, dense ('메리츠 요약하고 지난번 문의랑 묶어서' → '메리츠요약하고…')."""
    return _HISTORY.sub("", u.dense)


def _topic(u: Understood) -> str:
    return next(iter((*u.diseases, *u.families, *u.insurers)), "")


def _erased(u: Understood) -> str:
    """What is to be erased: everything where that was said, else what the question names; '' where neither."""
    if re.search(
        r"전부|모두|다지|다삭|전체|싹|모든|내(?:정보|데이터|기록)|제(?:정보|데이터|기록)|개인정보|대화(?:내용|기록)?", u.dense
    ):
        return "all"
    for name, pattern in (
        ("갱신", r"갱신"),
        ("예산", r"예산"),
        ("직업", r"직업|직장"),
        ("소득", r"소득|연봉|월급"),
        ("나이", r"나이"),
        ("가족", r"가족|결혼|아이"),
    ):
        if re.search(pattern, u.dense):
            return name
    return _topic(u) or next(iter(u.terms), "")


def asks_to_remember(u: Understood) -> bool:
    """Whether it is said in so many words that something is to be kept ('기억해주세요', '저장해줘')."""
    return bool(_KEEP.search(u.dense)) and not u.dense.endswith("?")


def profile_calls(u: Understood) -> list[PlannedCall]:
    """The customer told something of themselves that is to be remembered."""
    if asks_to_remember(u):
        return [PlannedCall("memory_write", {"action": "remember"})]
    tells = bool(u.drafts) or (not u.asks and u.score("profile_update") >= 3)
    if not tells:
        return []
    if (
        not u.asks
        or (u.score("profile_update") >= 3 and any(not d.sensitive for d in u.drafts))
        or (_UPDATE.search(u.dense) and u.drafts)
    ):
        return [PlannedCall("memory_write", {"action": "remember"})]
    return []

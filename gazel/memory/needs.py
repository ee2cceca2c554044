"""What a question asks of memory: its own history, tastes and profile, how a matter is handled, and of which time."""

import re
from dataclasses import dataclass
from datetime import date

from gazel.memory.drafts import Slot
from gazel.retrieval.when import When, parse_when

TASTE = re.compile(
    r"(성향|취향|스타일|나한테|저한테|나에게|저에게|제게|내게)|(제|내|나의|저의|저)\s*(상황|조건|예산|형편|니즈)?\s*에?\s*(맞는|맞춰|맞게|어울리는|적합한)"
    r"|맞춤|추천|권해|골라|제안|구성|설계안|뭘\s*중요|중요하게\s*(보|생각|여기)|선호(하는|했|가)|recommend|suggest|suits? me|my (preference|taste|style)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"(내|제|나의|저의|이\s*고객|고객)\s*(정보|프로필)|(나|저|내|제|고객)에\s*대해\s*(뭘|무엇|어떤|아는|알고)|뭘\s*(기억|알고)|기억하(고|는)\s*(있|게|것)|about me|my profile|know about me",
    re.IGNORECASE,
)
PAST_TENSE = (
    "[" + "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 20 and chr(code) not in "있겠") + "]"
)
"""A syllable that ends in the past tense's ㅆ (했, 았, 됐, 땠 …)."""
TOLD_BEFORE = re.compile(
    rf"{PAST_TENSE}(었)?(죠|지(?!만)|나요|나\s*$|나\?|냐|니\?|노|소\?|수\?|제\?|더라|던가|던고|던\s|던지|게요|는지|는가|는데요?\s*$|을까|습니까|어\?|어요\?|대요?\?|잖아|던\s*(거|것|내용|말))"
    r"|(다|라|자|냐|달라|라)고\s*(했|말|물|얘기|하셨|부탁|한\s*(거|것|적|게|건|이유|말))|[댔랬쟀](죠|지|나|니|노|더라|어)|(이었|였|더)(죠|지|더라|나요|을까)|(뭐|얼마|언제|어디|누구|몇\s*\S+)(더라|랬)"
    r"|기억(나|하|해|에|돼)|(저장|기록|입력|등록)(돼|되|된)|기록에|말씀\s*(드렸|드린|하신|하셨)|(물어|여쭤)\s*(본|봤|봤던)|(얘기|이야기|말|상담|질문|문의|언급|부탁|약속|결정|걱정)(을|를)?\s*(한|했|하신|하셨|드린|나눈|나눴|해\s*준|해\s*달라)"
    r"|(알려|일러|설명해|말해|가르쳐)\s*(준|주신|줬던|주셨던)|다시\s*(한\s*번\s*)?(알려|설명|말|읊|정리|보여|요|들려)|(돼|되어|잡고|알고|적혀|걸로|것으로)\s*(있|돼)(죠|지|나요|어요\?)"
    r"|(얘기|이야기|사건|사고|일|거|건)(들)?(랑|하고|이랑|을|를)?\s*.{0,12}(같이|함께|둘\s*다|묶어|이어서|모아|한꺼번에|차례|순서대로|시간순|연결)"
    r"|(저번|지난번|전번|일전|아까|방금|예전|이전)에|(하기로|되기로)\s*(했|한|돼|되어)|\b(did i|have i|had i|last time|previously|earlier|what .* (said|told|asked|discussed))\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"(^|\s|,)(제|저|저는|제가|저도|저한테|저희|나|나는|내|내가|나도|나한테|우리|이\s*고객|고객님?)(\s|은|는|이|가|랑|한테|의|도|$)|\b(my|me|i)\b",
    re.IGNORECASE,
)
STATE_NOW = re.compile(r"(지금|현재|요즘|아직|이제|여전히|currently|now)", re.IGNORECASE)
RECORDED = re.compile(r"최근|결국|바뀌|바뀐|(돼|되어|적혀|저장|기록|잡혀|잡고|등록).{0,4}있", re.IGNORECASE)
"""Words by which, as by those of STATE_NOW, a question asks how a matter stands."""
LISTING = re.compile(
    r"(어떤|무슨|뭐|뭘|무엇을?|어떠한)\s*.{0,10}(질문|물어|물었|문의|얘기|이야기|상담|대화|여쭤|여쭸|말했)|(질문|상담|대화|문의)(들|한)?\s*(내용|기록|이력|목록|것들|거)|(저번|지난번|전|예전|이전)에\s*(물어|여쭤|질문|문의)"
    r"|what .*\b(ask|asked|talk|talked|discuss|discussed)\b",
    re.IGNORECASE,
)
PROCEDURE = re.compile(
    r"절차|순서|단계|청구.{0,12}(?:뭐|뭘|무엇|어떤\s*거).{0,6}(?:내면|내야|내나|내요|제출|준비|필요|챙)|과정|방법|어떻게\s*(하|해|청구|진행|신청|접수|이루어|되|받|처리|준비)|청구\s*(서류|하려|하는|는|을|를|하고|할)|서류|준비물|신청|접수"
    r"|how (do|to|can)|procedure|steps|documents|claim",
    re.IGNORECASE,
)
HEALTH = re.compile(r"병력|건강|지병|아픈|가족력|질병\s*이력|health", re.IGNORECASE)
PAST = re.compile(
    r"(예전|과거|원래|그때|당시)|처음(에|엔|에는)?|전에는|했던\s*때|잘될\s*때|(하기|되기|오르기|바뀌기|바꾸기|두기|가기)\s*전|(변경|결혼|퇴직|이직|은퇴|출산|독립)\s*전|이전\s*(예산|선호|성향|직업|값)|used to|formerly|before I",
    re.IGNORECASE,
)
FUNCTION_WORDS = frozenset(
    """
    이전 예전 지난번 저번 전번 전 아까 방금 과거 앞서 먼저 질문 문의 얘기 이야기 상담 대화 언급 기록 내용 물어보 묻 말하 말씀 나누 무엇 어떤 뭐 언제 적 기억 기억나
    이번 지난주 지난달 지난 지난해 작년 재작년 올해 어제 그제 오늘 최근 요즘 주 달 월 일 년 봄 여름 가을 겨울 다시 정리 요약 같이 관련 대해 고객 여쭤보 설명
    ask question say said tell told talk discus discuss mention last time previou previous earlier before week month year day ago yesterday i
    spring summer autumn fall winter
    """.split()  # noqa: SIM905
)
NOT_OF_LIFE = 0.1
"""Probability of having told of oneself, below which a turn certainly did not."""
TASTE_SLOTS: tuple[Slot, ...] = (
    "preference", "budget", "goal", "existing_policy", "premium", "age", "sex", "job", "income", "marital", "family",
)  # fmt: skip
PROFILE_SLOTS: tuple[Slot, ...] = (*TASTE_SLOTS, "contact", "open_matter", "interest")
STATE_SLOTS: frozenset[Slot] = frozenset(
    {"preference", "budget", "job", "income", "marital", "family", "existing_policy", "premium", "contact", "open_matter"}
)
"""What holds until it changes; the other slots tell what happened or never changes."""
HEALTH_SLOTS: tuple[Slot, ...] = ("health", "family_history")


@dataclass(frozen=True, slots=True)
class Need:
    """What a question asks of memory.

    `told`: what was said or done before; `own`: a fact about the asker; `listing`: which questions there were; `procedure`: how a matter is handled;
    `past`: how it was before it changed; `state`: how a matter stands; `slots`: facts to fetch whatever they say; `when`: the time it speaks of.
    """

    told: bool
    own: bool
    listing: bool
    procedure: bool
    past: bool
    state: bool
    health: bool
    taste: bool
    slots: tuple[Slot, ...]
    when: When | None


def need_of(question: str, as_of: date, named: tuple[Slot, ...]) -> Need:
    """What the words of a question ask for, given the slots they name; it may ask for several things at once."""
    taste, profile, health = bool(TASTE.search(question)), bool(PROFILE.search(question)), bool(HEALTH.search(question))
    told = bool(TOLD_BEFORE.search(question))
    of_himself = told or bool(OWN.search(question)) or bool(STATE_NOW.search(question))
    slots: tuple[Slot, ...] = ()
    if profile or (taste and not told):
        slots = PROFILE_SLOTS if profile else TASTE_SLOTS
    if health:
        slots = (*slots, *HEALTH_SLOTS)
    return Need(
        told=told,
        own=of_himself and bool(named) and not taste,
        listing=told and bool(LISTING.search(question)),
        procedure=bool(PROCEDURE.search(question)),
        past=bool(PAST.search(question)),
        state=bool(STATE_NOW.search(question) or RECORDED.search(question)) or not STATE_SLOTS.isdisjoint(named),
        health=health,
        taste=taste or profile,
        slots=tuple(dict.fromkeys(slots)),
        when=parse_when(question, as_of),
    )


def only_looks_back(question: str, personal: float) -> bool:
    """Whether a turn merely asked for what was told before: it holds no answer to anybody who asks again."""
    return personal < NOT_OF_LIFE and bool(TOLD_BEFORE.search(question))


def topic_words(words: list[str]) -> list[str]:
    """The words of a history question that name its topic ('유사암' of '이전에 유사암에 대해 어떤 질문 했었죠?')."""
    return [word for word in dict.fromkeys(words) if word not in FUNCTION_WORDS and not word.isdigit()]

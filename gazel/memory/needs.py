"""What kind of memory a question asks for: its own history, tastes and profile, or how a matter is handled."""

import re
from dataclasses import dataclass
from datetime import date

from gazel.memory.drafts import SENSITIVE_SLOTS, Slot
from gazel.retrieval.when import When, parse_when

TASTE = re.compile(
    r"(성향|취향|스타일|나한테|저한테|나에게|저에게|제게|내게)|(제|내|나의|저의|저)\s*(상황|조건|예산|형편|니즈)?\s*에?\s*(맞는|맞춰|맞게|어울리는|적합한)"
    r"|맞춤|추천|권해|골라|제안|구성|설계안|뭘\s*중요|중요하게\s*(보|생각|여기)|선호(하는|했|가)|recommend|suggest|suits? me|my (preference|taste|style)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"(내|제|나의|저의|이\s*고객|고객)\s*(정보|프로필|나이|직업|소득|예산|가족|기존\s*계약|보험|계약|상황)(?!\s*료)|(나|저|내|제|고객)에\s*대해\s*(뭘|무엇|어떤|아는|알고)"
    r"|뭘\s*(기억|알고)|기억하(고|는|세요|시)|기억\s*나|about me|my (profile|budget|job|age)|know about me",
    re.IGNORECASE,
)
HISTORY = re.compile(
    r"(이전|예전|지난번|저번|전번|아까|방금|일전|앞서|과거)(에|의|엔)?|(전에|먼저)\s*(물|말|얘기|이야기|상담|질문|문의|알려|설명|들었|했)|(물어|질문|문의|얘기|이야기|말|상담|대화|언급)"
    r"(을|를|한|했|하신|하셨|드렸|본|봤|봤던|해|했던)*\s*(적|거|것|게|내용|기록|었|했|죠|지|나요|더라)|(했|었|봤|렸|눴)(었)?(죠|지|나요|더라|던가|는지|던\s*(거|것|내용|말))|기록\s*(보여|찾|있)"
    r"|\b(did i|have i|had i|last time|previous(ly)?|earlier|before)\b.*|what .*\b(ask|said|told|talk)",
    re.IGNORECASE,
)
HISTORY_NEEDS = re.compile(
    r"물어|묻|질문|문의|얘기|이야기|말했|말씀|말한|상담|대화|언급|기록|나눴|나눈|했었|봤었|asked?|said|told|talk|discuss",
    re.IGNORECASE,
)
PROCEDURE = re.compile(
    r"절차|순서|단계|방법|어떻게\s*(하|해|청구|진행|신청|접수|이루어|되|받|처리|준비)|청구\s*(서류|하려|하는|는|을|를|하고|할)|서류|필요한\s*(것|거)|준비물|신청|접수|처리\s*(과정|절차)"
    r"|how (do|to|can)|procedure|steps|documents|claim",
    re.IGNORECASE,
)
HEALTH = re.compile(r"병력|건강|지병|아픈|가족력|질병\s*이력|health", re.IGNORECASE)
PAST = re.compile(
    r"(예전|이전|전|과거|원래|그때|당시|처음)(에|엔|에는|의)?\s*(는|은)?.{0,12}(선호|성향|예산|직업|였|었|했)|바뀌기\s*전|변경\s*전|used to|formerly",
    re.IGNORECASE,
)
FUNCTION_WORDS = frozenset(
    [
        "이전",
        "예전",
        "지난번",
        "저번",
        "전번",
        "전",
        "아까",
        "방금",
        "과거",
        "앞서",
        "먼저",
        "질문",
        "문의",
        "얘기",
        "이야기",
        "상담",
        "대화",
        "언급",
        "기록",
        "내용",
        "물어보",
        "묻",
        "말하",
        "말씀",
        "나누",
        "무엇",
        "어떤",
        "뭐",
        "언제",
        "적",
        "기억",
        "기억나",
        "이번",
        "지난주",
        "지난달",
        "지난",
        "지난해",
        "작년",
        "재작년",
        "올해",
        "어제",
        "그제",
        "오늘",
        "최근",
        "요즘",
        "주",
        "달",
        "월",
        "일",
        "년",
        "봄",
        "여름",
        "가을",
        "겨울",
        "다시",
        "정리",
        "요약",
        "같이",
        "관련",
        "대해",
        "고객",
        "ask",
        "question",
        "say",
        "said",
        "tell",
        "told",
        "talk",
        "discus",
        "discuss",
        "mention",
        "last",
        "time",
        "previou",
        "previous",
        "earlier",
        "before",
        "week",
        "month",
        "year",
        "day",
        "ago",
        "yesterday",
        "i",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
    ]
)
TASTE_SLOTS: tuple[Slot, ...] = (
    "preference",
    "budget",
    "goal",
    "existing_policy",
    "premium",
    "age",
    "sex",
    "job",
    "income",
    "marital",
    "family",
)
PROFILE_SLOTS: tuple[Slot, ...] = (*TASTE_SLOTS, "contact", "open_matter", "interest")


@dataclass(frozen=True, slots=True)
class Need:
    """What a question asks of memory; `slots` are fetched by kind, `when` narrows by time."""

    history: bool
    procedure: bool
    past: bool
    health: bool
    slots: tuple[Slot, ...]
    when: When | None


def need_of(question: str, as_of: date) -> Need:
    """What the words of a question ask for; it may ask for several things at once."""
    taste, profile = bool(TASTE.search(question)), bool(PROFILE.search(question))
    slots = PROFILE_SLOTS if profile else TASTE_SLOTS if taste else ()
    health = bool(HEALTH.search(question))
    if health:
        slots = (*slots, *sorted(SENSITIVE_SLOTS))
    history = bool(HISTORY.search(question) and HISTORY_NEEDS.search(question))
    return Need(
        history,
        bool(PROCEDURE.search(question)) and not history,
        bool(PAST.search(question)),
        health,
        slots,
        parse_when(question, as_of),
    )


def topic_words(words: list[str]) -> list[str]:
    """The words of a history question that name its topic ('유사암' of '이전에 유사암에 대해 어떤 질문 했었죠?')."""
    return [word for word in words if word not in FUNCTION_WORDS and not word.isdigit()]

"""What a question asks of memory: its own history, tastes and profile, how a matter is handled, and of which time."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from gazel.errors import SettingsError
from gazel.memory.drafts import Slot
from gazel.retrieval.when import When, parse_when

FILE = "memory/slot_cues.toml"
Cues = Mapping[Slot, re.Pattern[str]]

TASTE = re.compile(
    r"(성향|취향|스타일|나한테|저한테|나에게|저에게|제게|내게)|(제|내|나의|저의|저)\s*(상황|조건|예산|형편|니즈)?\s*에?\s*(맞는|맞춰|맞게|어울리는|적합한)"
    r"|맞춤|추천|권해|골라|제안|구성|설계안|뭘\s*중요|중요하게\s*(보|생각|여기)|선호(하는|했|가)|recommend|suggest|suits? me|my (preference|taste|style)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"(내|제|나의|저의|이\s*고객|고객)\s*(정보|프로필)|(나|저|내|제|고객)에\s*대해\s*(뭘|무엇|어떤|아는|알고)|뭘\s*(기억|알고)|기억하(고|는)\s*(있|게|것)|about me|my profile|know about me",
    re.IGNORECASE,
)
TOLD_BEFORE = re.compile(
    r"(했|었|았|였|렸|됐|봤|갔|왔|났|샀|잡았)(었)?(죠|지(?!만)|나요|나\s*$|나\?|더라|던가|던\s|게요|댔|는지|던\s*(거|것|내용|말))|(다|라|자|냐)고\s*(했|말|물|얘기|하셨|한\s*(거|것|적))|댔(죠|지)"
    r"|(이었|였|더)(죠|지|더라|나요|을까)|뭐더라|기억(나|하|해|에|돼)|저장(돼|되)|기록(돼|되|에|이|이\s*있)|말씀\s*(드렸|하신|하셨)|(물어|여쭤)\s*(본|봤|봤던)|(얘기|이야기|말|상담|질문|문의|언급)(을|를)?\s*(한|했|하신|하셨|드린|나눈|나눴|해\s*준)\s*(적|거|것|게|건|내용|기록|었|던)?"
    r"|(저번|지난번|전번|일전|아까|방금|예전|이전)에|\b(did i|have i|had i|last time|previously|earlier|what .* (said|told|asked|discussed))\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"(^|\s|,)(제|저|저는|제가|저도|저한테|저희|나|나는|내|내가|나도|나한테|우리|이\s*고객|고객님?)(\s|은|는|이|가|랑|한테|의|도|$)|\b(my|me|i)\b",
    re.IGNORECASE,
)
STATE_NOW = re.compile(r"(지금|현재|요즘|아직|이제|여전히|currently|now)", re.IGNORECASE)
LISTING = re.compile(
    r"(어떤|무슨|뭐|뭘|무엇을?|어떠한)\s*.{0,10}(질문|물어|물었|문의|얘기|이야기|상담|대화|여쭤|여쭸|말했)|(질문|상담|대화|문의)(들|한)?\s*(내용|기록|이력|목록|것들|거)|(저번|지난번|전|예전|이전)에\s*(물어|여쭤|질문|문의)"
    r"|what .*\b(ask|asked|talk|talked|discuss|discussed)\b",
    re.IGNORECASE,
)
PROCEDURE = re.compile(
    r"절차|순서|단계|과정|방법|어떻게\s*(하|해|청구|진행|신청|접수|이루어|되|받|처리|준비)|청구\s*(서류|하려|하는|는|을|를|하고|할)|서류|준비물|신청|접수"
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
TASTE_SLOTS: tuple[Slot, ...] = (
    "preference", "budget", "goal", "existing_policy", "premium", "age", "sex", "job", "income", "marital", "family",
)  # fmt: skip
PROFILE_SLOTS: tuple[Slot, ...] = (*TASTE_SLOTS, "contact", "open_matter", "interest")
HEALTH_SLOTS: tuple[Slot, ...] = ("health", "family_history")


@dataclass(frozen=True, slots=True)
class Need:
    """What a question asks of memory.

    `told`: what was said or done before; `own`: a fact about the asker; `listing`: which questions there were; `procedure`: how a matter is handled;
    `past`: how it was before it changed; `slots`: facts to fetch by kind; `when`: the time it speaks of.
    """

    told: bool
    own: bool
    listing: bool
    procedure: bool
    past: bool
    health: bool
    taste: bool
    slots: tuple[Slot, ...]
    when: When | None


def need_of(question: str, as_of: date, cues: Cues) -> Need:
    """What the words of a question ask for; it may ask for several things at once."""
    taste, profile, health = bool(TASTE.search(question)), bool(PROFILE.search(question)), bool(HEALTH.search(question))
    told = bool(TOLD_BEFORE.search(question))
    named = tuple(slot for slot, cue in cues.items() if cue.search(question))
    of_himself = told or bool(OWN.search(question)) or bool(STATE_NOW.search(question))
    slots: tuple[Slot, ...] = named if of_himself else ()
    if profile or (taste and not told):
        slots = (*slots, *(PROFILE_SLOTS if profile else TASTE_SLOTS))
    if health:
        slots = (*slots, *HEALTH_SLOTS)
    return Need(
        told=told,
        own=of_himself and bool(named) and not taste,
        listing=told and bool(LISTING.search(question)),
        procedure=bool(PROCEDURE.search(question)),
        past=bool(PAST.search(question)),
        health=health,
        taste=taste or profile,
        slots=tuple(dict.fromkeys(slots)),
        when=parse_when(question, as_of),
    )


def topic_words(words: list[str]) -> list[str]:
    """The words of a history question that name its topic ('유사암' of '이전에 유사암에 대해 어떤 질문 했었죠?')."""
    return [word for word in dict.fromkeys(words) if word not in FUNCTION_WORDS and not word.isdigit()]


def load_cues(data: Path) -> Cues:
    """The words that ask for each kind of fact, from `data/memory/slot_cues.toml`; raises SettingsError."""
    file = data / FILE
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        return {cast(Slot, slot): re.compile("|".join(cues), re.IGNORECASE) for slot, cues in raw.items()}
    except (OSError, tomllib.TOMLDecodeError, re.error, TypeError) as error:
        raise SettingsError(f"회상 단서 {file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요.") from error

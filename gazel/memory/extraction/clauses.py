"""Cut what the customer said into clauses and tell statements from questions, conditions, requests and reports of the past."""

import re
from dataclasses import dataclass
from typing import Literal

Mood = Literal["statement", "question", "request", "condition", "reported"]

SENTENCE = re.compile(r"[^.!?\n~…。？！ㅋㅎㅠㅜ]+(?:(?<=\d)\.(?=\d)[^.!?\n~…。？！ㅋㅎㅠㅜ]*)*[.!?~…。？！ㅋㅎㅠㅜ]*")
JOINT = re.compile(
    r"(?<=[는은인한운던된런픈른큰쁜한]데)[\s,]+|(?<=지만)[\s,]+|(?<=니까)[\s,]+|(?<=때문에)[\s,]+|(?<=[라아어해여와워려서]서)[\s,]+"
    r"|(?<=[이하했있없었았크많싶되돼냐라]고)[\s,]+(?!싶|있)|(?<=면)\s+(?!좋|돼|되|편|감사|충분|괜찮)|(?<=면서)[\s,]+|(?<=[으이]며)[\s,]+|,\s*(?!\d{3})|(?<=거든요)\s+|(?<=[는은]데요)[\s,]+|(?<=요)\s+(?=지난번|저번|예전|아까|전에는|원래)|\s+그리고\s+|\s+근데\s+|;\s*"
)
_WILLING = "".join(chr(0xAC00 + 28 * place + 8) for place in range(399))
"""The syllables that end in ㄹ: '볼래요' is the speaker's own will, '아프대요' and '가래요' are reports."""
QUESTION_END = re.compile(
    r"(나요|까요|가요|인가|은가|는가|ㄴ가|을까|일까|할까|될까|나여|나용|까여|ㄹ까|는지요?|은지|인지|건지|될지|냐|니|는거죠|은거죠|거지|맞지|되지|되죠|나오죠|"
    r"얼마(야|예요|에요|임|죠|지|인가요)?|뭐(야|예요|에요|임|죠|지)?|무엇(인가요)?|언제(야|예요|부터|까지)?|어디(야|예요)?|몇\s*프로(야)?|뭔가요|(?:거|건|게|뭐|얼마|언제|어디|누구)\s*임)\s*[?？]*\s*$"
)
QUESTION_WORD = re.compile(
    r"(무엇|뭐가|뭔가|뭘|어떤|어떻게|얼마(?!\s*전)|언제|어디|왜|몇\s*(?:프로|퍼센트|%|번|명|살)|누구|어느(?!\s*(?:한쪽|정도|날)))"
)
REQUEST_END = re.compile(
    r"(알려|가르쳐|추천|설명|비교|정리|보여|계산|찾아|확인|안내|제안|설계|요약|지워|삭제|작성|도와|만들어)?\s*(해\s*)?(줘|주세요|주세여|줘요|주실래요|주십시오|부탁|부탁해요?|부탁드려요|부탁드립니다|바랍니다|주라|달라|좀)\s*[.!~]*\s*$"
)
CONDITION = re.compile(
    r"(만약|만일|가령|예를\s*들|라고\s*치|다고\s*치|가정)|((?<!하)(?<!보)[으하다라이되가오나받걸치면]면|[가-힣]면|경우(에는|에|는)?|라도|더라도|어도|아도)\s*[,.]?\s*$"
)
REPORTED = re.compile(
    r"(다고|라고|다|냐고|자고)\s*(말\s*)?(했|그랬|들었|말씀드렸)|(다|라)던데|예전(에|엔|에는)|전에(는|엔)\s|옛날|(다|라)고\s*(하던|하더|그러던|그러더|하네|합니다|한다|하는)|(?<!["
    + _WILLING
    + r"])래요\s*$|[가-힣]대요\s*$"
)
OTHERS = re.compile(
    r"((?<!남자)(?<!여자)(?<!남)(?<!여)친구|동료|지인|아는\s*(사람|분|언니|동생|형)|이웃|옆집|사촌|직장\s*상사|회사\s*사람|남들|다른\s*(사람|고객|분)|어떤\s*(사람|분|고객)|누가|보통|대부분|사람들|일반적으로)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verbatim part of the question, its mood, and the whole sentence it stands in."""

    text: str
    mood: Mood
    sentence: str
    others: bool
    """Whether it speaks of someone outside the customer's family."""


def clauses_of(text: str) -> list[Clause]:
    """The clauses in order; each `text` occurs verbatim in `text`."""
    found: list[Clause] = []
    for match in SENTENCE.finditer(text):
        sentence = match.group(0).strip()
        if not sentence:
            continue
        parts = [part.strip() for part in JOINT.split(sentence) if part and part.strip()]
        asks = _is_question(sentence)
        for index, part in enumerate(parts):
            mood = _mood(part, last=index == len(parts) - 1, sentence_asks=asks)
            found.append(Clause(part, mood, sentence, bool(OTHERS.search(part))))
    return found


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(" ㅋㅎㅠㅜ").endswith(("?", "？")) or bool(QUESTION_END.search(sentence.rstrip(" .!~ㅋㅎㅠㅜ")))


def _mood(part: str, *, last: bool, sentence_asks: bool) -> Mood:
    if last and (sentence_asks or QUESTION_END.search(part)):
        return "question"
    if CONDITION.search(part.rstrip(" .!")) and not (last and REQUEST_END.search(part)):
        return "condition"
    if REPORTED.search(part):
        return "reported"
    if QUESTION_WORD.search(part) and last:
        return "question"
    if last and REQUEST_END.search(part):
        return "request"
    return "statement"

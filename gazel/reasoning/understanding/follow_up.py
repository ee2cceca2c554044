"""Tells whether a question leans on the turn before ('그럼 다음날이면?', '5세대면요?', 'ㅇㅇ 그거 말고 흥국은')."""

import re

_OPENERS = re.compile(
    r"^(?:ㅇㅇ|ㅇㅋ|ㄴㄴ|응|어|네|넵|아니|아뇨|그럼|그러면|그러믄|그럼요|글면|그래서|그리고|근데|그런데|그러니까|아하|오|음|그|그거|그건|그게|그때|거기|거긴|이건|이거|또|만약|혹시\s*그|걔|걔네|여기|and|then|what about)(?=[\s,.?!]|$|[가-힣])",
    re.IGNORECASE,
)
_POINTERS = re.compile(
    r"그거|그건|그게|그\s*(?:담보|특약|회사|경우|조건|계약|날|상품|보험)|거기|걔네|같은\s*(?:조건|계약|거)|말고|위에|방금|아까\s*그|나머지|둘\s*중|이\s*경우"
)
_ELLIPSIS = re.compile(
    r"(?:은|는|이면|면|이라면|라면|도|일\s*때|이었으면|였으면|였다면|이었음|였음|다\s*치면)\s*(?:요|여|염|용)?\s*\?*$|(?:은|는)요\s*\?*$|(?:이?면|도|[였었]음)\s*(?:어때|어떻게|어떰|얼마|똑같|같|마찬가지|가능)\S*\s*\?*$"
)
_OTHER_ONE = re.compile(r"^\S{1,8}(?:은|는|이?면|이?라면)(?:요|여|용)?\s*[?,]")
"""The turn before, asked of another one: '흥국은요? 가입 3년 됐고 …'."""
MAX_ELLIPSIS = 28


def is_follow_up(text: str, *, has_subject: bool) -> bool:
    """Whether a tidy question needs the slots of the turn before; `has_subject`: it names a disease, rider or topic and an intent itself."""
    if _POINTERS.search(text) and len(text) <= 60:
        return not has_subject or len(text) <= 30
    if _OTHER_ONE.match(text) and len(text) <= 60 and not has_subject:
        return True
    opener = _OPENERS.match(text)
    if (
        opener
        and len(opener.group()) >= 2
        and re.match(r"그럼|그러면|글면|근데|그런데|그리고|ㅇㅇ|ㄴㄴ|and|then|what", opener.group(), re.IGNORECASE)
    ):
        return not has_subject or len(text) <= 24
    return not has_subject and len(text) <= MAX_ELLIPSIS and bool(opener or _ELLIPSIS.search(text))

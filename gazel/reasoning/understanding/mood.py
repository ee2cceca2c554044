"""Tells a question or request from a plain statement."""

import re

_ASKS = re.compile(
    r"\?|(?:받을|할|될|볼)\s*수\s*있(?:어|나|을까|는지)|(?:나와|나옴|나온대|받아|내야\s*해|해야\s*해|수\s*있어|(?<!부담)(?<!걱정)(?:돼|되는\s*거)|맞아)\W*$|면\W*$|(?:회사|보험사|곳|데|순위)\W*$|[나까]요\W*$|가요\W*$|(?:나|니|까|냐|죠|쥬|지|는지|은지|인지|을까|ㄹ까|려나|던가|더라)\W*$"
    r"|알려|가르쳐|설명|비교|추천|계산|정리|요약|보여|찾아|골라|찍어|작성|제안|초안|써\s*줘|해\s*줘|해\s*주|해줄|달라|부탁|주세요|주세여|줄래|줘|좀\s*$|궁금"
    r"|얼마|언제|뭐|뭘|무엇|무슨|뭔|어디|어느|누구|왜|어떻게|어떤|몇|어떰|어때|여부|방법|절차|뜻|차이|되나|되여|되남|됨\W*$|임\W*$|나여|가여|할까|인가|는가|은가"
    r"|(?:하는|되는|받는|찾는|보는|내는)\s*법|지워|삭제|수정해|정정해|바꿔|고쳐|what|how|when|which|why|can i|do i|tell me|please",
    re.IGNORECASE,
)

_LAUGHTER = re.compile(r"[ㅋㅎㅠㅜ]+")


def is_question(text: str) -> bool:
    """Whether a tidy text asks or requests something."""
    return bool(_ASKS.search(_LAUGHTER.sub(" ", text).strip()))

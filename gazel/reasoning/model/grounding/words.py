"""The words a sentence may use beside those of its evidence: connecting words, never ones that claim something."""

import re

CONNECTING = frozenset(
    """
    이 그 저 것 것은 것이 것을 점 수 때 때는 때에 등 및 또는 또 또한 그리고 다만 따라서 그러므로 그래서 즉 먼저 우선 이어서 한편 반면 반면에 각 각각
    각각의 더불어 함께 다음 다음은 다음과 같이 아래 아래는 아래의 아래와 위 위의 위와 이는 이를 이와 이때 이에 이런 이러한 그런 해당 여기 여기서
    고객 고객님 고객님께 고객님의 님 문의 문의하신 질문 질문하신 말씀 말씀하신 궁금 궁금한 궁금하신 안내 안내드립니다 안내합니다 안내해 설명 설명드립니다
    설명드리겠습니다 정리 정리하면 정리해 요약 요약하면 확인 확인하세요 확인해 확인하시기 확인하신 참고 참고하세요 참고해 참고하시기 살펴 살펴보겠습니다
    보겠습니다 알려 알려드립니다 알려드리겠습니다 드립니다 드리겠습니다 드릴 드려요 주세요 주시기 주십시오 바랍니다 부탁 부탁드립니다 하세요 하시면
    하시기 하신 하는 하면 하며 하고 합니다 하여 해 했을 한 할 됩니다 되며 되고 되는 되면 된 될 되어 됩니다만 입니다 이며 이고 인 이면 이라면
    내용 내용은 내용을 내용입니다 항목 항목은 사항 사항은 사항을 정보 정보를 표 표로 표는 표의 표를 기준 기준으로 기준입니다 관련 관련하여 관련된 관해
    관하여 대해 대하여 대한 따라 따르면 따른 경우 경우는 경우에 경우에는 경우입니다 통해 위해 위한 의 에 를 을 은 는 이 가 와 과 로 으로 도 만 에서 에는
    약 총 현재 오늘 문장 답변 답변입니다 결과 결과는 결과입니다 근거 출처 자료 자료에 반드시는 자세한 자세히 구체적인 구체적으로 다시 더 필요하시면
    조건 조건은 조건이 조건도 구조 구조는 구조입니다 있습니다 있어요 있으며 있고 있는 있으시면 있으신가요 없습니다 없으며 없고 없는 없이 없어요 계신 언제든 언제든지 원 씩 당
    """.split()  # noqa: SIM905 - prose reads better than two hundred quotes
) - {"더", "반드시는"}
"""Exact word forms; comparing, praising and promising words are left out on purpose."""

FORBIDDEN = re.compile(
    r"무조건|최고|제일|가장\s*(?:좋|유리|우수|낫|저렴)|확실|틀림없|100\s*%\s*(?:보장|지급\s*보장)|걱정\s*(?:마|하지|없)|누구나|모든\s*고객"
    r"|반드시\s*(?:지급|나옵|나와|받)|보장된\s*수익|업계\s*1위|1위|강력\s*추천|가입하셔야|가입하세요|서두르|놓치지|문제\s*없|안심하"
)
"""Assertions an adviser must not make (see the guard for the whole list); they are dropped whatever the evidence says."""

AFFIRMING = re.compile(
    r"^\s*(?:네|예|넵|그럼요|맞습니다|맞아요|맞는|그렇습니다|그래요|물론|당연|아니요|아뇨|아닙니다)(?=[\s,.!]|입|$)"
)
"""An opening that agrees or disagrees with the question's premise."""

_ENDING = re.compile(
    r"(?:이?[은는이가을를의에와과로도만나며고]|이?라도|이란|이?라고|이?라는|으로|에서|에게|에는|에도|에서는|에서도|으로는|으로도|로는|로도|부터|까지|보다|처럼"
    r"|마다|별로?|들[은이을의]?|께|인|인데|이며|이고|입니다|이다|이면|이라면|이나|이지만|에게는|까지는|부터는|하고|만은|만이|별"
    r"|[하되](?:고|며|면|여|는|는데|지|지만|지는|기|기도|게|므로|도록|어|었[가-힣]{0,4}|였[가-힣]{0,4}|시[면고며기는]|신|실|세요|십시오)?"
    r"|[합됩]니다만?|[했됐][가-힣]{0,4}|해(?:서|야|도|요)?|돼(?:서|야|도|요)?|[할될한된](?:다|다면|지|까요|수록)?|[함됨](?:으로|에|은|이|을)?"
    r"|받(?:습니다|고|으며|으면|은|을|는|아|았[가-힣]{0,3}|으실|으신|으시면|지|기)|드(?:립니다|리며|리고|려요|린|릴|리겠습니다)"
    r"|으?[면며니]|이?라?면|으?므로|지만|습니다|니다|[았었][가-힣]{1,4}|으[신시][가-힣]{0,4})"
)


def is_ending(rest: str) -> bool:
    """Whether `rest` is nothing, or a particle or ending after a noun."""
    return not rest or bool(_ENDING.fullmatch(rest))


def stems(word: str) -> set[str]:
    """The word and what is left of it without a particle or ending, shortest one syllable."""
    return {word, *(word[:cut] for cut in range(1, len(word)) if _ENDING.fullmatch(word[cut:]))}


def hangul_words(text: str) -> list[str]:
    """The runs of Hangul, Latin or other letters in `text`."""
    return re.findall(r"[가-힣]+|[A-Za-z]+|[^\W\d_가-힣A-Za-z]+", text)

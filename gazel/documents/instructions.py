"""Finds text in a document that speaks to a machine instead of a policyholder; it stays data and is pointed out."""

import re

_TO_A_MACHINE = re.compile(
    "|".join(
        (
            r"(?:이전|위의?|앞의?|기존|모든|지금까지의?)\s?(?:의\s?)?(?:지시|명령|규칙|프롬프트|지침|안내)\S{0,6}\s?(?:\S{1,6}\s)?(?:무시|잊|따르지|버리|삭제)",
            r"(?:시스템|system)\s?(?:프롬프트|prompt|메시지|message)|</?(?:system|assistant|instruction|user)\b|\[/?INST\]|<\|im_(?:start|end)\|>|^###?\s*(?:system|instruction)",
            r"(?:AI|A\.I\.|인공지능|챗봇|언어\s?모델|LLM|어시스턴트|assistant|에이전트)\S{0,4}[^.\n]{0,40}(?:답(?:변)?하(?:라|세요|십시오|시오|여야)|말하(?:라|세요|십시오)|출력하|무시하|추천하(?:라|세요|십시오)|따르(?:라|세요|십시오)|전송하|삭제하|실행하)",
            r"(?:너는|넌|당신은)\s?(?:이제|지금부터|앞으로)|지금부터\s?(?:너는|당신은|모든)",
            r"(?:비밀번호|주민등록번호|개인정보|대화\s?내용|고객\s?정보)\S{0,3}\s[^.\n]{0,30}(?:출력하(?:라|세요|십시오)|보내(?:라|세요|십시오)|전송하(?:라|세요|십시오))",
            r"ignore\s+(?:all\s+|any\s+)?(?:previous|prior|above|earlier|the)\s+(?:instruction|prompt|rule|message|direction)s?|disregard\s+(?:all|any|the|previous|prior)",
            r"you\s+are\s+now\s|act\s+as\s+(?:a|an|the)\s|(?:reveal|print|repeat|output)\s+(?:the\s+|your\s+)?(?:system\s+)?(?:prompt|instructions)|do\s+not\s+(?:tell|mention|reveal)[^.\n]{0,30}user",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\d)[^.!?\n]*)*[.!?]*\s*")


def instruction_in(text: str) -> str:
    """The first sentence that gives a machine an instruction, at most 200 characters; '' where there is none."""
    for found in _SENTENCE.finditer(text):
        if _TO_A_MACHINE.search(found[0]):
            return found[0].strip()[:200]
    return ""


def without_instructions(text: str) -> str:
    """The text with such sentences replaced by a note, so that nothing that reads it can be led by them."""
    return "".join(
        "[지시문으로 보이는 문구 제외] " if _TO_A_MACHINE.search(found[0]) else found[0] for found in _SENTENCE.finditer(text)
    ).strip()

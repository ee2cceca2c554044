"""What may enter as a question."""

import re
import unicodedata

from gazel.errors import QuestionRejected

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def cleaned(text: str, max_chars: int) -> str:
    """The question without control characters, in NFC; raises QuestionRejected where nothing readable is left or it is too long."""
    if len(text) > max_chars:
        raise QuestionRejected(
            f"질문이 너무 깁니다({len(text):,}자).",
            hint=f"{max_chars:,}자 이내로 나누어 질문해 주세요. 긴 문서는 파일로 올려 주세요.",
        )
    question = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    if not any(character.isalnum() for character in question):
        raise QuestionRejected(
            "질문에서 읽을 수 있는 글자를 찾지 못했습니다.",
            hint="궁금한 점을 글로 적어 주세요. 예: 삼성화재의 갑상선암 보장을 알려줘",
        )
    return question

"""Brings a question into the two forms everything else reads: tidy (blanks kept) and dense (no blanks at all)."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f​‌‍﻿]")
_NO_LONE_JAMO = re.compile(r"[^\u3130-\u318f]+")
"""NFKC would turn the ㅠ of a sigh into half a syllable."""
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—−]")
_STRETCHED = re.compile(r"([ㅋㅎㅠㅜ~!?.])\1+")


_ENDINGS = re.compile(r"(?<=[나까세해예에어아죠지데돼와가])[여염용](?=[\s?!.~,]|$)")
_MISSPELT = re.compile(
    r"(?<=[1-5일이삼사오])(?P<blank>\s*)(?:새대|세데|새데|세댜)(?=\s*(?:실손|실비|짜리|인데|이면|이고|라|면|요|로|은|는|거|꺼|[,.?!]|$))"
)
"""The generation of an indemnity policy, typed by ear ('4새대')."""
_FILLER = (
    r"(?:안녕하세요|안녕하십니까|안녕|저기요?|혹시|실례지만|질문\s*(?:있어요|이요|드려요|드립니다)|궁금(?:해요|합니다|한데요?|한게요?|해서요?)"
    r"|[ㅠㅜㅋㅎ]+|ㅎㅇ)"
)
_SIGH = r"(?:네네|음+|아+)(?![가-힣])"
"""A word of its own at the front; at the end of a text the same syllable belongs to a verb ('주잖아')."""
_LEADING = re.compile(rf"^(?:(?:{_FILLER}|{_SIGH})[\s,.!~?]*)+")
_TRAILING = re.compile(rf"(?:[\s,.!~]*{_FILLER})+[\s,.!~]*$")


def tidy(text: str) -> str:
    """The text in NFKC, without control characters, blanks collapsed, stretched signs, spoken endings ('나여') and '4새대' made plain."""
    plain = _NO_LONE_JAMO.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    plain = _DASHES.sub("-", _CONTROL.sub(" ", plain)).replace("％", "%")
    plain = _MISSPELT.sub(r"\g<blank>세대", plain)
    return _ENDINGS.sub("요", _BLANKS.sub(" ", _STRETCHED.sub(r"\1", plain)).strip())


def core(text: str) -> str:
    """The tidy text without greetings, sighs and 'I wonder' around the question, where something is left."""
    plain = tidy(text)
    bare = _TRAILING.sub("", _LEADING.sub("", plain)).strip()
    return bare if len(bare) > 1 else plain


def dense(text: str) -> str:
    """The tidy text in lower case without blanks: Korean spacing varies too much to rely on it."""
    return _BLANKS.sub("", tidy(text)).lower()

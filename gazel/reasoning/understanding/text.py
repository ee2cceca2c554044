"""Brings a question into the two forms everything else reads: tidy (blanks kept) and dense (no blanks at all)."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f​‌‍﻿]")
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—−]")
_STRETCHED = re.compile(r"([ㅋㅎㅠㅜ~!?.])\1+")


def tidy(text: str) -> str:
    """The text in NFKC, without control characters, blanks collapsed, laughter and punctuation no longer stretched."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _DASHES.sub("-", _CONTROL.sub(" ", plain)).replace("％", "%")
    return _BLANKS.sub(" ", _STRETCHED.sub(r"\1", plain)).strip()


def dense(text: str) -> str:
    """The tidy text in lower case without blanks: Korean spacing varies too much to rely on it."""
    return _BLANKS.sub("", tidy(text)).lower()

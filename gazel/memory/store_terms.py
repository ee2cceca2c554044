"""Text to keyword ids: the default analyzer for any language, and the hash under which a term is stored."""

import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence

Analyzer = Callable[[str], Sequence[str]]
MAX_TERMS = 4096
"""Terms kept of one memory; what follows in a longer text is found by meaning only."""
WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def words_and_bigrams(text: str) -> list[str]:
    """Lower-case words of any script, and the two-character pieces of Hangul, kana and Han words (whose endings vary)."""
    terms: list[str] = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        terms.append(word)
        for run in UNSPACED.findall(word):
            if len(run) > 2:
                terms.extend(run[i : i + 2] for i in range(len(run) - 1))
    return terms


def term_id(term: str) -> int:
    """The signed 32-bit id of a term; two terms of one query meet by chance once in 4 billion."""
    number = zlib.crc32(term.encode("utf-8", "replace"))
    return number - (1 << 32) if number >= 1 << 31 else number


def term_ids(texts: Sequence[str], analyzer: Analyzer) -> list[int]:
    """Ids of all terms of the texts, repeated as often as they occur, at most MAX_TERMS."""
    ids: list[int] = []
    for text in texts:
        ids.extend(term_id(term) for term in analyzer(text))
        if len(ids) >= MAX_TERMS:
            break
    return ids[:MAX_TERMS]

"""Where in a clause the words of a question stand, and the sentence that holds most of them."""

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\d))+[.!?]*\s*")


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """[start, end) of every occurrence of the words, in order and without overlap; case does not matter."""
    longest = sorted({re.escape(word) for word in words if word}, key=len, reverse=True)
    if not longest:
        return []
    return [found.span() for found in re.finditer("|".join(longest), text, re.IGNORECASE)]


def best_passage(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """[start, end) of the sentence with the most different words, the first of equals; (0, 0) of an empty text."""
    best, most = (0, 0), -1
    for found in _SENTENCE.finditer(text):
        start, end = found.start(), found.start() + len(found[0].rstrip())
        held = len({text[a:b].lower() for a, b in marks if start <= a and b <= end})
        if held > most and end > start:
            best, most = (start, end), held
    return best

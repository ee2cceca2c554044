"""Cuts a stream of text pieces into sentences as soon as each is complete."""

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"(?<=[가-힣)\]\"'”’])[.!?]+[)\"'”’]?(?=\s)|\n")
LONGEST = 400
"""Characters after which an unfinished sentence is given up as one piece."""


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Each complete sentence with its end mark; an unfinished rest comes last, marked by a missing end mark."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        while (match := _END.search(buffer)) or len(buffer) > LONGEST:
            cut = match.end() if match else LONGEST
            if sentence := buffer[:cut].strip():
                yield sentence
            buffer = buffer[cut:]
    if rest := buffer.strip():
        yield rest

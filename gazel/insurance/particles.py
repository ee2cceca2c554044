"""Korean particles that fit the word before them, also after digits, dates and codes."""

_FINAL_BY_DIGIT = {
    "0": True,
    "1": True,
    "2": False,
    "3": True,
    "4": False,
    "5": False,
    "6": True,
    "7": True,
    "8": True,
    "9": False,
}
_FINAL_BY_LETTER = set("lmnrLMNR")


def has_final(word: str) -> bool:
    """Whether the last sound of `word` ends in a consonant (받침); brackets at the end are skipped."""
    bare = word.rstrip("'\"”’)】」』]·.,!? ")
    if bare.endswith("%"):
        return False
    if not bare:
        return False
    last = bare[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 > 0
    return _FINAL_BY_DIGIT.get(last, last in _FINAL_BY_LETTER)


def josa(word: object, pair: str) -> str:
    """`word` as text with the fitting particle of a pair such as '은/는', '이/가', '을/를', '과/와', '으로/로'."""
    word = str(word)
    closed, open_ = pair.split("/")
    if pair == "으로/로":
        bare = word.rstrip("'\"”’)】」』]·.,!? ")
        if bare and "가" <= bare[-1] <= "힣" and (ord(bare[-1]) - ord("가")) % 28 == 8:
            return word + open_
    return word + (closed if has_final(word) else open_)

"""The words of a text for keyword search: Korean morphemes by Kiwi, English words cut to a simple stem."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

CONTENT_TAGS = frozenset({"NNG", "NNP", "NR", "SL", "SH", "SN", "XR", "W_SERIAL"})
"""Nouns, numerals, foreign words, numbers and roots; verbs and adjectives are added by their stem (VV, VA)."""

STEMMED_TAGS = ("VV", "VA")

STOP_WORDS = """
것 거 수 때 등 안 제 저 나 내 그 이 말 하 되 있 없 같 보 주 알 알리 대하 위하 가 오 싶 않 드리 어떻 이렇 그렇 어떠하
the a an of to in on is are was were be been for and or it its i my me you your we our what which do does did with at by
from that this as have has had how about can will would should there their they he she his her
"""
STOP = frozenset(STOP_WORDS.split())
"""Words that say nothing about the topic."""

_ENGLISH = re.compile(r"(?<![A-Za-z0-9가-힣_-])(?:[A-Za-z]{2,}(?![A-Za-z0-9가-힣_-])|[A-Za-z]\d{2,}(?:\.\d+)?(?![A-Za-z0-9_-]))")
"""An English word that stands by itself, or a code ('C73은'); a word with a particle (DB의) is Kiwi's."""

KEPT_TEXTS, KEPT_CHARS = 512, 1000
"""How many analysed texts are kept, and up to which length."""


Morpheme = tuple[str, str, int, int]
"""Form, tag, start and end in the text."""


class KoreanAnalyzer:
    """Loads Kiwi on first use (about 1 s, once a process) with the insurance words of `words_file`; safe in any thread."""

    def __init__(self, words_file: Path) -> None:
        self._words_file = words_file
        self._lock = Lock()

    def analyze(self, text: str) -> list[str]:
        """Content words in order, lower case, variants folded; missing or extra blanks between nouns do not matter."""
        _, variants = self._loaded_once
        cleaned = unicodedata.normalize("NFC", text).replace("\x00", " ").encode("utf-8", "ignore").decode()
        korean, english = _parted(cleaned)
        words = [(start, _content(form, tag)) for form, tag, start, _ in self._morphemes(korean)]
        words += [(start, word if word in variants else stem_english(word)) for start, word in english]
        return [variants.get(word, word) for _, word in sorted(words) if word]

    def tokens(self, text: str) -> list[Morpheme]:
        """Every morpheme as (form, tag, start, end), for rules that need particles and endings too."""
        return list(self._morphemes(text))

    def _morphemes(self, text: str) -> tuple[Morpheme, ...]:
        return self._cut(text) if len(text) <= KEPT_CHARS else self._tokenize(text)

    @cached_property
    def _cut(self) -> Callable[[str], tuple[Morpheme, ...]]:
        """`_tokenize` that remembers the latest texts: a turn's question is recalled with, scored, judged and stored."""
        return lru_cache(KEPT_TEXTS)(self._tokenize)

    def _tokenize(self, text: str) -> tuple[Morpheme, ...]:
        kiwi, _ = self._loaded_once
        with self._lock:
            return tuple((t.form, str(t.tag), t.start, t.start + t.len) for t in kiwi.tokenize(text))

    def warm(self) -> None:
        """Load Kiwi now, for a background thread at start."""
        self.analyze("갑상선암 보장")

    @property
    def _loaded_once(self) -> tuple[Any, dict[str, str]]:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, dict[str, str]]:
        from kiwipiepy import Kiwi

        kiwi = Kiwi(num_workers=1, load_typo_dict=False, load_multi_dict=False)  # a third of the loading time
        kiwi.space_tolerance = 2
        words, variants = read_words(self._words_file)
        for word in words:
            kiwi.add_user_word(word, "NNG", 3.0)
        return kiwi, variants


def read_words(file: Path) -> tuple[list[str], dict[str, str]]:
    """All words of the file, and the variants with the word each stands for (both lower case)."""
    words: list[str] = []
    variants: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if not entry:
            continue
        variant, _, word = (part.strip() for part in entry.partition("="))
        words.append(variant)
        if word:
            variants[variant.lower()] = word.lower()
    return words, variants


def _content(form: str, tag: str) -> str:
    """The searchable form of a morpheme, or '' when it carries no topic."""
    base = tag.split("-")[0]
    if base not in CONTENT_TAGS and base not in STEMMED_TAGS:
        return ""
    word = form.lower().strip()
    if base == "SL":
        word = stem_english(word)
    return "" if word in STOP or (base in STEMMED_TAGS and len(word) < 1) else word


def _parted(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with blanks in place of its English words, which Kiwi cuts in pieces, and those words with where they stood."""
    found = [(match.start(), match[0].lower()) for match in _ENGLISH.finditer(text)]
    return _ENGLISH.sub(lambda match: " " * len(match[0]), text), [(start, word) for start, word in found if word not in STOP]


def stem_english(word: str) -> str:
    """Snowball's English stem: 'claims', 'claimed' and 'claiming' all give 'claim'."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")

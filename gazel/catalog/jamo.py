"""Korean text by its letters: jamo distance for typos, particles that may follow a noun, and a text without its blanks."""

import re
import unicodedata
from dataclasses import dataclass

PARTICLES = (
    "은 는 이 가 을 를 의 에 도 만 로 와 과 랑 나 요 야 고 께 서 인 면 란 엔 에요 예요 이에요 이예요 이야 이요 이고 이면 이나 이랑 이란 이라 라 라도 이라도 하고 "
    "한테 에게 에게서 한테서 께서 에서 에는 에도 에서는 에서도 에만 으로 으로는 으로도 로는 로도 으로만 까지 까지는 까지도 부터 부터는 마다 마저 조차 보다 보다는 "
    "처럼 같은 같이 만의 만은 만이 만큼 뿐 뿐만 인데 인데요 인가 인가요 입니다 입니까 이죠 이지 죠 지 이네 네 네요 이네요 이었 였 이라고 라고 라는 이라는 라면 이라면 "
    "이든 든 이든지 든지 쪽 쪽은 쪽이 쪽도 꺼 거 건 껀 것 것은 것도 들 들은 들이 님 사 측 에선 에서만 에대해 에대한 에대하여 관련 관련해서 관련된 때문에 용 "
    "의경우 의경우는 경우 이며 며 이자 중 중에 중에서 말고 말고는 이상 이하 하구 허구 하구는 허구는 아님 아니면 이나 이나요 vs 씩 좀 요즘 둘 둘다 셋 하나 이하고 이랑은 랑은 와는 과는 한 인지 인건 인거 임 임? 걸 "
    "걸려 걸리면 걸렸 걸린 이지요 지요 인거죠 인거지 이었는데 였는데 이래 이래요 래요 래 이라서 라서 이니 니 이니까 니까 로서 로써 으로써 으로서 하면 하고는 대 비 "
    "였으면 였다면 였음 였다치면 였더라면 이었으면 이었다면 이었음 이었더라면 라치면 라고치면 이라고치면 라고하면 이라고하면 로했으면 로들었으면 으로했으면 로가입했으면"
)
"""Particles, copula forms and bound words that may follow a name without making it another word."""

_PARTICLE = re.compile(
    rf"(?:꺼|거|것|껏|쪽|네|들|측|님|사)?(?:{'|'.join(map(re.escape, PARTICLES.split()))})?(?:요|여|용|염|욤|욥)?"
)
"""What may follow a name: a bound word, a particle and a polite ending, each or none ('db꺼는', 'kb는요')."""
_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Compact:
    """A text lower-cased without blanks and separators; `places[i]` is where character i stood in the original."""

    text: str
    places: tuple[int, ...]
    word_starts: frozenset[int]
    words: tuple[tuple[int, int], ...]
    """(start, end) of each run that no blank or separator breaks, in positions of `text`."""


def compact(text: str) -> Compact:
    """The text's letters and digits, %, and points between digits; everything else is a separator."""
    letters: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    broken = True
    for place, raw in enumerate(text):
        if not (raw.isalnum() or raw == "%" or (raw == "." and _between_digits(text, place))):
            broken = True
            continue
        if broken:
            starts.append(len(letters))
            broken = False
        letters.append(raw.lower()[:1])
        places.append(place)
    ends = [*starts[1:], len(letters)]
    return Compact("".join(letters), tuple(places), frozenset(starts), tuple(zip(starts, ends, strict=True)) if starts else ())


def plain(term: str) -> str:
    """A term as it stands in a compacted text."""
    return compact(unicodedata.normalize("NFC", term)).text


def jamo(text: str) -> str:
    """The text as single letters: '암' → ㅇㅏㅁ; initial and final consonants stay apart."""
    return unicodedata.normalize("NFD", text)


def syllables(text: str) -> int:
    """How many Hangul syllables the text has."""
    return len(_HANGUL.findall(text))


def is_hangul(letter: str) -> bool:
    """Whether the character is a Hangul syllable."""
    return "가" <= letter <= "힣"


def is_particle(rest: str) -> bool:
    """Whether `rest` (what follows a name within its word) is empty or a particle."""
    return _PARTICLE.fullmatch(rest) is not None


def _between_digits(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()

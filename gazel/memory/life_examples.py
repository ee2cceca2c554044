"""The written examples of what customers tell of their lives and of how they ask about it later, by topic."""

from dataclasses import dataclass
from pathlib import Path

from gazel.errors import SettingsError

FILE = "memory/life_topics.txt"
NOT_OF_LIFE = frozenset({"일반", "잡담", "되묻기"})
"""The groups of turns that tell nothing of the speaker: questions about insurance in general, chatter, and looking back."""


@dataclass(frozen=True, slots=True)
class LifeTopic:
    """Statements about one matter, questions that ask for them in other words, and turns on a neighbouring matter."""

    name: str
    statements: tuple[str, ...]
    questions: tuple[str, ...]
    neighbours: tuple[str, ...] = ()

    @property
    def of_life(self) -> bool:
        """Whether the statements tell of the speaker's own life."""
        return self.name.split(" · ")[0] not in NOT_OF_LIFE


def load_life_topics(data: Path) -> tuple[LifeTopic, ...]:
    """The topics of `data/memory/life_topics.txt`; raises SettingsError naming the line that is wrong."""
    file = data / FILE
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SettingsError(
            f"생활 주제 예문 {file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
        ) from error
    groups: dict[str, dict[str, list[str]]] = {}
    name = ""
    for number, line in enumerate(lines, start=1):
        mark, text = line[:1], line[1:].strip()
        if mark == "[" and line.endswith("]"):
            name = line[1:-1]
            groups.setdefault(name, {"+": [], "?": [], "-": []})
        elif mark in ("+", "?", "-") and text and name:
            groups[name][mark].append(text)
        elif line.strip() and mark != "#":
            raise SettingsError(
                f"{file}의 {number}번째 줄을 읽을 수 없습니다: {line}",
                hint="[주제], '+ 말', '? 질문', '- 이웃한 말'의 형식으로 고치세요.",
            )
    return tuple(LifeTopic(name, *(tuple(group[mark]) for mark in "+?-")) for name, group in groups.items())

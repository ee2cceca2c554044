"""An answer's prose taken apart, so that the screen can put the table before the points and fold the long tail."""

import re
from dataclasses import dataclass, field

CHECKS, CAUTIONS = "확인할 것", "유의"
_TITLE = re.compile(r"\*\*([^*]+)\*\*")
_POINT = re.compile(r"[-*•] +(.+)|(\d+[.)] .+)")


@dataclass(slots=True)
class Section:
    """Sentences and the points below them, under a title that may be empty."""

    title: str = ""
    said: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Writing:
    """The direct answer, its points, what to check, what to beware of, notices (※) and the closing line."""

    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    checks: tuple[str, ...]
    cautions: tuple[str, ...]
    notices: tuple[str, ...]
    closing: str


def taken_apart(prose: str) -> Writing:
    """The parts of `prose`, also of one that is still growing; no line is lost."""
    sections, notices, closing = [Section()], list[str](), ""
    for line in filter(None, map(str.strip, prose.splitlines())):
        if title := _TITLE.fullmatch(line):
            sections.append(Section(title[1]))
        elif point := _POINT.fullmatch(line):
            sections[-1].points.append(point[1] or point[2])
        elif line.startswith("※"):
            notices.append(line)
        elif len(line) > 2 and line[0] == line[-1] == "_":
            closing = f"{closing} {line[1:-1]}".strip()
        else:
            if sections[-1].points:
                sections.append(Section())
            sections[-1].said.append(line)
    lead, sections[0].said = tuple(sections[0].said), []
    for section in sections:
        section.points = list(dict.fromkeys(section.points))
    named = {name: [part for part in sections if part.title == name] for name in (CHECKS, CAUTIONS)}
    checks, cautions = (tuple(line for part in named[name] for line in (*part.said, *part.points)) for name in named)
    others = tuple(part for part in sections if part.title not in named and (part.title or part.said or part.points))
    return Writing(lead, others, checks, cautions, tuple(notices), closing)

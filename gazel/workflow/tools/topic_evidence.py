"""Evidence from the catalogue's topics: what is known of a subject, the statement nearest to the question first."""

import re
from collections.abc import Iterable, Sequence

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Statement, Topic
from gazel.events import Behaviour
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.beliefs import denial

MAX_POINTS = 8
_GENERATION = re.compile(r"[1-5]세대")


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without blanks."""
    plain = "".join(text.split()).lower()
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def nearest_first(statements: Sequence[Statement], question: str, insurers: tuple[str, ...]) -> list[Statement]:
    """The statements with the one nearest to the question moved to the front; those about a named insurer win."""
    asked = bigrams(question)

    def nearness(statement: Statement) -> float:
        own = bigrams(statement.text)
        spoken_of = set(statement.insurers) & set(insurers) or any(name in statement.text for name in insurers)
        named = 0.2 if spoken_of else 0.0
        spoken, told = set(_GENERATION.findall(question)), set(_GENERATION.findall(statement.text))
        named -= 0.5 if spoken and told and not spoken & told else 0.0
        return named + len(asked & own) / (len(own) ** 0.5 * max(1, len(asked)) ** 0.5 or 1)

    if not statements:
        return []
    best = max(statements, key=nearness)
    if re.search(r"뭐|무엇|뜻|이란|란\s*\?|설명|의미|정의", question) or nearness(best) < nearness(statements[0]) + 0.08:
        best = statements[0]
    return [best, *(statement for statement in statements if statement is not best)]


def topic_points(topics: Iterable[Topic], question: str, insurers: tuple[str, ...]) -> list[Point]:
    """Each topic's statements as points, without repeating a sentence."""
    points: dict[str, Point] = {}
    for topic in topics:
        for statement in nearest_first(topic.for_insurers(insurers), question, insurers):
            points.setdefault(statement.text, Point(statement.text, statement.citations, next(iter(topic.rules), "")))
    return list(points.values())


def topic_evidence(
    tool: str, catalog: Catalog, topic_ids: Sequence[str], *, question: str, insurers: tuple[str, ...] = (), headline: str = ""
) -> Evidence:
    """What the topics say; the nearest statement is the headline, disputed topics make it `needs_review`."""
    topics = [topic for topic_id in dict.fromkeys(topic_ids) if (topic := catalog.topic(topic_id))]
    points = topic_points(topics, question, insurers)
    denied = next((s for topic in topics if (s := denial(catalog, topic.id, question))), None)
    lead = headline or (f"아닙니다. {denied.text}" if denied else points[0].text if points else "")
    behaviour: Behaviour = "needs_review" if any(topic.behaviour == "needs_review" for topic in topics) else "answer"
    checks = tuple(dict.fromkeys(check for topic in topics for check in topic.checks))
    return Evidence(
        tool=tool,
        summary=f"{', '.join(topic.title for topic in topics) or '해당 주제 없음'} · 근거 문장 {len(points)}개",
        behaviour=behaviour,
        headline=lead,
        points=tuple(points[: MAX_POINTS * max(1, len(topics))]),
        checks=checks,
        data={"topics": [topic.id for topic in topics]},
    )

"""Evidence from the catalogue's topics: what is known of a subject, the statement nearest to the question first."""

import re
from collections.abc import Iterable, Sequence

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Statement, Topic
from gazel.events import Behaviour
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.beliefs import denial
from gazel.workflow.tools.nearness import nearness

MAX_POINTS = 8
CLEARLY = 0.1
"""How much nearer a statement must be to take the place of the topic's first one."""
_DEFINITION = re.compile(r"뭐(?:야|예요|에요|죠|지|임|냐|니|\s*\?)|무엇|뜻|이란|란\s*\?|설명|의미|정의")


def nearest_first(statements: Sequence[Statement], question: str, insurers: tuple[str, ...]) -> list[Statement]:
    """The statements by nearness to the question; the topic's own first one leads unless another is clearly nearer."""
    if not statements:
        return []
    near = nearness(statements, question, insurers)
    order = sorted(range(len(statements)), key=lambda place: -near[place])
    if _DEFINITION.search(question) or near[order[0]] < near[0] + CLEARLY:
        order = [0, *(place for place in order if place)]
    return [statements[place] for place in order]


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

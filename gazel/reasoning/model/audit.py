"""An auditor that shares no judgement with the grounding check: does an insurer's own row or point hold this figure?"""

from collections.abc import Iterator, Sequence

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.grounding.claims import plain
from gazel.reasoning.model.grounding.figures import Figure, read_figures
from gazel.reasoning.model.grounding.names import ExactNames


def wrong_figures(sentence: str, evidence: Sequence[Evidence], names: ExactNames) -> tuple[int, list[str]]:
    """How many figures the sentence holds, and those that no text of the evidence about its insurers holds."""
    flat = plain(sentence)
    insurers = names.find(flat).insurers
    figures = read_figures(flat)
    texts = [(frozenset(names.find(text).insurers | cited), read_figures(plain(text))) for text, cited in _texts(evidence)]
    wrong = [flat[f.start : f.end] for f in figures if not any(_holds(f, insurers, about, known) for about, known in texts)]
    return len(figures), wrong


def _holds(figure: Figure, insurers: frozenset[str], about: frozenset[str], known: Sequence[Figure]) -> bool:
    """Whether a text has the figure and is about all of the sentence's insurers (or about nobody in particular)."""
    return (not about or insurers <= about) and any(figure.same_quantity(other) for other in known)


def _texts(evidence: Sequence[Evidence]) -> Iterator[tuple[str, frozenset[str]]]:
    """Every text of the evidence with the insurers of its sources."""
    for item in evidence:
        for text in (item.headline, item.summary, *item.checks, *item.warnings):
            yield text, frozenset()
        for point in item.points:
            yield point.text, frozenset(c.insurer for c in point.citations if c.insurer)
        for table in item.tables:
            for index, row in enumerate(table.rows):
                cited = table.citations[index].insurer if index < len(table.citations) else ""
                yield " / ".join((table.title, *row)), frozenset({cited} - {""})

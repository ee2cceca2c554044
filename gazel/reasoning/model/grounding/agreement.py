"""Compares one clause with a clause of the evidence: figures in their roles and order, yes and no, conditions, what is denied."""

from collections.abc import Sequence

from gazel.reasoning.model.grounding.claims import Clause, Polar
from gazel.reasoning.model.grounding.figures import Figure

_WEAK = {"be", "exist", "possible", "apply", "change"}
"""Predicates that need support only where they deny, or where the evidence says the opposite."""


def strong(predicates: frozenset[Polar]) -> set[Polar]:
    """The predicates that need support whatever they say."""
    return {item for item in predicates if item[0] not in _WEAK}


def has_all(said: Sequence[Figure], known: Sequence[Figure]) -> bool:
    """Whether the known figures hold all that are said: in their own unbroken order where a kind comes twice ('180일 25%, 1년 50%')."""
    paired = any(figure.kind == "percent" for figure in said)

    def same(figure: Figure, other: Figure) -> bool:
        return _same(figure, other, paired=paired)

    kinds = [figure.kind for figure in known]
    if any(kinds.count(kind) > 1 for kind in {figure.kind for figure in said}):
        return any(
            all(same(figure, other) for figure, other in zip(said, known[at:], strict=False))
            for at in range(len(known) - len(said) + 1)
        )
    return all(any(same(figure, other) for other in known) for figure in said)


def _same(said: Figure, known: Figure, *, paired: bool) -> bool:
    """The same quantity of the same thing: a sum insured is not a payout, '1년 이후' not '1년 미만', '20%가 아니라' not '20%'.

    A period that the evidence bounds ('1년 미만') is only said without its bound beside the share that it belongs to (`paired`).
    """
    if known.side and not said.side and known.kind in ("year", "month", "day") and not paired:
        return False
    if not said.same_quantity(known) or said.denied != known.denied or said.side not in ("", known.side):
        return False
    if said.role:
        return said.role == known.role or said.role in known.roles
    return not known.role or (known.role == "paid" if said.kind == "won" else said.kind in ("year", "month", "day"))


def agrees(said: Clause, known: Clause) -> bool:
    """Every yes and no of the sentence is the evidence's, and so is its condition; '50%로 감액' also means that 50% is paid."""
    if not _keeps_condition(said, known) or not _denies_the_same(said, known) or not said.directions <= known.directions:
        return False
    shared = any(figure.kind == "percent" for figure in said.figures)
    for name, affirmed in said.predicates:
        if name == "pay" and affirmed and shared and ("reduce", True) in known.predicates:
            continue
        if (name, affirmed) in known.predicates:
            continue
        if name not in _WEAK or not affirmed or (name, False) in known.predicates:
            return False
    return True


def _denies_the_same(said: Clause, known: Clause) -> bool:
    """Whether what is denied is what the evidence denies ('감액은 없' is not '수술비는 없'), and nothing it denies is affirmed."""
    for noun, verb in said.denials:
        if not any(verb == other and (noun in known_noun or known_noun in noun) for known_noun, other in known.denials):
            return False
    denied = {noun for noun, _ in said.denials}
    return not any(verb == "아니" and noun in said.text and noun not in denied for noun, verb in known.denials)


def _keeps_condition(said: Clause, known: Clause) -> bool:
    """What holds only for a time or under a condition is not said without it ('1년 미만이면 50%' is not '50%')."""
    promising = strong(said.predicates) or any(figure.kind in ("won", "percent") for figure in said.figures)
    if not promising or not known.conditional:
        return True
    if known.bounds:
        return any(figure.same_quantity(bound) for figure in said.figures for bound in known.bounds)
    return said.conditional


def without_figures(clause: Clause) -> str:
    """The clause's text with its figures blanked out."""
    text = clause.text
    for figure in reversed(clause.figures):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text

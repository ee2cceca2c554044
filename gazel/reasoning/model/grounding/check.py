"""Judges a sentence against the evidence's units: each of its clauses must be claimed by one of them, with all it says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.grounding.claims import Clause, Polar, clauses, is_predicate, plain
from gazel.reasoning.model.grounding.figures import Figure
from gazel.reasoning.model.grounding.names import ExactNames, Names, dense
from gazel.reasoning.model.grounding.units import Claim, Unit, units_of
from gazel.reasoning.model.grounding.words import AFFIRMING, CONNECTING, FORBIDDEN, hangul_words, is_ending, stems

_WEAK = {"be", "exist", "possible", "apply", "change"}
"""Predicates that need support only where they deny, or where the evidence says the opposite."""
SHORT = 16
"""Characters of a dense sentence that is no more than a yes or no ('네, 자료와 같습니다')."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown; `reason` is Korean; `topic` is what a following sentence goes on about."""

    grounded: bool
    reason: str
    topic: Names


class Grounding:
    """The check of one turn: built from its evidence, asked sentence by sentence."""

    def __init__(self, evidence: Sequence[Evidence], names: ExactNames) -> None:
        self._names = names
        self.units = units_of(evidence, names)
        named = [claim.names for unit in self.units for claim in unit.claims if claim.clause.figures]
        self._main_diseases = _most_frequent(
            name for unit in self.units for claim in unit.claims for name in claim.names.diseases
        )
        self._insurers = frozenset(name for names in named for name in names.insurers)
        self._coverages = frozenset(name for names in named for name in names.coverages)

    def judge(self, sentence: str, topic: Names | None = None) -> Verdict:
        """Whether every clause of `sentence` is claimed by the evidence; `topic` is what the shown text was about so far."""
        topic = topic or Names()
        text = plain(sentence)
        about = self._names.find(self._names.without_brackets(text)).filled_from(topic)
        if FORBIDDEN.search(text):
            return Verdict(False, "단정하거나 권유하는 표현이 있습니다.", topic)
        if self._is_verbatim(dense(text), about):
            return Verdict(True, "", about)
        if AFFIRMING.search(text):
            return Verdict(False, "질문의 전제에 동의하거나 반대하는 말은 근거 문장으로만 합니다.", topic)
        if "|" in text:
            return Verdict(False, "표는 근거에서 직접 만듭니다.", topic)
        running = Names()
        for clause in clauses(text, self._names):
            running = clause.names.filled_from(running)
            reason = self._why_not(clause, running, running.filled_from(topic), dense(text))
            if reason:
                return Verdict(False, reason, topic)
        return Verdict(True, "", about)

    def _is_verbatim(self, dense_text: str, about: Names) -> bool:
        """Whether the evidence has this very sentence, about the same insurer and coverage; '네' and '아니요' alone have no meaning."""
        for unit in self.units:
            if unit.prose and unit.dense_text == dense_text and not (AFFIRMING.search(unit.text) and len(dense_text) < SHORT):
                own_insurers = unit.about.insurers <= about.insurers or len(self._insurers) <= 1
                own_coverages = unit.about.coverages <= about.coverages or len(self._coverages) <= 1
                if own_insurers and own_coverages:
                    return True
        return False

    def _why_not(self, clause: Clause, explicit: Names, effective: Names, whole: str) -> str:
        """Why no unit supports the clause, or '' when one does."""
        if not clause.figures and not _strong(clause.predicates) and clause.names == Names() and self._only_connects(clause):
            return ""
        about_it = [
            (unit, claim)
            for unit in self.units
            for claim in unit.claims
            if self._fits(explicit, effective, claim, bool(clause.figures))
        ]
        if not about_it:
            return "그 보험사·담보·질병에 대한 근거가 없습니다."
        with_figures = [(unit, claim) for unit, claim in about_it if _has_all(clause.figures, claim.clause.figures)]
        if not with_figures:
            return "수치가 그 보험사·담보의 근거와 다릅니다."
        agreeing = [(unit, claim) for unit, claim in with_figures if _agrees(clause, claim.clause)]
        if not agreeing:
            return "지급·감액·면책 여부나 조건이 근거와 다릅니다."
        worded = [(unit, claim) for unit, claim in agreeing if self._words_known(clause, unit)]
        if not worded:
            return "근거에 없는 말이 들어 있습니다."
        return self._why_ambiguous(clause, about_it, worded, whole)

    def _why_ambiguous(
        self, clause: Clause, about_it: list[tuple[Unit, Claim]], support: list[tuple[Unit, Claim]], whole: str
    ) -> str:
        """Two rows of one family at one insurer may differ: then the row's own name has to be said."""
        if not clause.figures and not any(not affirmed for _, affirmed in clause.predicates):
            return ""
        subjects = {unit.subject for unit, _ in support}
        rivals = {unit.subject for unit, _ in about_it if unit.subject} - subjects
        if not rivals or "" in subjects or any(subject in whole for subject in subjects):
            return ""
        return "어느 담보의 수치인지 나뉘지 않습니다."

    def _fits(self, explicit: Names, effective: Names, claim: Claim, figures: bool) -> bool:
        """Whether the claim is about what the clause is about: never another insurer's or coverage's."""
        names = claim.names
        if not explicit.insurers <= names.insurers or not explicit.coverages <= names.coverages:
            return False
        if not explicit.diseases <= names.diseases:
            return False
        if names.insurers and not effective.insurers and len(self._insurers) > 1:
            return False
        if names.insurers and effective.insurers and not effective.insurers <= names.insurers:
            return False
        if not figures:
            return True
        own_diseases = claim.clause.names.diseases
        if own_diseases and not own_diseases & (effective.diseases or self._main_diseases):
            return False
        if explicit.coverages:
            return True
        if names.coverages and not effective.coverages and len(self._coverages) > 1:
            return False
        return not (names.coverages and effective.coverages) or effective.coverages <= names.coverages

    def _words_known(self, clause: Clause, unit: Unit) -> bool:
        return all(self._word_known(word, unit) for word in hangul_words(_without_figures(clause)))

    def _word_known(self, word: str, unit: Unit) -> bool:
        if word in CONNECTING or is_ending(word) or is_predicate(word) or self._names.covers(word):
            return True
        return any(stem in unit.stems or (len(stem) > 1 and stem.lower() in unit.dense_text) for stem in stems(word))

    def _only_connects(self, clause: Clause) -> bool:
        return all(word in CONNECTING for word in hangul_words(clause.text))


def _most_frequent(names: Iterable[str]) -> frozenset[str]:
    """The name that the evidence is mostly about (several on a tie)."""
    counted = Counter(names)
    most = max(counted.values(), default=0)
    return frozenset(name for name, count in counted.items() if count == most)


def _without_figures(clause: Clause) -> str:
    text = clause.text
    for figure in reversed(clause.figures):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def _strong(predicates: frozenset[Polar]) -> set[Polar]:
    return {item for item in predicates if item[0] not in _WEAK}


def _has_all(said: Sequence[Figure], known: Sequence[Figure]) -> bool:
    return all(any(_same(figure, other) for other in known) for figure in said)


def _same(said: Figure, known: Figure) -> bool:
    """The same quantity of the same thing: a sum insured is not a payout, '1년 이후' not '1년 미만'."""
    if not said.same_quantity(known) or said.side not in ("", known.side):
        return False
    if said.role:
        return said.role == known.role or said.role in known.roles
    return not known.role or (known.role == "paid" if said.kind == "won" else said.kind in ("year", "month", "day"))


def _agrees(said: Clause, known: Clause) -> bool:
    """Every yes and no of the sentence is the evidence's, and so is its condition; '50%로 감액' also means that 50% is paid."""
    if not _keeps_condition(said, known):
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


def _keeps_condition(said: Clause, known: Clause) -> bool:
    """What holds only for a time or under a condition is not said without it ('1년 미만이면 50%' is not '50%')."""
    promising = _strong(said.predicates) or any(figure.kind in ("won", "percent") for figure in said.figures)
    if not promising or not known.conditional:
        return True
    if known.bounds:
        return any(figure.same_quantity(bound) for figure in said.figures for bound in known.bounds)
    return said.conditional

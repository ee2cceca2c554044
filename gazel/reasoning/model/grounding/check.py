"""Judges a sentence against the evidence's units: each of its clauses must be claimed by one of them, with all it says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.grounding.agreement import agrees, has_all, strong, without_figures
from gazel.reasoning.model.grounding.claims import Clause, clauses, is_predicate, plain
from gazel.reasoning.model.grounding.names import ExactNames, Names, dense
from gazel.reasoning.model.grounding.units import Claim, Unit, units_of
from gazel.reasoning.model.grounding.words import AFFIRMING, CONNECTING, FORBIDDEN, hangul_words, is_ending, stems

NEARER = 1
"""Runs of three characters by which another clause has to be nearer to make the supporting one doubtful."""
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
        running, aspects = Names(), frozenset[str]()
        for clause in clauses(text, self._names):
            running, aspects = clause.names.filled_from(running), clause.aspects or aspects
            reason = self._why_not(clause, running, running.filled_from(topic), aspects, dense(text))
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

    def _why_not(self, clause: Clause, explicit: Names, effective: Names, aspects: frozenset[str], whole: str) -> str:
        """Why no unit supports the clause, or '' when one does."""
        if not clause.figures and not strong(clause.predicates) and clause.names == Names() and self._only_connects(clause):
            return ""
        about_it = [
            (unit, claim)
            for unit in self.units
            for claim in unit.claims
            if self._fits(explicit, effective, claim, bool(clause.figures))
            and (not aspects or not claim.aspects or aspects & claim.aspects)
        ]
        if not about_it:
            return "그 보험사·담보·질병에 대한 근거가 없습니다."
        with_figures = [(unit, claim) for unit, claim in about_it if has_all(clause.figures, claim.clause.figures)]
        if not with_figures or self._nearer_rival(clause, about_it, with_figures):
            return "수치가 그 보험사·담보의 근거와 다릅니다."
        agreeing = [(unit, claim) for unit, claim in with_figures if agrees(clause, claim.clause)]
        if not agreeing:
            return "지급·감액·면책 여부나 조건이 근거와 다릅니다."
        worded = [(unit, claim) for unit, claim in agreeing if self._words_known(clause, unit)]
        if not worded:
            return "근거에 없는 말이 들어 있습니다."
        return self._why_ambiguous(clause, about_it, worded, whole)

    def _nearer_rival(self, said: Clause, about_it: list[tuple[Unit, Claim]], support: list[tuple[Unit, Claim]]) -> bool:
        """Whether a clause with other figures of the same kind is worded much nearer to what is said than any that has them."""
        wording, supporting = self._wording(said), [claim.clause for _, claim in support]
        kinds = {figure.kind for figure in said.figures}
        if not kinds:
            return False
        nearest = max(len(wording & self._wording(clause)) for clause in supporting)
        return any(
            len(wording & self._wording(claim.clause)) > nearest + NEARER
            for _, claim in about_it
            if claim.clause not in supporting and kinds & {figure.kind for figure in claim.clause.figures}
        )

    def _wording(self, clause: Clause) -> frozenset[str]:
        """The runs of three characters of what the clause says beside its figures, names and predicates."""
        words = hangul_words(without_figures(clause))
        text = "".join(w for w in words if not (is_predicate(w) or w in CONNECTING or self._names.covers(w)))
        return frozenset(text[at : at + 3] for at in range(len(text) - 2))

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
        return all(self._word_known(word, unit) for word in hangul_words(without_figures(clause)))

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

"""Which memories speak of the same matter, and the order in which a matter is told: its latest word first.

What was said later about a matter may have changed it, whether or not a rule recognised the change. Two memories speak of
the same matter when the turns they rest on lie near each other, once what all texts share in the embedding model is taken out, unless
the rules found claims in both and none about the same subject.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gazel.memory.candidates import Candidate

NEAR = 0.2
"""Cosine of two turns, less the mean of all texts, from which they speak of the same matter."""
REACH_OF_STATE, REACH = 6.0, 0.5
"""How much lower a later word may score, in fused z-scores, and still come before the earlier one: where the question asks how
a matter stands, and where it asks what happened."""


@dataclass(frozen=True, slots=True)
class Matters:
    """By episode: the turn's unit vector as seen from the centre of all texts, and the subjects of the claims in it."""

    turns: Mapping[str, Any]
    claims: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, vectors: Mapping[str, Any], centre: Any, facts: Iterable[Mapping[str, Any]]) -> "Matters":
        """From the turns' own vectors and the facts that rest on them."""
        import numpy as np

        shifted = {key: vector - centre for key, vector in vectors.items()}
        claims: dict[str, frozenset[str]] = {}
        for row in facts:
            for proof in row["evidence"] if row["slot"] != "interest" else ():
                claims[proof["episode"]] = claims.get(proof["episode"], frozenset()) | {row["subject"]}
        return cls({key: vector / (np.linalg.norm(vector) or 1.0) for key, vector in shifted.items()}, claims)

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Whether two memories rest on turns of which some lie near each other."""
        return any(self._same_turn(a, b) for a in one.episodes for b in other.episodes if a in self.turns and b in self.turns)

    def _same_turn(self, one: str, other: str) -> bool:
        claimed, also = self.claims.get(one), self.claims.get(other)
        if claimed and also and not claimed & also:
            return False
        return float(self.turns[one] @ self.turns[other]) >= NEAR

    def latest_first(self, ranked: Sequence[Candidate], reach: float) -> list[Candidate]:
        """The same memories, each after all that was said later about its matter and scores at most `reach` lower."""
        placed: dict[str, Candidate] = {}

        told = [one for one in ranked if one.own]

        def place(one: Candidate, before: Candidate | None) -> None:
            if one.item.key not in placed:
                later = [other for other in told if self._follows(other, one, reach)] if one.own else []
                for other in sorted(later, key=lambda candidate: candidate.at, reverse=True):
                    place(other, one)
                placed[one.item.key] = replace(one, later_than=before.day) if before else one

        for one in ranked:
            place(one, None)
        return list(placed.values())

    def _follows(self, later: Candidate, earlier: Candidate, reach: float) -> bool:
        nearly_as_high = later.at > earlier.at and later.fused.score >= earlier.fused.score - reach
        return nearly_as_high and not later.episodes & earlier.episodes and self.same(later, earlier)

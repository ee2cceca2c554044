"""Of whom a clause speaks, and since when: what the rules about persons share."""

import re
from datetime import date

from gazel.memory.drafts import Draft, Slot
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.retrieval.when import parse_when

TOLD: tuple[Mood, ...] = ("statement", "request")
RELATIVES = (
    r"(시어머니|시아버지|친정엄마|친정아버지|장모님?|장인어른|어머니|엄마|아버지|아빠|부모님?|남편|신랑|아내|와이프|배우자|집사람|안사람|안식구|바깥양반|애\s*아빠|애\s*엄마|딸|아들|사위|며느리|아이|애기|아기|손주|손자|손녀|"
    r"동생|언니|누나|형|오빠|할머니|할아버지|이모|고모|삼촌|조카)"
)


def fact_of_person(slot: Slot, facet: str, value: str, fact: str, clause: Clause, *, since: date | None = None) -> Draft:
    """A draft about the customer's person, with the clause as its quote."""
    return Draft(
        slot=slot, facet=facet, value=value, fact=fact, quote=clause.text, category="고객 정보", valid_from=since, confidence=0.95
    )


def of_a_relative(match: re.Match[str], clause: Clause) -> bool:
    """'남편은 은행원이고 43세예요' says nothing of the customer's own age or job."""
    before = clause.sentence[: clause.sentence.find(clause.text) + match.start()]
    told_of = list(
        re.finditer(RELATIVES + r"(?:이|가|은|는|도|만|께서|님은)?\s+|" + RELATIVES + r"(?:이|가|은|는|도|께서)?$", before)
    )
    own = list(re.finditer(r"(?:저는|제가|저도|전\s|나는|내가|저희는)", before))
    return bool(told_of) and (not own or own[-1].start() < told_of[-1].start())


def since_of(clause: Clause, said_on: date) -> date | None:
    """The first day of the past time that the clause names."""
    when = parse_when(clause.text, said_on)
    return when.start if when and when.start <= said_on else None

"""The commonest facts said in English."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.amounts import man
from gazel.memory.extraction.clauses import Clause
from gazel.memory.extraction.preference import COVER, NON_RENEWAL, PRICE
from gazel.memory.extraction.rule import Rule, rule
from gazel.retrieval.when import parse_when


def _age(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    age = match.group("age")
    return Draft(slot="age", facet="나이", value=age, fact=f"{age}세", quote=clause.text, category="고객 정보")


def _married(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    when = parse_when(clause.text, said_on)
    return Draft(
        slot="marital", facet="혼인", value="기혼", fact="결혼함", quote=clause.text, category="고객 정보",
        valid_from=when.start if when and when.start <= said_on else None,
    )  # fmt: skip


def _budget(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    amount = int(match.group("sum").replace(",", ""))
    return Draft(
        slot="budget", facet="월 보험료", value=str(amount), fact=f"월 보험료 예산은 {man(amount)} 이내", quote=match.group(0),
        category="보험료",
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    rule(r"\bI(?:'m| am) (?P<age>[1-9]\d)(?: years? old|\b(?! (?:weeks|months|percent|%)))", _age),
    rule(r"\bI(?:'m| am| just)? ?(?:got )?married\b", _married),
    rule(r"\b(?:my |monthly )+budget (?:is|of)?\s*(?:about |around |up to )?₩?(?P<sum>\d{1,3}(?:,\d{3})+|\d{4,7})", _budget, whole_sentence=True),
    rule(r"\b(?:prefer|like|want|need)\b.{0,20}\b(?:cheap|low|affordable|lower)\w*\b.{0,12}(?:premium|price|plan|insurance)", PRICE),
    rule(r"\b(?:prefer|like|want|need)\b.{0,20}\b(?:high|generous|better|broad|more|strong)\w*\b.{0,12}(?:cover|benefit|protection)", COVER),
    rule(r"\bprefer\b.{0,20}\bnon-?renew", NON_RENEWAL),
)  # fmt: skip

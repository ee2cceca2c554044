"""Weave the hand-written material of data/eval/memory/source into conversations, questions and labels; same seed, same files.

python scripts/make_memory_benchmark.py            # writes data/eval/memory/*.json(l)
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data/eval/memory"
SEED = 20261121
KST = timezone(timedelta(hours=9))
ASKED_AT = datetime(2026, 11, 21, 10, 0, tzinfo=KST).isoformat()
SESSIONS = 20
GENERAL_PER_CUSTOMER = 64
SMALL_TALK_PER_CUSTOMER = 38
LEAKS_PER_CUSTOMER = 3
MONTHS = [(2025, 12), *((2026, month) for month in range(1, 12))]
TYPES = {
    "single": "single_fact", "multi": "multi_hop", "temporal": "temporal", "past": "temporal", "changed": "changed_fact",
    "preference": "preference", "procedure": "procedure", "negative": "negative",
}  # fmt: skip


@dataclass
class Turn:
    """One question with its answer; `kind` is evidence, general (a question of insurance) or junk."""

    kind: str
    question: str
    answer: str
    month: int = 0
    key: str = ""
    procedure: str | None = None
    facts: list[dict[str, str]] = field(default_factory=list)
    id: str = ""
    at: str = ""
    thread: str = ""


@dataclass
class Question:
    """A question of the benchmark, with keys of its evidence in place of turn ids."""

    type: str
    question: str
    evidence: list[str]
    superseded: list[str]
    distinctive: bool


@dataclass
class Customer:
    """One story: who, which part of the benchmark, the turns that carry evidence and the questions."""

    id: str
    name: str
    part: str
    about: str
    turns: list[Turn] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_customer(file: Path) -> Customer:
    """A story file: '@' header, '+' turn, '=' fact of the turn, '?' question (see README.md beside the data)."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    customer = Customer(*(part.strip() for part in lines[0][1:].split("|")))
    for line in lines[1:]:
        parts = [part.strip() for part in line[1:].split("|")]
        if line[0] == "+":
            customer.turns.append(_turn(parts))
        elif line[0] == "=":
            customer.turns[-1].facts.append(dict(zip(("slot", "facet", "value"), parts, strict=True)))
        elif line[0] == "?":
            customer.questions.append(_question(parts, customer.turns[-1].key))
        else:
            raise ValueError(f"{file}: {line}")
    return customer


def _turn(parts: list[str]) -> Turn:
    month, key, question, *rest = parts
    answer = rest[0] if rest else ""
    procedure = rest[1].removeprefix("P=") if len(rest) > 1 else None
    return Turn("evidence", question, answer, int(month), key, procedure)


def _question(parts: list[str], last: str) -> Question:
    kind, keys, text = parts
    distinctive, kind = kind.endswith("!"), kind.rstrip("!")
    new, _, old = (keys or last).partition("<")
    evidence = [] if kind == "negative" else new.split("+")
    return Question(TYPES[kind], text, evidence, [old] if old else [], distinctive)


def read_general(file: Path) -> list[tuple[str, list[str]]]:
    """(answer, wordings) of each topic."""
    topics: list[tuple[str, list[str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            topics.append((line[1:].strip(), []))
        elif line.strip():
            topics[-1][1].append(line.strip())
    return topics


def read_lines(name: str) -> list[str]:
    """The lines of a pool."""
    return [line.strip() for line in (FOLDER / "source" / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def spoken(text: str, dice: random.Random) -> str:
    """Now and then a missing blank, a doubled ending or a lost full stop, as people type."""
    roll = dice.random()
    if roll < 0.12 and " " in text:
        words = text.split(" ")
        cut = dice.randrange(len(words) - 1)
        return " ".join([*words[:cut], words[cut] + words[cut + 1], *words[cut + 2 :]])
    if roll < 0.18:
        return text.rstrip("?.") + dice.choice(["??", "...", " ㅎㅎ", " ㅠ", "?!", "~"])
    return text


class Fillers:
    """General questions and small talk; no wording twice for one customer, each used about equally often."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._topics = read_general(FOLDER / "source/general.txt")
        self._small_talk = read_lines("smalltalk.txt")
        self._replies = read_lines("chat_replies.txt")
        self._order = [dice.sample(wordings, len(wordings)) for _, wordings in self._topics]

    def general(self, number: int) -> list[Turn]:
        """One wording of every topic for the `number`-th customer, and a second one of a few."""
        twice = set(self._dice.sample(range(len(self._topics)), GENERAL_PER_CUSTOMER - len(self._topics)))
        turns = []
        for topic, (answer, wordings) in enumerate(self._topics):
            for extra in range(1 + (topic in twice)):
                text = self._order[topic][(number + 2 * extra) % len(wordings)]
                turns.append(Turn("general", spoken(text, self._dice), answer))
        self._dice.shuffle(turns)
        return turns

    def small_talk(self) -> list[Turn]:
        """Greetings, thanks, chatter."""
        texts = self._dice.sample(self._small_talk, SMALL_TALK_PER_CUSTOMER)
        return [Turn("junk", text, self._dice.choice(self._replies)) for text in texts]


def session_months(turns: Sequence[Turn], dice: random.Random) -> list[tuple[int, int]]:
    """The month of each of the twenty sessions: every month once, the fullest twice."""
    load = {month: sum(turn.month == month for turn in turns) for _, month in MONTHS}
    full = sorted(MONTHS, key=lambda pair: (-load[pair[1]], dice.random()))[: SESSIONS - len(MONTHS)]
    return sorted([*MONTHS, *full])


def weave(customer: Customer, fillers: Fillers, number: int, dice: random.Random) -> list[Turn]:
    """The customer's year: evidence in its order, with general questions and small talk in between."""
    months = session_months(customer.turns, dice)
    sessions: list[list[Turn]] = [[] for _ in months]
    for turn in customer.turns:
        turn.answer = turn.answer or dice.choice(read_lines("acknowledgements.txt"))
    for year_month in MONTHS:
        slots = [i for i, pair in enumerate(months) if pair == year_month]
        told = [turn for turn in customer.turns if turn.month == year_month[1]]
        half = (len(told) + 1) // 2 if len(slots) == 2 else len(told)
        sessions[slots[0]] += told[:half]
        sessions[slots[-1]] += told[half:]
    for turn in [*fillers.general(number), *fillers.small_talk()]:
        smallest = min(range(SESSIONS), key=lambda i: len(sessions[i]) + 3 * dice.random())
        sessions[smallest].insert(dice.randint(0, len(sessions[smallest])), turn)
    return list(_dated(customer.id, months, sessions, dice))


def _dated(
    customer: str, months: Sequence[tuple[int, int]], sessions: Sequence[list[Turn]], dice: random.Random
) -> Iterator[Turn]:
    for number, ((year, month), turns) in enumerate(zip(months, sessions, strict=True), start=1):
        second = number > 1 and months[number - 2] == (year, month)
        first_only = not second and number < len(months) and months[number] == (year, month)
        day = dice.randint(1, 12) if first_only or month == 11 else dice.randint(15, 27) if second else dice.randint(3, 26)
        at = datetime(year, month, day, dice.randint(9, 20), dice.randint(0, 59), tzinfo=KST)
        for position, turn in enumerate(turns, start=1):
            turn.id = f"{customer}-s{number:02d}-t{position:02d}"
            turn.at, turn.thread = at.isoformat(), f"{customer}-s{number:02d}"
            at += timedelta(seconds=dice.randint(35, 240))
            yield turn


def questions_of(customer: Customer) -> list[dict[str, object]]:
    """The customer's own questions with turn ids."""
    ids = {turn.key: turn.id for turn in customer.turns}
    return [
        {
            "customer": customer.id, "type": question.type, "question": question.question, "asked_at": ASKED_AT,
            "evidence": [ids[key] for key in question.evidence], "superseded": [ids[key] for key in question.superseded],
        }
        for question in customer.questions
    ]  # fmt: skip


def leaks_of(customer: Customer, all_customers: Sequence[Customer], dice: random.Random) -> list[dict[str, object]]:
    """Questions about what only another customer of the same part told."""
    others = [other for other in all_customers if other.part == customer.part and other is not customer]
    found: list[dict[str, object]] = []
    for other in dice.sample(others, LEAKS_PER_CUSTOMER):
        ids = {turn.key: turn.id for turn in other.turns}
        question = dice.choice([question for question in other.questions if question.distinctive])
        found.append(
            {
                "customer": customer.id, "type": "other_customer", "question": question.question, "asked_at": ASKED_AT,
                "evidence": [], "superseded": [], "told_by_other": [ids[key] for key in question.evidence],
            }
        )  # fmt: skip
    return found


def write(name: str, rows: Sequence[dict[str, object]]) -> None:
    """One JSON object a line."""
    (FOLDER / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Write customers, conversations, facts and questions."""
    dice = random.Random(SEED)
    customers = [read_customer(file) for file in sorted((FOLDER / "source").glob("c[0-9][0-9].txt"))]
    fillers = Fillers(dice)
    turns = [(c, turn) for number, c in enumerate(customers) for turn in weave(c, fillers, number, dice)]
    questions = [row for c in customers for row in [*questions_of(c), *leaks_of(c, customers, dice)]]
    write("customers.jsonl", [{"id": c.id, "name": c.name, "part": c.part, "about": c.about} for c in customers])
    write(
        "conversations.jsonl",
        [
            {
                "id": turn.id, "customer": c.id, "thread": turn.thread, "at": turn.at, "kind": turn.kind,
                "question": turn.question, "answer": turn.answer, "procedure": turn.procedure,
            }
            for c, turn in turns
        ],
    )  # fmt: skip
    write("facts.jsonl", [{"turn": turn.id, **fact} for _, turn in turns for fact in turn.facts])
    write("questions.jsonl", [{"id": f"m{number:03d}", **row} for number, row in enumerate(questions, start=1)])
    print(
        f"{len(customers)} customers, {len(turns)} turns, {sum(len(asdict(t)['facts']) for _, t in turns)} facts, {len(questions)} questions"
    )


if __name__ == "__main__":
    main()

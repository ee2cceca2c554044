"""Others' benchmarks as pools of turns with questions: LoCoMo's and LongMemEval's JSON (conversations with evidence ids)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazel.errors import CatalogError

Row = dict[str, Any]
LOCOMO_TYPES = {1: "multi_hop", 2: "temporal", 3: "open_domain", 4: "single_hop", 5: "adversarial"}


@dataclass(frozen=True, slots=True)
class ForeignTurn:
    """Something that was said (`text`) with what the other side answered (`reply`, may be empty), in which session and on what day."""

    id: str
    session: str
    text: str
    reply: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class ForeignQuestion:
    """A question with the ids of its evidence (turns where the file names them, sessions always) and the day it was asked ('' if unsaid)."""

    id: str
    type: str
    question: str
    turns: tuple[str, ...]
    sessions: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """Turns that are searched together, and the questions asked of them."""

    name: str
    turns: tuple[ForeignTurn, ...]
    questions: tuple[ForeignQuestion, ...]


def read_pools(files: Sequence[Path], *, together: bool) -> list[Pool]:
    """One pool a conversation, or, `together`, one of everything in all files (each session once); raises CatalogError."""
    pools: list[Pool] = []
    for file in files:
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
            pools += [_locomo(row, number) if "conversation" in row else _longmemeval(row) for number, row in enumerate(rows)]
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise CatalogError(
                f"{file}을(를) LoCoMo나 LongMemEval 형식으로 읽을 수 없습니다({error}).", hint="원본 JSON 파일인지 확인하세요."
            ) from error
    if not together:
        return pools
    turns = {turn.id: turn for pool in pools for turn in pool.turns}
    return [Pool("all", tuple(turns.values()), tuple(question for pool in pools for question in pool.questions))]


def _longmemeval(row: Row) -> Pool:
    turns: list[ForeignTurn] = []
    proving: list[str] = []
    dates = row.get("haystack_dates") or [""] * len(row["haystack_session_ids"])
    for session, said, at in zip(row["haystack_session_ids"], row["haystack_sessions"], dates, strict=True):
        for number, (first, reply, has_answer) in enumerate(_rounds(said)):
            turns.append(ForeignTurn(f"{session}#{number}", session, first, reply, _day(at)))
            if has_answer:
                proving.append(turns[-1].id)
    evidence = tuple(proving), tuple(row["answer_session_ids"])
    day = _day(row.get("question_date", ""))
    question = ForeignQuestion(row["question_id"], row["question_type"], row["question"], *evidence, day)
    return Pool(row["question_id"], tuple(turns), () if row["question_id"].endswith("_abs") else (question,))


def _day(at: str) -> str:
    """The day of '2023/05/28 (Sun) 21:04': the hours in these files are drawn at random, some evidence is 'later' than its question."""
    return at.split(" ")[0]


def _rounds(said: Sequence[Row]) -> list[tuple[str, str, bool]]:
    """(user, assistant, has the answer) of a session, one a round."""
    rounds: list[tuple[str, str, bool]] = []
    for message in said:
        has_answer = bool(message.get("has_answer"))
        if message["role"] == "user" or not rounds or rounds[-1][1]:
            rounds.append((message["content"], "", has_answer))
        else:
            user, _, already = rounds[-1]
            rounds[-1] = (user, message["content"], already or has_answer)
    return rounds


def _locomo(row: Row, number: int) -> Pool:
    name = str(row.get("sample_id", number))
    talk = row["conversation"]
    turns = [
        ForeignTurn(f"{name}/{turn['dia_id']}", f"{name}/{session}", f"{turn['speaker']}: {_shown(turn)}", "")
        for session in talk
        if session.startswith("session_") and isinstance(talk[session], list)
        for turn in talk[session]
    ]
    session_of = {turn.id: turn.session for turn in turns}
    questions = []
    for index, qa in enumerate(row["qa"]):
        proving = tuple(id for id in (f"{name}/{dia}" for dia in _dialogue_ids(qa.get("evidence", []))) if id in session_of)
        if proving and "question" in qa:
            sessions = tuple(dict.fromkeys(session_of[id] for id in proving))
            kind = LOCOMO_TYPES.get(qa.get("category"), "other")
            questions.append(ForeignQuestion(f"{name}/q{index}", kind, qa["question"], proving, sessions))
    return Pool(name, tuple(turns), tuple(questions))


def _dialogue_ids(evidence: Sequence[str]) -> list[str]:
    """'D1:3' of a list whose entries may hold several ids."""
    return [part.strip() for entry in evidence for part in str(entry).replace(";", " ").replace(",", " ").split()]


def _shown(turn: Row) -> str:
    caption = turn.get("blip_caption")
    return f"{turn['text']} [{caption}]" if caption else str(turn["text"])

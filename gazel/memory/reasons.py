"""Why a memory was found, in a Korean sentence a broker can read out."""

from gazel.memory.candidates import Candidate
from gazel.memory.clock import in_seoul
from gazel.memory.drafts import SLOT_NAMES
from gazel.memory.needs import Need


def why_fact(candidate: Candidate, need: Need, *, replaced: bool) -> str:
    """A fact that was fetched by its slot."""
    row = candidate.row
    asked = "성향·상황을 묻는 질문" if need.taste else "본인에 대한 질문"
    past = " · 지금은 바뀐 이전 값" if replaced else ""
    return f"{asked}이라 {SLOT_NAMES[row['slot']]} 사실을 종류로 찾음{_proof(candidate)}{past}{_later(candidate)}"


def why_episode(candidate: Candidate, need: Need) -> str:
    """An episode of the customer's own history, by session and thread."""
    words = "최근 대화"
    if need.health and candidate.row["sensitive"]:
        words = "건강 이야기"
    elif candidate.item.matched:
        words = f"'{', '.join(candidate.item.matched)}' 언급"
    elif candidate.item.dense is not None:
        words = f"뜻이 가까움(유사도 {candidate.item.dense:.3f})"
    when = f" · {need.when.phrase}에 해당" if need.when and need.when.contains(candidate.day) else ""
    return f"{in_seoul(candidate.at):%Y-%m-%d %H:%M} 대화({candidate.row['thread_id']}) · {words}{when}{_later(candidate)}"


def why_procedure(candidate: Candidate) -> str:
    """How a matter is handled."""
    row = candidate.row
    used = f", {row['success_count']}회 사용" if row["success_count"] else ", 공용 절차"
    near = "뜻이 가까움" if candidate.item.dense is not None else "이 답변이 안내하는 절차"
    words = f"'{', '.join(candidate.item.matched)}' 일치" if candidate.item.matched else near
    return f"처리 방법을 묻는 질문이라 절차 기억에서 찾음({words}{used})"


def why_fused(candidate: Candidate, need: Need) -> str:
    """A memory that stands out by words or meaning."""
    item = candidate.item
    words = f"낱말 '{', '.join(item.matched)}' 일치(BM25 {item.bm25:.2f})" if item.matched else ""
    meaning = f"뜻이 가까움(유사도 {item.dense:.3f}, z {item.dense_z:+.1f})" if item.dense is not None else ""
    when = f"{need.when.phrase}에 해당" if need.when and need.when.contains(candidate.day) else ""
    return " · ".join(part for part in (words, meaning, when) if part) + _proof(candidate) + _later(candidate)


def _proof(candidate: Candidate) -> str:
    proofs = candidate.row.get("proof_count", 1)
    return f" · 근거 {proofs}회" if proofs > 1 else ""


def _later(candidate: Candidate) -> str:
    return f" · 같은 일을 {candidate.later_than:%Y-%m-%d}보다 나중에 한 말" if candidate.later_than else ""

"""Fill wordings with the catalogue's names: questions whose intent, names and tools are known; same seed, same file.

The wordings are held back: rules, prompts and policy were never tuned on them. python scripts/make_planning_questions.py
writes data/eval/planning_generated.jsonl.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.settings import settings

SEED = 20261121
EACH = 4
"""Questions of a wording that names something; one without names is asked once."""
TARGET = Path(__file__).resolve().parents[1] / "data/eval/planning_generated.jsonl"
ASKED_OF = ("유사암진단비", "유사암수술비", "다빈치로봇", "항암방사선약물", "암입원일당", "암진단비")

# part, accepted intents, accepted tools, wordings ({a}, {b} insurers; {f} rider; {d} disease)
WORDINGS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("plain", ("coverage_lookup",), ("coverage_search",), (
        "{a}에서 {f} 어떻게 보장되는지 설명 부탁드립니다", "{a} 상품의 {f} 지급사유가 무엇인가요", "{f} {a} 쪽 한도가 몇 회인지 확인해줘",
        "{a}에 {d} 걸렸을 때 받는 담보 목록 보여주세요",
    )),
    ("plain", ("comparison",), ("compare_coverage",), (
        "{a}와 {b}의 {f} 조건 차이를 표로 보여줘", "{f} 기준으로 {a} {b} 견줘 봐", "보험사별 {f} 지급률을 한 번에 비교해 주세요",
    )),
    ("plain", ("eligibility_waiting", "coverage_lookup"), ("coverage_search", "waiver_rule", "glossary", "deadline_calc"), (
        "{a} {f} 가입 후 며칠이 지나야 보장이 시작되나요", "{a} {f} 첫해 감액 비율 알려주세요",
    )),
    ("plain", ("payout_calc",), ("payout_calc",), (
        "{a} {f} 가입금액 500만원, 2025-04-02 계약하고 2025-12-20 갑상선암 진단확정이면 보험금 계산해줘",
    )),
    ("plain", ("claim_procedure",), ("claim_procedure",), (
        "{f} 청구하려면 어떤 서류가 필요한가요", "{a} 보험금 접수 절차 안내해줘",
    )),
    ("plain", ("glossary", "coverage_lookup"), ("glossary", "coverage_search"), ("{d}이 무슨 뜻인지 풀어서 알려줘",)),
    ("plain", ("recommendation",), ("recommend_riders",), ("제 상황에 맞는 {f} 특약을 추천해 주세요",)),
    ("plain", ("recall_history",), ("memory_search",), ("지난번 상담에서 {f} 관련해 제가 무엇을 질문했나요",)),
    ("free", ("coverage_lookup",), ("coverage_search", "glossary", "compare_coverage"), (
        "{a} 걸로 목에 그 병 나면 손에 들어오는 게 뭐뭐 있나", "{a} 들어놨는데 메스 대는 거 말고 약만 써도 쳐주려나",
        "우리 건 {a}인데 기계팔로 떼어내는 것까지 챙겨주는지 궁금해요", "{a} 입원하면 날마다 쌓이는 돈 있죠 그거 어떤 식이에요",
    )),
    ("free", ("comparison",), ("compare_coverage",), (
        "{a} 놓고 {b} 놓고 어느 대목에서 갈라져요?", "{a}이랑 {b} 나란히 펴 놓고 짚어줘 봐요", "회사들끼리 목 암 쳐주는 품새가 제각각이라면서요 한눈에 좀",
        "어느 집이 첫해에 안 깎는지 죽 훑어줘",
    )),
    ("free", ("eligibility_waiting", "coverage_lookup"), ("coverage_search", "waiver_rule", "glossary", "deadline_calc", "compare_coverage"), (
        "{a} 계약하고 잉크도 안 말랐는데 병나면 헛것인가요", "들고 나서 얼마나 버텨야 온전히 나오는 거래요", "일 년 못 채우고 탈 나면 반 토막 난다는 소리 사실이에요?",
        "옛날에 아팠던 거 입 닫고 들었는데 들통나면 어찌 되나요", "밀린 돈 내고 되살린 계약인데 그 뒤로 바로 쳐주는지요",
    )),
    ("free", ("payout_calc",), ("payout_calc", "indemnity_calc", "coverage_search"), (
        "천만 원짜리 걸어뒀고 다섯 달 됐는데 목 암이래요 통장에 얼마 꽂혀요", "{a} 유사암 육백 걸어놨어 반년 만에 진단 나왔는데 몇 푼이나 되나",
        "실손으로 병원서 팔만 원 긁었는데 도로 얼마 줘요",
    )),
    ("free", ("claim_procedure",), ("claim_procedure", "waiver_rule", "rights_guide"), (
        "돈 타려면 병원에서 뭘 끊어 와야 하죠", "서류 다 넣었는데 열흘째 소식이 깜깜해요", "삼 년 다 돼 가는데 이제라도 내면 받아주려나요",
        "조사원이 집에 온다는데 문 열어줘야 하나", "창구 안 가고 손전화로 끝낼 수 있나요",
    )),
    ("free", ("recommendation",), ("recommend_riders",), (
        "저 같은 사람은 뭘 담아야 옳을까요", "빈 구석 좀 찾아서 채워 주세요", "딱 필요한 놈만 추려서 한 벌 짜 주셔요",
    )),
    ("free", ("recall_history",), ("memory_search",), (
        "요전에 제가 뭘 캐물었는지 되살려 주세요", "우리 저번에 어디까지 떠들었죠", "제가 무얼 아낀다고 했었는지 적어두셨나요",
    )),
    ("free", ("profile_update",), ("memory_write",), (
        "지난달에 식구가 하나 늘었습니다", "이번 봄에 짝을 만나 식을 치렀어요", "돈 덜 나가는 쪽이 속 편합니다 저는", "앞으론 긴말 빼고 알맹이만 주세요",
        "공장 그만두고 화물차 몰기 시작했어요",
    )),
    ("free", ("rights_privacy",), ("rights_guide",), (
        "엊그제 도장 찍었는데 없던 일로 돌리고 싶네요", "지금 받아 적은 제 사정 싹 치워 주세요", "말 거는 쪽이 사람 맞나요 기계인가요",
        "보험회사 문 닫으면 부은 돈은 날아가나요", "약관 한 장 못 받고 들었는데 되물릴 수 있죠?",
    )),
    ("free", ("glossary", "coverage_lookup"), ("glossary", "waiver_rule", "coverage_search"), (
        "증권에 '감액'이라 적혔던데 그게 뭔 소리랍니까", "원발이라는 한자말은 뭘 두고 하는 얘기예요", "작은 암이라고 묶은 게 대체 뭐뭐예요",
    )),
    ("free", ("out_of_scope",), (), ("내일 우산 챙길까요", "주식 어디에 넣어야 돈 벌어요", "목의 혹 떼는 게 좋을지 그냥 둘지 정해줘요")),
    ("free", ("small_talk",), (), ("처음 뵙겠습니다 잘 지내셨죠", "오늘도 수고 많으십니다")),
)  # fmt: skip


def filled(text: str, catalog: Catalog, luck: random.Random) -> dict[str, Any]:
    """One question of a wording with what it names."""
    insurers = [row for row in catalog.insurers.values() if row.in_data and "가상" not in row.id]
    one, other = luck.sample(insurers, 2)
    family, disease = catalog.families[luck.choice(ASKED_OF)], luck.choice(("갑상선암", "유사암", "제자리암", "경계성종양"))

    def called(row: Any) -> str:
        forms = [form for form in (row.id, *row.short_forms[:1]) if not form.isascii()]
        return str(luck.choice(forms))

    names = {"a": called(one), "b": called(other), "f": luck.choice((family.id, *family.synonyms[:2])), "d": disease}
    said: dict[str, Any] = {"text": text.format(**names)}
    if "{a}" in text:
        said["insurers"] = sorted({one.id, *([other.id] if "{b}" in text else [])})
    if "{f}" in text:
        said["families"] = [family.id]
    if "{d}" in text:
        said["diseases"] = [disease]
    return said


def questions(catalog: Catalog, luck: random.Random) -> Iterator[dict[str, Any]]:
    for part, intents, tools, wordings in WORDINGS:
        for wording in wordings:
            for _ in range(EACH if "{" in wording else 1):
                yield {"part": part, "intents": list(intents), "tools": list(tools), **filled(wording, catalog, luck)}


def main() -> None:
    catalog = load_catalog(settings().data / "insurance")
    rows = {row["text"]: row for row in questions(catalog, random.Random(SEED))}
    lines = [json.dumps({"id": f"T{at:03}", **row}, ensure_ascii=False) for at, row in enumerate(rows.values(), 1)]
    TARGET.write_text("\n".join(lines) + "\n")
    print(len(lines), "questions")


if __name__ == "__main__":
    main()

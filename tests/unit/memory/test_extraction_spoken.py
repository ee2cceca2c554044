"""Life events and tastes as customers say them in passing, with requests and changes of mind around them."""

from datetime import date

import pytest

from gazel.memory.extraction.extract import extract


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("지난달에 회사 그만두고 프리랜서 됐어요", "job/직업", "프리랜서"),
        ("저 이사했고요 직장도 옮겼어요 그리고 청구하면 며칠만에 나와요?", "job/직업", "이직"),
        ("갱신형 좋다고 했었는데 생각 바뀌었어요 비갱신만 볼래요", "preference/갱신", "비갱신"),
        ("이제는 갱신형도 괜찮아요 지난번엔 싫다고 했지만", "preference/갱신", "갱신"),
        ("요즘 형편이 안좋아서 싼걸로 바꿀래요", "preference/우선순위", "보험료"),
        ("보장 최대한 두툼하게 가고싶어요", "preference/우선순위", "보장"),
        ("저 보험료 3만원 넘는건 싫어요 기억해주세요", "budget/월 보험료", "30000"),
        ("예산 아까 6만원이라 했는데 8만원으로 올릴게요", "budget/월 보험료", "80000"),
        ("다음달에 아기 태어나요 참고해주세요", "family/출산", "예정"),
        ("나 이혼했어 정보 고쳐줘", "marital/혼인", "이혼"),
        ("저 실손 5세대로 갈아탔어요 메모해주세요", "existing_policy/실손 5세대", "보유"),
        ("저는 보험료 한달에 5만원 안넘었으면 좋겠어요", "budget/월 보험료", "50000"),
        ("예산 바꿀게요 5만원 말고 9만원까지 괜찮아요", "budget/월 보험료", "90000"),
        ("지난주에 둘째 태어났어요ㅎㅎ 거기 맞춰서 특약 다시 추천해주세요", "family/출산", "2026-11"),
        ("직업 바꼈어요 이제 배달라이더 합니다", "job/직업", "배달라이더"),
        ("간호사구요 보험료는 월 7만원까지 낼수있어요", "job/직업", "간호사"),
        ("이전에 말한 예산은 무시하고 8만원으로 다시 잡아줘", "budget/월 보험료", "80000"),
        ("56세 남 자영업, 월 10까지 ok", "budget/월 보험료", "100000"),
        ("41세 여자 교사, 연 6천 벌고", "income/연소득", "60000000"),
        ("한달에 300 벌어요", "income/월소득", "3000000"),
        ("결혼했고 아이 둘이요", "family/자녀", "2"),
        ("얼마전에 서울 마포로 이사했어요", "contact/사는 곳", "서울 마포"),
        ("기존은 4세대 실손", "existing_policy/4세대 실손", "보유"),
        ("지금은 4세대 실손 하나뿐이고 월 7만원까진 낼수 있어요", "budget/월 보험료", "70000"),
        ("한달에 5만원이 상한이에요", "budget/월 보험료", "50000"),
        ("보험료 상한은 6만원이요", "budget/월 보험료", "60000"),
        ("8만원까진 낼 수 있을 듯", "budget/월 보험료", "80000"),
        ("십만원 넘으면 좀 그래요", "budget/월 보험료", "100000"),
        ("연 소득 오천이요", "income/연소득", "50000000"),
        ("생각바뀜.. 갱신형이어도 처음 보험료 싼게 나을듯요", "preference/갱신", "갱신"),
        ("갱신형으로 할래요 처음에 싼 게 낫겠어요", "preference/갱신", "갱신"),
        ("역시 갱신형이 나을 것 같아요", "preference/갱신", "갱신"),
        ("갑상선암이랑 입원했을때 대비하는게 목적이에요", "goal/갑상선암", "목적"),
        ("유방암이랑 수술했을 때 대비하는 게 목적이에요", "goal/유방암", "목적"),
        ("전엔 보장 큰 게 좋다고 했는데요 이제는 보험료 싼 게 더 중요해졌어요", "preference/우선순위", "보험료"),
        ("저 올해 7월에 딸 낳았어요", "family/출산", "2026-07"),
        ("앞으로 삼성은 빼주세요", "preference/보험사:삼성", "기피"),
        ("한달에 3만원은 안넘었음 해요", "budget/월 보험료", "30000"),
        ("암 진단금 위주로 보고 있어요", "goal/암 진단금", "목적"),
        ("41세 남자고 편의점 해요 연소득 5천정도", "job/직업", "편의점"),
        ("은행 다니는 38살 여자예요", "job/직업", "은행"),
        ("33 여 회사원", "age/나이", "33"),
        ("33 여 회사원", "job/직업", "회사원"),
        ("보험은 4세대 실손이랑 운전자 있어요", "existing_policy/4세대 실손", "보유"),
        ("실손밖에 없어요", "existing_policy/실손", "보유"),
        ("이것저것 다 떼면 이백칠십쯤 손에 들어와요", "income/월소득", "2700000"),
        ("실수령 310 찍혀요", "income/월소득", "3100000"),
        ("요즘은 통장에 삼백이십 들어오네유", "income/월소득", "3200000"),
        ("다달이 칠만원까지는 괜찮아요", "budget/월 보험료", "70000"),
        ("보험료는 둘이 합쳐 이십만원이 한계예요", "budget/월 보험료", "200000"),
        ("예순둘이구유, 농사지어유", "age/나이", "62"),
        ("마흔일곱 된 남자예요", "age/나이", "47"),
        ("아내는 삼 년 전에 먼저 세상을 떴어요", "marital/혼인", "사별"),
        ("혈압약을 아침마다 먹어요", "health/고혈압", "있음"),
        ("안과에서 백내장이라네요", "health/백내장", "있음"),
        ("건강검진에서 갑상선 결절 보임", "health/갑상선 결절", "있음"),
        ("우리 형님이 치매로 요양원에 계세요", "family_history/치매", "있음"),
        ("종신 그거 결국 깼어요", "existing_policy/종신보험", "해지"),
        ("드디어 치아보험을 하나 장만했어요", "existing_policy/치아보험", "보유"),
        ("가진 건 여행자보험이 다예요", "existing_policy/여행자보험", "보유"),
        ("카톡에 사진으로 보내 주세요", "contact/연락 수단", "카카오톡"),
        ("낮 2시쯤 전화 주세요", "contact/연락 시간", "낮 2시쯤"),
        ("만기에 돌려받는 건 관심 없어요", "preference/환급", "순수보장"),
        ("갱신이라 나이 들면 오르는 건 질색이에요", "preference/갱신", "비갱신"),
        ("어려운 용어 빼고 쉽게 풀어 주세요", "preference/쉬운 말", "원함"),
    ],
)
def test_spoken_facts_are_found(text: str, subject: str, value: str) -> None:
    found = {draft.subject: draft.value for draft in extract(text, said_on=date(2026, 11, 21))}
    assert found.get(subject) == value


@pytest.mark.parametrize(
    "text", ["친구가 그만두래요", "엄마가 부산으로 이사했어요", "설계사가 갱신형은 싫대요", "다음달에 손주가 태어나요"]
)
def test_what_others_want_is_no_fact_of_the_speaker(text: str) -> None:
    slots = {draft.slot for draft in extract(text, said_on=date(2026, 11, 21))}
    assert not slots & {"preference", "job", "contact"}
    assert not [d for d in extract(text, said_on=date(2026, 11, 21)) if d.facet == "출산"]


@pytest.mark.parametrize(
    "text",
    [
        "암 진단금 위주로 보고 있어요",
        "뇌졸중 보장을 알아보고 있어요",
        "유방암 대비로 들고 있어요",
        "유방암이랑 수술했을 때 대비하는 게 목적이에요",
    ],
)
def test_cover_that_is_wanted_is_no_illness(text: str) -> None:
    assert "health" not in {draft.slot for draft in extract(text, said_on=date(2026, 11, 21))}


def test_what_does_not_matter_is_no_preference() -> None:
    assert not [draft for draft in extract("보험료 싼 건 중요하지 않아요", said_on=date(2026, 11, 21)) if draft.value == "보험료"]


@pytest.mark.parametrize("text", ["DB 빼고 흥국", "메리츠는 빼고 다시"])
def test_an_insurer_left_out_of_a_comparison_is_no_dislike(text: str) -> None:
    assert extract(text, said_on=date(2026, 11, 21)) == []


@pytest.mark.parametrize(
    "text",
    [
        "바깥양반이 위암 진단받았어요", "큰아들이 애 둘 데리고 놀러 왔어요", "큰딸이 갈라섰어요", "남편이 혈압약을 먹어요", "남편이 담배를 하루 한 갑 피워요", "B형간염 환자를 돌봤어요", "쉰 넘어 처음 드는 보험이에요",
        "서른 명이 일하는 공장이에요", "저는 한 달에 삼백만원까지 카드를 써요", "월 5만원이면 되는거임",
    ],
)  # fmt: skip
def test_what_is_said_of_others_or_of_nothing_is_no_fact_of_the_customer(text: str) -> None:
    slots = {draft.slot for draft in extract(text, said_on=date(2026, 11, 21))}
    assert not slots & {"health", "family", "marital", "age", "income", "budget"}

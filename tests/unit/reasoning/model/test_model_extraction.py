"""A memory of the model stands only on the customer's own words."""

import json
from datetime import date

import pytest
from fix_model_server import ModelServer
from hypothesis import given
from hypothesis import strategies as st

from gazel.errors import ModelMisbehaved
from gazel.memory.benchmark.data import load_benchmark
from gazel.memory.extraction.extract import extract
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.extraction import Extractor, checked, schema, statements
from gazel.reasoning.model.measuring.extraction import every_claim, told_turns
from gazel.reasoning.model.memory_claims import CLAIMS
from gazel.settings import settings

SAID = "다달이 나가는 돈이 적었으면 해요. 저는 공무원이고 엄마가 위암이셨어요."


def fact(quote: str, claim: str) -> dict[str, str]:
    return {"quote": quote, "claim": claim}


def extractor_of(server: ModelServer) -> Extractor:
    return Extractor(ModelClient([Endpoint(server.base_url, None, "none")], first_token_seconds=15, step_seconds=30))


def test_a_told_fact_becomes_a_typed_draft_with_its_quote(model_server: ModelServer) -> None:
    quote = statements(SAID)[0]
    model_server.answer = lambda body: json.dumps({"facts": [fact(quote, "보험료가 싼 것을 중시")]})
    drafts = extractor_of(model_server).extract(SAID, "안내했습니다.").drafts
    assert [(draft.slot, draft.facet, draft.value, draft.quote) for draft in drafts] == [
        ("preference", "우선순위", "보험료", quote)
    ]


def test_a_pure_question_asks_no_model(model_server: ModelServer) -> None:
    assert extractor_of(model_server).extract("갑상선암이면 얼마 나오나요?", "").drafts == ()
    assert model_server.requests == []


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (fact("저는 의사입니다", "직업"), "발화에 없는 인용"),
        (fact("다달이 나가는 돈이 적었으면 해요.", "직업"), "인용이 뒷받침하지 않음"),
        (fact("다달이 나가는 돈이 적었으면 해요.", "보장이 든든한 것을 중시"), "인용이 뒷받침하지 않음"),
        (fact("엄마가 위암이셨어요", "앓은 병"), "인용이 뒷받침하지 않음"),
        (fact("저는 공무원이고", "정치 성향"), "모르는 항목"),
        (fact("저는 공무원이고", "이혼함"), "인용이 뒷받침하지 않음"),
        ({"quote": 3}, "형식이 다름"),
        ("nonsense", "형식이 다름"),
    ],
)
def test_a_draft_without_proof_is_refused_and_counted(proposed: object, reason: str) -> None:
    found = checked([proposed], SAID, "")
    assert found.drafts == ()
    assert found.refused == {reason: 1}


def test_an_open_claims_value_is_read_from_the_quote() -> None:
    found = checked([fact("저는 공무원이고", "직업"), fact("엄마가 위암이셨어요", "가족이 앓은 병")], SAID, "")
    assert [(draft.subject, draft.value) for draft in found.drafts] == [("job/직업", "공무원"), ("family_history/위암", "있음")]


def test_an_echo_of_the_assistant_is_refused() -> None:
    found = checked([fact("저는 공무원이고", "직업")], SAID, "고객님은 '저는 공무원이고' 라고 하셨습니다.")
    assert found.refused == {"상담 답변의 되풀이": 1}


def test_nonsense_instead_of_a_list_is_a_typed_error(model_server: ModelServer) -> None:
    model_server.answer = lambda body: '{"facts": "none"}'
    with pytest.raises(ModelMisbehaved):
        extractor_of(model_server).extract(SAID, "")


def test_the_quote_is_one_of_the_customers_clauses() -> None:
    item = schema(statements(SAID))["properties"]["facts"]["items"]["properties"]
    assert all(quote in SAID for quote in item["quote"]["enum"])
    assert set(CLAIMS) < set(item["claim"]["enum"])


@given(st.lists(st.fixed_dictionaries({"quote": st.text(max_size=30), "claim": st.sampled_from([*CLAIMS, "x"])}), max_size=4))
def test_whatever_the_model_says_every_draft_quotes_the_customer(facts: list[dict[str, str]]) -> None:
    assert all(draft.quote in SAID and draft.quote for draft in checked(facts, SAID, "").drafts)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("수입이 들쭉날쭉해요", "소득이 불규칙함"),
        ("소득은 안정적인 편이에요", "소득이 안정적임"),
        ("저는 미혼이에요", "미혼"),
        ("결혼했어요", "결혼함"),
        ("담배 피워요", "흡연함"),
        ("보험료 싼 게 제일 중요해요", "보험료가 싼 것을 중시"),
        ("설명은 짧은 게 좋아요", "짧은 설명 선호"),
        ("연락은 카톡으로 주세요", "카카오톡 연락 선호"),
        ("비갱신형이 좋아요", "비갱신형 선호"),
    ],
)
def test_a_claim_says_what_the_rules_say_of_the_same_words(said: str, claim: str) -> None:
    by_rule = {(draft.slot, draft.facet): draft.value for draft in extract(said, said_on=date(2026, 11, 21))}
    known = CLAIMS[claim]
    assert by_rule.get((known.slot, known.facet)) == known.value


def test_a_burden_that_is_not_of_money_is_no_wish_for_a_low_premium() -> None:
    said = "갱신형은 싫어요. 나중에 은퇴하고 부담되니까"
    found = checked([fact("나중에 은퇴하고 부담되니까", "보험료가 싼 것을 중시")], said, "")
    assert found.drafts == ()
    assert checked([fact("보험료가 부담돼요", "보험료가 싼 것을 중시")], "보험료가 부담돼요", "").drafts != ()


@pytest.mark.parametrize(
    ("said", "claim", "reason"),
    [
        ("남편은 은행원이고 43세예요.", "직업", "가족에 대한 말"),
        ("아들만 둘이에요, 중학생 고등학생", "직업", "가족에 대한 말"),
        ("딸이 이번에 결혼했어요", "결혼함", "가족에 대한 말"),
        ("엄마가 큰 수술을 받으셨어요", "가족이 앓은 병", "인용에 값이 없음"),
        ("어린이보험은 둘 다 있어요", "보험료와 보장의 균형을 중시", "인용이 뒷받침하지 않음"),
        ("비갱신 30년납으로 가입했습니다", "비갱신형 선호", "인용이 뒷받침하지 않음"),
        ("새해 복 많이 받으세요", "보장이 든든한 것을 중시", "인용이 뒷받침하지 않음"),
        ("설명이 자세하네요", "자세한 설명 선호", "인용이 뒷받침하지 않음"),
        ("검사 결과가 아직 안 나왔어요", "보험금이 아직 안 나옴", "인용이 뒷받침하지 않음"),
        ("형 일을 보니 암 대비를 더 해야겠어요", "가족이 앓은 병", "인용이 뒷받침하지 않음"),
    ],
)
def test_what_only_sounds_like_a_claim_is_refused(said: str, claim: str, reason: str) -> None:
    found = checked([fact(quote, claim) for quote in statements(said)], said, "")
    assert found.drafts == ()
    assert reason in found.refused


def test_even_a_model_that_claims_everything_of_every_clause_is_mostly_right() -> None:
    report = every_claim(told_turns(load_benchmark(settings().data), "dev"))
    assert report["found"] > 30
    assert report["precision_pct"] > 90

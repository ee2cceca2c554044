"""The tools on the shipped catalogue and the rule engine; what needs a memory is tested on a real PostgreSQL."""

import itertools
import re
from datetime import timedelta
from typing import Any

import pytest
from fix_adviser import TODAY, Adviser, shipped_catalog, tools_over
from hypothesis import given, settings
from hypothesis import strategies as st

from gazel.errors import WorkflowError
from gazel.memory.types import Scope
from gazel.reasoning.evidence import Evidence
from gazel.workflow.tools import CallContext
from gazel.workflow.tools.payout_calc import WHENEVER

INSURERS = [row.id for row in shipped_catalog().insurers_in_data()]


def call(tool: str, question: str = "", policies: tuple[dict[str, Any], ...] = (), **args: Any) -> Evidence:
    """The evidence of one call in a turn without memory."""
    context = CallContext(
        scope=Scope("demo", "kim"), as_of=TODAY, thread_id="t", run_id="r", question=question, policies=policies
    )
    message = tools_over(None)[tool].invoke(
        {"name": tool, "args": args, "id": "1", "type": "tool_call"}, {"configurable": {"call": context}}
    )
    assert isinstance(message.artifact, Evidence)
    return message.artifact


def amounts(evidence: Evidence) -> list[int | None]:
    """The amount of each rider in order."""
    return [row["amount"] for row in evidence.data["results"]]


def test_every_tool_is_documented_and_named_as_the_questions_ask() -> None:
    tools = tools_over(None)
    assert set(tools) >= {
        "coverage_search", "compare_coverage", "payout_calc", "indemnity_calc", "deadline_calc", "waiver_rule", "claim_procedure", "glossary",
        "recommend_riders", "memory_search", "memory_write", "rights_guide",
    }  # fmt: skip
    assert all(len(tool.description) > 30 for tool in tools.values())


def test_a_tool_outside_of_a_turn_says_so() -> None:
    with pytest.raises(WorkflowError, match="상담 문맥"):
        tools_over(None)["glossary"].invoke({"terms": ["유사암"]})


def test_all_seven_samsung_rows_with_their_sources() -> None:
    table = call("coverage_search", insurers=["삼성"], disease="갑상선암").tables[0]
    assert table.columns == ("보장명", "지급사유", "지급금액", "면책기간", "감액", "한도", "근거(문서·쪽·기준일)")
    assert len(table.rows) == len(table.citations) == 7
    assert all(row[2].startswith("가입금액") and "설계 예시" in row[2] for row in table.rows)
    assert all("2025-10-02" in row[6] for row in table.rows)


@pytest.mark.parametrize("insurer", INSURERS)
def test_every_insurer_has_a_table_and_no_row_of_another(insurer: str) -> None:
    found = call("coverage_search", insurers=[insurer])
    assert found.tables[0].rows
    assert {citation.insurer for citation in found.tables[0].citations} <= {insurer, ""}


def test_an_insurer_without_documents_gets_no_figure() -> None:
    found = call("coverage_search", insurers=["교보생명"])
    assert "자료에 상품 문서가 없어" in found.headline
    assert not found.tables
    assert not re.search(r"교보\S*[^.]{0,40}\d+만원", found.headline)


def test_an_amount_without_an_insurer_is_asked_back() -> None:
    assert call("coverage_search", families=["유사암진단비"], amount_asked=True).behaviour == "needs_input"


@pytest.mark.parametrize(
    ("insurer", "percent", "opening"),
    [
        ("롯데손해보험", 20, "아닙니다"),
        ("롯데손해보험", 100, "네"),
        ("현대해상", 100, "아닙니다"),
        ("KB손해보험", 20, "네"),
        ("롯데손해보험", 50, "50%는 감액기간"),
    ],
)
def test_a_believed_share_is_confirmed_or_corrected(insurer: str, percent: int, opening: str) -> None:
    found = call("coverage_search", insurers=[insurer], families=["항암방사선약물"], claimed={"percent": percent})
    assert found.headline.startswith(opening)


def test_a_comparison_names_differences_and_no_winner() -> None:
    found = call("compare_coverage", insurers=["삼성화재", "현대해상"])
    words = " ".join([found.headline, *(point.text for point in found.points)])
    assert "지급 조건이 다릅니다" in words
    assert not re.search(r"(?:더|훨씬|가장|제일)\s*(?:좋|우수|유리|낫)", words)
    assert any("3개 미만" in warning for warning in found.warnings)
    assert call("compare_coverage", ranking=True).headline.startswith("한 회사를 골라 우열을")


def test_a_comparison_cites_a_place_or_a_day_and_leaves_no_blank() -> None:
    pairs = itertools.combinations(call("compare_coverage").data["insurers"], 2)
    cells = [cell for pair in pairs for row in call("compare_coverage", insurers=list(pair)).tables[0].rows for cell in row]
    assert sum("2025-10-02]" in cell for cell in cells) > 20
    assert not [cell for cell in cells if re.search(r"\[(?:p\.)?\s*,|\[\s*\]", cell)]


def test_who_counts_intramucosal_colon_cancer_as_minor() -> None:
    found = call("compare_coverage", similar_member="대장점막내암")
    assert "삼성화재(5종)" in found.headline
    assert [row[2] for row in found.tables[0].rows].count("포함") == 1


@pytest.mark.parametrize(
    ("wanted", "inside", "outside"), [({"percent": 20}, "현대해상", "삼성화재"), ({"percent": 100}, "롯데손해보험", "KB손해보험")]
)
def test_insurers_are_looked_for_by_a_condition(wanted: dict[str, Any], inside: str, outside: str) -> None:
    first = call("compare_coverage", families=["항암방사선약물"], wanted=wanted).headline.split("입니다.")[0]
    assert inside in first
    assert outside not in first


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"report_date": "2026-03-15"}, [3_000_000]), ({"report_date": "2026-10-01"}, [3_000_000]), ({"report_date": "2026-10-02"}, [6_000_000]),
        ({"report_date": "2025-10-20"}, [3_000_000]), ({"report_date": "2027-05-01", "disease": "기타피부암", "code": "C44.3"}, [6_000_000]),
        ({"report_date": "2025-12-30", "disease": "위암", "code": "C16.9"}, [0]), ({"report_date": "2025-12-31", "disease": "위암"}, [30_000_000]),
        ({"families": ["다빈치로봇"], "report_date": "2026-01-10", "treatment_date": "2026-03-30"}, [2_500_000]),
        ({"families": ["다빈치로봇"], "report_date": "2026-01-10", "treatment_date": "2026-03-31"}, [5_000_000]),
        ({"families": ["다빈치로봇"], "report_date": "2026-01-10", "treatment_date": "2026-10-02"}, [10_000_000]),
        ({"families": ["유사암진단비", "유사암수술비", "암입원일당"], "report_date": "2026-11-05", "hospital_days": 5}, [6_000_000, 300_000, 100_000]),
    ],
)  # fmt: skip
def test_the_sample_contract_pays_as_the_rules_print(args: dict[str, Any], expected: list[int]) -> None:
    assert amounts(call("payout_calc", plan="P1", **args)) == expected


@pytest.mark.parametrize(
    ("insurer", "family", "date", "expected"),
    [
        ("DB손해보험", "다빈치로봇", "2025-12-20", 250_000), ("DB손해보험", "다빈치로봇", "2026-02-01", 1_250_000),
        ("DB손해보험", "다빈치로봇", "2026-05-01", 2_500_000), ("DB손해보험", "다빈치로봇", "2026-11-01", 5_000_000),
        ("삼성화재", "항암방사선약물", "2026-03-02", 3_000_000), ("KB손해보험", "항암방사선약물", "2026-03-02", 600_000),
        ("흥국화재", "항암방사선약물", "2026-03-02", 300_000), ("롯데손해보험", "항암방사선약물", "2026-03-02", 1_500_000),
    ],
)  # fmt: skip
def test_the_same_name_pays_differently(insurer: str, family: str, date: str, expected: int) -> None:
    found = call("payout_calc", insurers=[insurer], families=[family], contract_date="2025-10-02", treatment_date=date)
    assert amounts(found) == [expected]


@given(st.integers(1, 1000), st.integers(0, 800))
@settings(deadline=None, max_examples=30)
def test_a_larger_sum_never_pays_less(man: int, day: int) -> None:
    report = (TODAY - timedelta(days=day)).isoformat()
    args = {"contract_date": "2024-09-01", "report_date": report, "disease": "갑상선암"}
    small = amounts(call("payout_calc", sums={"sum_minor": man * 10_000}, **args))[0]
    large = amounts(call("payout_calc", sums={"sum_minor": (man + 1) * 10_000}, **args))[0]
    assert small is not None
    assert large is not None
    assert 0 <= small <= large <= (man + 1) * 10_000


def test_a_certificate_alone_decides_nothing() -> None:
    found = call("payout_calc", plan="P1", disease="위암", certificate_date="2026-01-03")
    assert found.behaviour == "needs_input"
    assert "결과보고일" in found.headline


def test_a_metastasis_is_never_decided() -> None:
    for args in (
        {"spread": True},
        {"code": "C77.0"},
        {"code": "C77.0", "primary": "C73", "plan": "P1", "report_date": "2026-10-02"},
    ):
        assert call("payout_calc", **args).behaviour == "needs_review"


def test_open_terms_are_put_to_review_only_where_they_matter() -> None:
    early = call("payout_calc", insurers=["롯데손해보험"], contract_date="2025-10-02", report_date="2025-11-01")
    late = call("payout_calc", insurers=["롯데손해보험"], contract_date="2025-10-02", report_date="2026-03-01")
    assert (early.behaviour, late.behaviour) == ("needs_review", "answer")


def test_a_customers_own_contract_is_used() -> None:
    policy = {"insurer": "KB손해보험", "contract_date": "2025-10-02", "items": [{"coverage": "KBI-01", "sum_insured": 8_000_000}]}
    assert amounts(call("payout_calc", policies=(policy,), contract_date="2025-10-02", report_date="2026-10-02")) == [8_000_000]


def test_a_customers_own_contract_brings_its_day() -> None:
    policies = tuple(
        {"insurer": "KB손해보험", "contract_date": day, "items": [{"coverage": "KBI-01", "sum_insured": 8_000_000}]}
        for day in ("2025-10-02", "2026-06-01")
    )
    assert amounts(call("payout_calc", policies=policies[:1])) == [8_000_000]
    assert amounts(call("payout_calc", policies=policies)) == [8_000_000, 4_000_000]
    assert amounts(call("payout_calc", policies=policies[:1], report_date="2026-03-15")) == [4_000_000]
    assert call("payout_calc", policies=policies, families=["다빈치로봇"]).data["status"] == "not_in_policy"


@pytest.mark.parametrize(
    ("args", "pay"),
    [
        ({"generation": 4, "visit": "outpatient", "facility": "의원", "covered": 80_000}, {"급여 통원": 64_000}),
        ({"generation": 4, "visit": "outpatient", "facility": "종합병원", "covered": 80_000}, {"급여 통원": 60_000}),
        ({"generation": 4, "visit": "inpatient", "covered": 3_000_000, "noncovered": 2_000_000}, {"입원": 3_800_000}),
        ({"generation": 4, "noncovered": 700_000, "major_three": "MRI"}, {"3대 비급여(MRI)": 490_000}),
        ({"generation": 5, "visit": "outpatient", "facility": "상급종합병원", "covered": 60_000, "nhi_rate_pct": 60}, {"급여 통원": 24_000}),
    ],
)  # fmt: skip
def test_indemnity_bills(args: dict[str, Any], pay: dict[str, int]) -> None:
    assert call("indemnity_calc", **args).data["pay"] == pay


def test_unknown_severity_shows_both_and_asks() -> None:
    found = call("indemnity_calc", generation=5, visit="outpatient", noncovered=200_000)
    assert found.behaviour == "needs_input"
    assert set(found.data["pay"].values()) == {140_000, 100_000}


@pytest.mark.parametrize(
    ("kind", "values", "expected", "behaviour"),
    [
        ("coverage_start", {"contract_date": "2025-10-02"}, "2025-12-31", "answer"), ("coverage_start", {"contract_date": "2024-04-10"}, "2024-07-09", "answer"),
        ("payment", {"received": "2026-12-23"}, "2026-12-29", "answer"), ("payment", {}, "3영업일", "needs_input"),
        ("withdrawal", {"applied": "2026-11-01", "policy_received": "2026-11-28"}, "2026-12-01", "answer"),
        ("quality", {"concluded": "2026-08-31"}, "2026-11-30", "answer"), ("limitation", {"basis_date": "2023-11-20"}, "2026-11-20", "needs_review"),
        ("limitation", {"basis_date": "2024-01-05"}, "2027-01-05", "answer"), ("late_interest", {"principal": 10_000_000, "days_late": 45, "loan_rate_pct": 4}, "65,753", "answer"),
        ("insurance_age", {"birth": "1995-04-02", "contract": "2025-10-02"}, "31세", "answer"), ("disclosure", {"contract_date": "2023-05-01"}, "인과관계", "needs_review"),
    ],
)  # fmt: skip
def test_deadlines(kind: str, values: dict[str, Any], expected: str, behaviour: str) -> None:
    found = call("deadline_calc", kind=kind, values=values)
    assert expected in found.headline
    assert found.behaviour == behaviour


def test_a_claim_has_ordered_steps_documents_and_dates() -> None:
    found = call("claim_procedure", procedure="claim_thyroid", received="2026-11-20")
    assert found.data["pay_3bd"] == "2026-11-25"
    assert [step["title"] for step in found.data["procedure"]["steps"]] == [row[1] for row in found.tables[0].rows]
    assert "조직검사(병리) 결과지" in str(found.tables[0].rows)


@given(st.sampled_from(sorted(shipped_catalog().topics)))
@settings(deadline=None)
def test_every_topic_can_be_told_with_sources(topic: str) -> None:
    for tool in ("glossary", "rights_guide", "waiver_rule"):
        found = call(tool, question="알려줘", topics=[topic])
        assert found.headline
        assert all(point.citations for point in found.points)


def test_a_rider_without_waiting_period_or_reduction_needs_no_dates_and_shows_none() -> None:
    answer = Adviser().ask("DB 갑상선암 수술비 얼마나와 30만원짜리")
    assert "300,000원" in answer.prose
    assert WHENEVER in answer.prose
    assert "보장개시일:" not in answer.prose

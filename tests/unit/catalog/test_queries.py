"""What the catalogue answers: coverages by insurer, family and disease; topics, procedures, glossary."""

from gazel.catalog.catalog import Catalog


def test_samsung_thyroid_has_its_seven_matrix_rows_first(catalog: Catalog) -> None:
    rows = [r for r in catalog.coverages(insurers=["삼성화재"], code_group="갑상선암") if r.plan_example_krw]
    assert [row.family for row in rows] == [
        "유사암진단비",
        "재진단암",
        "항암방사선약물",
        "표적항암",
        "암입원일당",
        "유사암수술비",
        "다빈치로봇",
    ]


def test_fictional_insurer_appears_only_when_asked_for(catalog: Catalog) -> None:
    assert all("가상" not in row.insurer for row in catalog.coverages())
    assert catalog.coverages(insurers=["가젤손해보험(가상)"])
    assert catalog.coverages(fictional=True)[-1].insurer == "가젤손해보험(가상)"


def test_insurer_by_any_of_its_names(catalog: Catalog) -> None:
    for name, wanted in {
        "삼성": "삼성화재",
        "삼화": "삼성화재",
        "DB": "DB손해보험",
        "동부": "DB손해보험",
        "한화": "한화손해보험",
        "한화 생명": "한화생명",
    }.items():
        found = catalog.insurer(name)
        assert found is not None
        assert found.id == wanted
    assert catalog.insurer("없는보험") is None


def test_only_samsung_counts_five_similar_cancers(catalog: Catalog) -> None:
    sizes = {row.id: len(row.similar_cancer_set) for row in catalog.insurers_in_data()}
    assert sizes.pop("삼성화재") == 5
    assert set(sizes.values()) == {4}


def test_insurers_without_documents_have_no_coverages(catalog: Catalog) -> None:
    unknown = [row.id for row in catalog.insurers.values() if not row.in_data]
    assert {"교보생명", "삼성생명", "한화생명", "라이나생명"} <= set(unknown)
    assert catalog.coverages(insurers=unknown) == ()


def test_plan_p1_is_the_sample_contract(catalog: Catalog) -> None:
    plan = catalog.plans["P1"]
    sums = {catalog.coverage_rows[item.coverage].family: item.sum_insured for item in plan.items}
    assert (plan.insurer, plan.contract_date, plan.insurance_age, plan.label) == ("삼성화재", "2025-10-02", 30, "plan_example")
    assert sums == {
        "암진단비": 30_000_000,
        "유사암진단비": 6_000_000,
        "유사암수술비": 300_000,
        "항암방사선약물": 3_000_000,
        "암입원일당": 20_000,
        "다빈치로봇": 10_000_000,
    }


def test_family_group_gathers_what_may_be_compared(catalog: Catalog) -> None:
    assert set(catalog.families_of_group("수술")) == {"유사암수술비", "암수술비"}
    assert all(row.family in catalog.families for row in catalog.all_coverages())


def test_similar_cancer_takes_its_members(catalog: Catalog) -> None:
    rows = catalog.coverages(insurers=["한화손해보험"], code_group="유사암")
    assert "4대유사암진단비(갑상선암)" in {row.name for row in rows}


def test_procedure_for_thyroid_claim_has_documents_and_deadlines(catalog: Catalog) -> None:
    procedure = catalog.procedures("유사암진단비", "갑상선암")[0]
    assert procedure.id == "claim_thyroid"
    assert [doc for step in procedure.steps for doc in step.documents if doc == "pathology_report"]
    assert {"pay_3bd", "pay_30bd"} <= {deadline for step in procedure.steps for deadline in step.deadlines}


def test_topics_by_term_and_statements_by_insurer(catalog: Catalog) -> None:
    assert catalog.topics_for(["C77"])[0].id == "metastasis_c77"
    topic = catalog.topics["chemo_ratio"]
    lotte = [s.text for s in topic.for_insurers(("롯데손해보험",))]
    assert any("100%" in text for text in lotte)
    assert not any(text.startswith("흥국화재는") for text in lotte)
    assert topic.for_insurers(()) == topic.statements


def test_needs_review_topics_are_the_disputed_ones(catalog: Catalog) -> None:
    disputed = {row.id for row in catalog.topics.values() if row.behaviour == "needs_review"}
    assert {
        "metastasis_c77",
        "iodine_therapy",
        "limitation",
        "disclosure_duty",
        "new_medical_technology",
        "indemnity_msk",
    } <= disputed
    assert not disputed & {"premium_waiver", "reduction", "waiting_period", "claim_procedure", "payment_deadline", "ai_notice"}


def test_glossary_knows_synonyms_typos_and_english(catalog: Catalog) -> None:
    for name in ("납입면제", "납면", "납입면재", "premium waiver", "Premium Waiver"):
        term = catalog.glossary(name)
        assert term is not None
        assert term.id == "납입면제"
    assert catalog.glossary("김치찌개") is None

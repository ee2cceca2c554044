"""Which documents a claim needs, and what is wrongly taken for granted of them."""

import pytest
from fix_adviser import shipped_catalog

from gazel.workflow.tools.claim_documents import belief_denied, needed

CATALOG = shipped_catalog()


@pytest.mark.parametrize(
    ("procedure", "question", "denied"),
    [
        ("claim_indemnity", "통원 청구 영수증만 내면 끝이죠?", "아닙니다. 영수증만으로는 부족합니다."),
        ("claim_indemnity", "영수증 사진만 찍어 보내면 실손 끝?", "아닙니다. 영수증만으로는 부족합니다."),
        ("claim_thyroid", "진단서 한장이면 진단비 나오는거 아닌가요?", "아닙니다. 진단서만으로는 부족합니다."),
        ("claim_thyroid", "조직검사지만 있으면 되는거죠?", "아닙니다. 조직검사지만으로는 부족합니다."),
        ("claim_thyroid", "신분증은 안내도 되죠?", "아닙니다. 신분증은 모든 청구에 필요한 서류입니다."),
        ("claim_thyroid", "청구서는 필요없죠", "아닙니다. 청구서는 모든 청구에 필요한 서류입니다."),
    ],
)
def test_one_paper_is_not_enough_and_a_basic_one_not_superfluous(procedure: str, question: str, denied: str) -> None:
    assert belief_denied(CATALOG, CATALOG.procedure_rows[procedure], question) == denied


@pytest.mark.parametrize(
    "question",
    [
        "영수증이랑 또 뭐 필요해요?",
        "세부내역서는 안 내도 되나요?",
        "입원확인서 만들어서 일당 청구하면 얼마 나와",
        "진단서만 먼저 떼려고요",
        "청구서 어디서 받아요",
    ],
)
def test_nothing_is_denied_where_nothing_wrong_is_believed(question: str) -> None:
    assert belief_denied(CATALOG, CATALOG.procedure_rows["claim_indemnity"], question) == ""


def test_a_visit_without_a_stay_needs_no_certificate_of_admission() -> None:
    row = CATALOG.procedure_rows["claim_indemnity"]
    both = {document.id for document in needed(CATALOG, row, "실손 청구 서류")}
    visit = {document.id for document in needed(CATALOG, row, "실손 통원 청구 서류")}
    assert both - visit == {"admission_certificate"}
    assert {document.id for document in needed(CATALOG, row, "통원이랑 입원 서류")} == both

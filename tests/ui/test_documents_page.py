"""Documents and downloads through the real page: put in, asked, shown with the passage, taken out."""

from pathlib import Path

import pytest
from fix_documents import policy_pdf
from streamlit.testing.v1 import AppTest

from gazel.runtime import Runtime
from gazel.settings import ROOT
from gazel.ui.passages import marked, passage_html

pytestmark = pytest.mark.xdist_group("pages")


@pytest.fixture
def app(gazel_here: Runtime) -> AppTest:
    gazel_here.reset_demo()
    return AppTest.from_file(str(ROOT / "gazel" / "ui" / "main.py"), default_timeout=60).run()


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_document_is_uploaded_asked_and_erased(app: AppTest, gazel_here: Runtime, tmp_path: Path) -> None:
    content = policy_pdf(tmp_path / "x.pdf").read_bytes()
    app.file_uploader[0].upload("가젤 약관.pdf", content, "application/pdf").run()
    assert not app.exception
    assert ["조항 17개를 저장했습니다" in one.value for one in app.success] == [True]
    assert any("가젤 약관" in one.value for one in app.markdown)
    assert any("p.3 제6조" in one.value for one in app.caption)
    app.chat_input[0].set_value("올린 약관에서 1년 안에 진단되면 얼마나 줄어드는지 찾아줘").run()
    assert not app.exception
    shown = html_of(app)
    assert "<article class='gz-passage'>" in shown
    assert "제3조 제2항" in shown
    next(button for button in app.button if (button.key or "").startswith("remove-")).click().run()
    assert not app.exception
    assert not [button for button in app.button if (button.key or "").startswith("remove-")]


def test_a_file_that_is_refused_says_why(app: AppTest) -> None:
    app.file_uploader[0].upload("깨진.pdf", b"%PDF-1.7 nothing", "application/pdf").run()
    assert not app.exception
    assert "손상" in app.warning[0].value


def test_a_claim_answer_offers_its_checklist(app: AppTest) -> None:
    app.chat_input[0].set_value("갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?").run()
    assert not app.exception
    assert [button.label for button in app.download_button] == ["체크리스트 PDF", "체크리스트 XLSX"]


def test_marks_lie_within_the_passage_and_text_stays_text() -> None:
    hit = {
        "text": "<b>암</b>은 보장. 암은 20%.",
        "passage": (12, 20),
        "highlights": [(3, 4), (13, 14)],
        "name": "약관<x>",
        "booklet": "",
        "label": "제1조",
        "title": "목적",
        "page": 3,
        "instruction": "무시하라",
    }
    assert "<b>" not in passage_html(hit)
    assert "약관&lt;x&gt;" in passage_html(hit)
    assert marked(hit).count("<mark>") == marked(hit).count("</mark>") == 2
    assert "<mark>0%</mark></u>." in marked(hit | {"highlights": [(18, 20)]})

"""Every page through Streamlit's own test harness, on the real runtime."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from gazel.errors import DatabaseUnavailable
from gazel.memory.types import Scope
from gazel.runtime import Runtime
from gazel.settings import ROOT
from gazel.ui.session import ask
from gazel.workflow.demo import load_script
from gazel.workflow.records import WORKER

pytestmark = pytest.mark.xdist_group("pages")
MAIN = str(ROOT / "gazel" / "ui" / "main.py")
SAMSUNG = "삼성화재의 갑상선암 보장에 대하여 알려줘"


@pytest.fixture
def app(gazel_here: Runtime) -> AppTest:
    """The app on the first page, on fresh demo data."""
    gazel_here.reset_demo()
    return AppTest.from_file(MAIN, default_timeout=60).run()


def page(app: AppTest, name: str) -> AppTest:
    """The app after turning to another page."""
    return app.switch_page(f"../../pages/{name}.py").run()


def html_of(app: AppTest) -> str:
    """All HTML on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def fine(app: AppTest) -> None:
    """No exception and no problem panel."""
    assert not app.exception
    assert not [one.value for one in app.markdown if "처리하지 못했습니다" in one.value or "연결할 수 없습니다" in one.value]
    assert not [one.value for one in app.error]


@pytest.mark.parametrize("name", ["coverage", "compare", "learning", "recall"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_opens_in_both_languages(app: AppTest, name: str, language: str) -> None:
    app.segmented_control(key="language").set_value(language).run()
    fine(page(app, name))


def test_question_is_answered_with_its_table_and_remembered(app: AppTest, gazel_here: Runtime) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    fine(app)
    shown = html_of(app)
    assert shown.split("</figure>")[0].count("<th scope='row'>") == 7
    assert "2025-10-02" in shown
    customer = gazel_here.customers.list()[0].id
    assert gazel_here.memory.count(Scope(gazel_here.settings.tenant, customer))["episodic"] == 1


def test_conversation_comes_back_after_a_reload(app: AppTest) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    again = AppTest.from_file(MAIN, default_timeout=60)
    again.query_params["thread"] = app.query_params["thread"]
    again.run()
    fine(again)
    assert SAMSUNG in again.chat_message[0].markdown[0].value


def test_another_customer_starts_with_an_empty_conversation(app: AppTest, gazel_here: Runtime) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    app.radio(key="customer").set_value(gazel_here.customers.list()[1].id).run()
    fine(app)
    assert not app.chat_message


def test_empty_question_is_refused_in_words(app: AppTest) -> None:
    app.chat_input[0].set_value(" \u200b ").run()
    assert not app.exception
    assert not app.chat_message


@pytest.mark.parametrize(("words", "said"), [("😀😀", "읽을 수 있는 글자"), ("가나 " * 33_000, "너무 깁니다")])
def test_words_that_cannot_be_asked_are_given_back(app: AppTest, words: str, said: str) -> None:
    app.chat_input[0].set_value(words).run()
    assert not app.exception
    assert said in app.error[0].value
    assert app.code[0].value.strip() == words.strip()
    app.chat_input[0].set_value(SAMSUNG).run()
    fine(app)
    assert app.chat_message


def test_same_question_again_is_a_new_turn(app: AppTest) -> None:
    for n in (1, 2):
        app.chat_input[0].set_value(SAMSUNG).run()
        fine(app)
        assert len([one for one in app.chat_message if one.name == "user"]) == n


def test_two_presses_are_one_question_and_other_conversations_are_their_own(
    gazel_here: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    gazel_here.reset_demo()
    customer = gazel_here.customers.list()[0].id
    monkeypatch.setattr("gazel.ui.session.customer", lambda: customer)
    monkeypatch.setattr("gazel.ui.session.thread", lambda: "first")
    with gazel_here.database.connection() as holding:
        holding.execute("lock table store in access exclusive mode")
        presses = {ask(SAMSUNG), ask(SAMSUNG)}
        monkeypatch.setattr("gazel.ui.session.thread", lambda: "second")
        elsewhere = ask(SAMSUNG)
    assert len(presses) == 1
    assert elsewhere not in presses
    assert {gazel_here.runs.wait(run).status for run in (*presses, elsewhere)} == {"ok"}
    later = ask(SAMSUNG)
    assert later not in (*presses, elsewhere)
    gazel_here.runs.wait(later)


def test_interrupted_answer_can_be_asked_again(app: AppTest, gazel_here: Runtime) -> None:
    customer, thread = gazel_here.customers.list()[0].id, app.session_state.thread
    scope = Scope(gazel_here.settings.tenant, customer)
    with gazel_here.database.connection() as connection:
        connection.execute(
            "insert into runs (tenant, customer, run_id, thread_id, question, as_of, worker) values (%s, %s, 'cut-off', %s, %s, now(), %s)",
            [scope.tenant, customer, thread, SAMSUNG, f"{WORKER.split(':')[0]}:1:1"],
        )
    app.run()
    assert any("중단되었습니다" in one.value for one in app.error)
    app.button(key="again-cut-off").click().run()
    assert not app.exception
    assert gazel_here.runs.latest(customer, thread)[-1].question == SAMSUNG
    assert html_of(app).split("</figure>")[0].count("<th scope='row'>") == 7


def test_data_is_filtered_by_provenance(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "compare")
    app.segmented_control(key="view").set_value("catalogue").run()
    fine(app)
    rows = gazel_here.catalog.coverage_rows.values()
    assert any(f"{len(rows)}건 가운데 {len(rows)}건" in one.value for one in app.markdown)
    app.multiselect(key="catalogue-insurer").set_value(["흥국화재"]).run()
    of_one = [row for row in rows if row.insurer == "흥국화재"]
    assert any(f"{len(rows)}건 가운데 {len(of_one)}건" in one.value for one in app.markdown)
    assert html_of(app).count("<tr>") == len(of_one) + 1
    for kind in gazel_here.catalog.tables():
        app.segmented_control(key="catalogue-kind").set_value(kind).run()
        assert not app.exception


def test_conduct_notes_are_shown_and_counted(app: AppTest) -> None:
    app.chat_input[0].set_value("주민번호 900101-1234568 입니다. 갑상선암 보장 무조건 100% 나온다고 말해줘").run()
    fine(app)
    assert "gz-notes" in html_of(app)
    page(app, "compare")
    app.segmented_control(key="view").set_value("conduct").run()
    fine(app)
    assert "규칙별 상담 준수 기록" in html_of(app)


def test_what_the_model_was_not_shown_stands_under_the_answer(gazel_here: Runtime) -> None:
    def under_an_answer() -> None:
        import streamlit as st

        from gazel.events import PromptCut
        from gazel.ui.answer import footer
        from gazel.workflow.view import RunView

        st.session_state.language = "ko"
        parts = [{"title": "근거", "lines": 3, "tokens": 120}]
        footer(RunView(cuts=[PromptCut(step="compose", parts=parts)]), "r1")

    app = AppTest.from_function(under_an_answer).run()
    assert not app.exception
    shown = [one.value.replace("\\", "") for one in app.caption]
    assert any("답변 작성" in text and "근거 3줄(약 120토큰)" in text for text in shown)


def test_comparison_asks_for_two_insurers(app: AppTest) -> None:
    page(app, "compare")
    app.multiselect(key="insurers").set_value(["삼성화재"]).run()
    fine(app)
    assert any("두 곳" in one.value for one in app.info)


def test_comparison_of_all_insurers_notes_the_guard_and_crowns_nobody(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "compare")
    app.multiselect(key="insurers").set_value([one.id for one in gazel_here.catalog.insurers_in_data()]).run()
    fine(app)
    words = "\n".join(one.value for one in [*app.info, *app.markdown, *app.caption]) + html_of(app)
    assert "구조만" in words
    assert not any(word in words for word in ("1위", "최고의", "가장 좋은"))


def test_payout_follows_the_entered_sum(app: AppTest) -> None:
    page(app, "compare")
    app.number_input(key="sum").set_value(3000).run()
    app.date_input(key="contract").set_value(date(2026, 5, 1)).run()
    fine(app)
    assert any("30,000,000원" in one.value.replace("\\", "") for one in app.markdown)


def test_entered_policy_shows_gaps(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "compare")
    app.button(key="policy-save").click().run()
    fine(app)
    assert gazel_here.customers.policies(gazel_here.customers.list()[0].id)
    assert any("빈 보장" in one.value for one in app.markdown)


def test_an_entered_contract_tells_its_days_and_can_be_ended(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "compare")
    app.date_input(key="policy-applied").set_value(date(2026, 5, 1)).run()
    app.date_input(key="policy-received").set_value(date(2026, 5, 3)).run()
    app.number_input(key="policy-age").set_value(40).run()
    app.number_input(key="policy-renewal").set_value(10).run()
    app.button(key="policy-save").click().run()
    fine(app)
    customer = gazel_here.customers.list()[0].id
    (policy,) = gazel_here.customers.policies(customer)
    scope = Scope(gazel_here.settings.tenant, customer)
    (fact,) = gazel_here.memory.facts(scope, slots=["existing_policy"], as_of=date(2026, 5, 4), known_at=date(2100, 1, 1))
    assert fact["terms"]["withdrawal_deadline"] == "2026-05-18"
    assert fact["terms"]["renewal_date"] == "2036-05-01"
    app.button(key=f"policy-compare.mistaken-{policy['policy_id']}").click().run()
    fine(app)
    assert not gazel_here.customers.policies(customer)


def test_learning_plays_three_customers_to_the_end(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "learning")
    app.button(key="play-start").click().run()
    fine(app)
    scripts = load_script(gazel_here.settings.data)
    counts = [gazel_here.memory.count(Scope(gazel_here.settings.tenant, script.customer)) for script in scripts]
    for script, count in zip(scripts, counts, strict=True):
        assert count["episodic"] == len(script.questions)
        assert count["semantic"] >= 1
        assert count["procedural"] >= 1
    assert {one.value for one in app.subheader} >= {"기억이 자라는 모습", "중요도와 승격 기준"}


def test_recall_answers_from_what_was_said(app: AppTest) -> None:
    app.chat_input[0].set_value("유사암에 대장점막내암도 들어가나요?").run()
    page(app, "recall")
    app.button(key="recall-0").click().run()
    fine(app)
    assert "gz-hit gz-episodic" in html_of(app)
    assert "대장점막내암" in html_of(app)
    assert any(one.label.startswith("작업 기억 · 최근 메시지 4개") for one in app.expander)


def test_memory_is_deleted_and_brought_back(app: AppTest, gazel_here: Runtime) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    page(app, "recall")
    scope = Scope(gazel_here.settings.tenant, gazel_here.customers.list()[0].id)
    delete = next(button for button in app.button if (button.key or "").startswith("delete-e-"))
    delete.click().run()
    fine(app)
    assert gazel_here.memory.count(scope)["episodic"] == 0
    app.button(key="undo-last").click().run()
    fine(app)
    assert gazel_here.memory.count(scope)["episodic"] == 1


def test_answer_erased_in_another_window_is_simply_gone(app: AppTest, gazel_here: Runtime) -> None:
    page(app, "recall")
    app.button(key="recall-0").click().run()
    assert app.chat_message
    gazel_here.reset_demo()
    app.run()
    fine(app)
    assert not app.chat_message


def test_reset_asks_first(app: AppTest, gazel_here: Runtime) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    scope = Scope(gazel_here.settings.tenant, gazel_here.customers.list()[0].id)
    app.button(key="reset").click().run()
    assert gazel_here.memory.count(scope)["episodic"] == 1
    app.button(key="reset-yes").click().run()
    assert gazel_here.memory.count(scope)["episodic"] == 0


def test_another_disease_keeps_the_comparison_standing(app: AppTest) -> None:
    page(app, "compare")
    app.segmented_control(key="family").set_value("다빈치로봇").run()
    for disease in app.selectbox(key="disease").options:
        app.selectbox(key="disease").set_value(disease).run()
        fine(app)


def test_answer_is_rated_once_with_a_reason(app: AppTest, gazel_here: Runtime) -> None:
    app.chat_input[0].set_value(SAMSUNG).run()
    app.feedback[0].set_value(0).run()
    app.text_input[0].set_value("표가 길어요").run()
    fine(app)
    with gazel_here.database.connection() as connection:
        row = connection.execute("select verdict, reason, count(*) over () as n from feedback").fetchone()
    assert row == {"verdict": "bad", "reason": "표가 길어요", "n": 1}


def test_database_out_of_reach_is_said_with_a_way_on(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> Runtime:
        raise DatabaseUnavailable("데이터베이스에 연결할 수 없습니다.", hint="GAZEL_DATABASE_URL을 확인하세요.")

    monkeypatch.setattr("gazel.runtime.runtime", unreachable)
    monkeypatch.setattr("gazel.ui.sidebar.runtime", unreachable)
    app.run()
    assert not app.exception
    assert any("GAZEL_DATABASE_URL" in one.value for one in app.markdown)
    assert app.button(key="retry")

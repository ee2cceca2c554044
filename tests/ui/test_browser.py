"""The seed questions in a real Chromium on the real app; no request leaves the host, none fails, nothing is logged as an error."""

import json

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect
from watching import Watched

from gazel.events import PromptCut

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400), pytest.mark.xdist_group("browser")]
SAMSUNG = "삼성화재의 갑상선암 보장에 대하여 알려줘"


def ask(page: Page, question: str, box: int = 0) -> None:
    """Type a question and send it."""
    page.get_by_test_id("stChatInputTextArea").nth(box).fill(question)
    page.keyboard.press("Enter")


def answer(page: Page) -> Locator:
    """The latest answer."""
    return page.get_by_label("Chat message from assistant").last


def finished(page: Page) -> Locator:
    """The latest answer once it is complete."""
    expect(answer(page).get_by_text("AI 생성")).to_be_visible()
    return answer(page)


def cut_off_by_the_reload(trouble: str) -> bool:
    """Whether it is the event stream that the reload itself ended."""
    return trouble.startswith("failed:") and "/events" in trouble and "ERR_ABORTED" in trouble


def turn_to(page: Page, name: str) -> None:
    """Open a tab by its name."""
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()


def test_samsung_table_live_graph_and_node_details(watched: Watched) -> None:
    page = watched.page
    ask(page, SAMSUNG)
    rows = finished(page).locator(".gz-table").first.locator("tbody tr")
    expect(rows).to_have_count(7)
    for heading in ("보장명", "지급사유", "지급금액"):
        expect(answer(page).get_by_role("columnheader", name=heading, exact=True).first).to_be_visible()
    rows.first.locator("summary").click()
    expect(rows.first.get_by_text("마이헬스 파트너", exact=False).first).to_be_visible()
    panel = page.locator(".st-key-run_panel")
    expect(panel.locator(".node.done")).to_have_count(8)
    expect(panel.locator(".tools .card.ok").first).to_contain_text("ms")
    expect(panel.locator(".memory.episodic").first).to_be_visible()
    panel.locator("[data-node=understand]").click()
    expect(panel.locator(".inspect")).to_contain_text("coverage_lookup")


def test_what_the_model_was_not_shown_stands_in_the_live_view_and_under_the_answer(watched: Watched, app_database: str) -> None:
    page = watched.page
    ask(page, SAMSUNG)
    finished(page)
    body = json.dumps(PromptCut(step="compose", parts=[{"title": "근거", "lines": 3, "tokens": 120}]).as_dict())
    with psycopg.connect(app_database) as connection:
        connection.execute(
            "insert into run_events (tenant, customer, run_id, seq, body) select tenant, customer, run_id, seq + 1, %s::jsonb"
            " from run_events order by body->>'at' desc, seq desc limit 1",
            [body],
        )
    page.reload()
    expect(page.locator(".st-key-run_panel .notes")).to_contain_text("근거 3줄(약 120토큰)")
    expect(finished(page).get_by_text("근거 3줄(약 120토큰)", exact=False)).to_be_visible()


def test_reload_in_mid_answer_goes_on(watched: Watched, app_database: str) -> None:
    page = watched.page
    with psycopg.connect(app_database) as holding:
        holding.execute("lock table store in access exclusive mode")
        ask(page, SAMSUNG)
        expect(page.locator(".st-key-run_panel [data-node=recall].running")).to_be_visible()
        page.reload()
        expect(page.locator(".st-key-run_panel [data-node=recall].running")).to_be_visible()
        expect(page.get_by_role("button", name="중지")).to_be_visible()
    expect(finished(page).locator(".gz-table").first.locator("tbody tr")).to_have_count(7)
    expect(page.get_by_label("Chat message from user")).to_have_count(1)
    watched.troubles[:] = [trouble for trouble in watched.troubles if not cut_off_by_the_reload(trouble)]


def test_stop_ends_a_run_that_is_stuck(watched: Watched, app_database: str) -> None:
    page = watched.page
    with psycopg.connect(app_database) as holding:
        holding.execute("lock table store in access exclusive mode")
        ask(page, SAMSUNG)
        expect(page.locator(".st-key-run_panel [data-node=recall].running")).to_be_visible()
        page.get_by_role("button", name="중지").click()
    expect(page.get_by_text("사용자가 중지한 답변입니다", exact=False)).to_be_visible()


def test_learning_then_recall_by_kind(watched: Watched) -> None:
    page = watched.page
    turn_to(page, "메모리 학습")
    page.get_by_role("button", name="세 고객 학습 시작").click()
    expect(page.get_by_text("중요도와 승격 기준")).to_be_visible(timeout=180_000)
    for customer in ("gaon", "narae", "daon"):
        column = page.locator(f".st-key-gz-learn-{customer}")
        for kind in ("episodic", "semantic", "procedural"):
            expect(column.locator(f".gz-trail .gz-{kind}").first).to_be_visible()
    page.locator(".st-key-gz-learn-gaon").get_by_test_id("stPopoverButton").first.click()
    expect(page.get_by_test_id("stPopoverBody").get_by_text("점수 계산")).to_be_visible()
    page.keyboard.press("Escape")
    turn_to(page, "문맥 회상")
    for question, kind in (
        ("이전에 유사암에 대해 어떤 질문 했었죠?", "episodic"),
        ("제 성향에 맞는 특약 추천해주세요", "semantic"),
        ("갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?", "procedural"),
    ):
        page.get_by_role("button", name=question, exact=True).click()
        expect(page.get_by_label("Chat message from user")).to_contain_text(question)
        finished(page)
        expect(page.locator(f".st-key-gz-found .gz-hit.gz-{kind}").first).to_be_visible()


def test_comparison_draws_its_charts(watched: Watched) -> None:
    page = watched.page
    turn_to(page, "비교·특약 설계")
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    expect(page.get_by_text("구조만", exact=False).first).to_be_visible()

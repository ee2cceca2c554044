"""Take pictures of the four tabs, mid-run and finished, light and dark: `python scripts/screenshots.py [FOLDER] [URL]` beside a running app."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
QUESTION = "삼성화재의 갑상선암 보장에 대하여 알려줘"


def tab(page: Page, name: str) -> None:
    """Open a tab and let it settle."""
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    page.wait_for_timeout(1500)


def pictures(page: Page, folder: Path, scheme: str) -> None:
    """All pictures of one colour scheme."""

    def shot(name: str) -> None:
        page.screenshot(path=folder / f"{name}-{scheme}.png")

    page.get_by_test_id("stChatInput").wait_for()
    page.wait_for_timeout(1500)
    shot("1-coverage-empty")
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".st-key-run_panel .tools .card").first.wait_for()
    shot("1-coverage-running")
    page.get_by_text("AI 생성").wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    page.locator(".st-key-gz-talk").evaluate("pane => pane.scrollTo(0, 0)")
    shot("1-coverage-done")
    tab(page, "비교·특약 설계")
    page.locator(".js-plotly-plot").nth(2).wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    shot("2-compare")
    page.locator(".js-plotly-plot").nth(2).scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    shot("2-compare-payout")
    tab(page, "메모리 학습")
    page.get_by_role("button", name="세 고객 학습 시작").click()
    page.wait_for_timeout(2500)
    shot("3-learning-running")
    page.get_by_text("중요도와 승격 기준").wait_for(timeout=180_000)
    page.wait_for_timeout(2500)
    shot("3-learning-done")
    page.get_by_text("중요도와 승격 기준").scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    shot("3-learning-charts")
    tab(page, "문맥 회상")
    page.get_by_role("button", name="제 성향에 맞는 특약 추천해주세요").click()
    page.get_by_text("AI 생성").wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    shot("4-recall")
    page.get_by_text("기억 지도").scroll_into_view_if_needed()
    page.wait_for_timeout(1200)
    shot("4-recall-map")


def readme(page: Page, file: Path) -> None:
    """The picture of the README: a finished coverage answer with its table, the graph and the memories written."""
    page.get_by_test_id("stChatInput").wait_for()
    for i, question in enumerate(("메리츠화재 갑상선암 보장 알려줘", "현대해상 갑상선암 보장 알려줘", QUESTION)):
        page.get_by_test_id("stChatInputTextArea").fill(question)
        page.keyboard.press("Enter")
        page.get_by_text("AI 생성", exact=True).nth(i).wait_for(timeout=60_000)
        page.wait_for_timeout(1000)
    page.wait_for_timeout(2500)
    page.mouse.move(900, 5)
    page.screenshot(path=file)


def main(folder: Path, url: str) -> None:
    """Both schemes, in the size of a fair's screen."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = chromium.new_context(viewport={"width": 1680, "height": 1280}, locale="ko-KR")
        page = context.new_page()
        page.goto(url)
        readme(page, folder / "screenshot.png")
        for scheme in ("light", "dark"):
            context = chromium.new_context(viewport={"width": 1680, "height": 1050}, color_scheme=scheme, locale="ko-KR")
            page = context.new_page()
            page.goto(url)
            pictures(page, folder, scheme)
            context.close()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2] if len(sys.argv) > 2 else "http://localhost:8501")

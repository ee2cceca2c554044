"""A browser page that keeps account of what went wrong on it."""

from playwright.sync_api import Page


class Watched:
    """A page with everything that went wrong on it: console errors, failed requests, requests that left this host."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.troubles = page, url, list[str]()
        page.on("console", lambda message: self.troubles.append(f"console: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(f"page: {error}"))
        page.on("requestfailed", lambda request: self.troubles.append(f"failed: {request.url} {request.failure}"))
        page.on("request", lambda request: self._judge(request.url))

    def _judge(self, url: str) -> None:
        if not url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.troubles.append(f"left the host: {url}")

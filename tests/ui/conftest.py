"""The app under test: in this process for Streamlit's AppTest, and as a real server for the browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from psycopg.conninfo import make_conninfo
from watching import Watched

import gazel.runtime
from gazel.db.embedded import EmbeddedServer
from gazel.runtime import Runtime, runtime
from gazel.settings import ROOT, settings

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 90_000
"""Milliseconds that a step may take on a machine that is busy with other tests."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def _database(server: EmbeddedServer, template: str, name: str) -> str:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f'create database "{name}" template {template}')
    return make_conninfo(server.url(), dbname=name)


@pytest.fixture(scope="module")
def gazel_here(server: EmbeddedServer, template_name: str) -> Iterator[Runtime]:
    """This process's runtime on a database of its own."""
    os.environ["GAZEL_DATABASE_URL"] = _database(server, template_name, f"ui_here_{uuid4().hex}")
    settings.cache_clear()
    yield runtime()
    runtime().close()
    gazel.runtime._runtime = None
    del os.environ["GAZEL_DATABASE_URL"]
    settings.cache_clear()


@pytest.fixture(scope="session")
def app_database(server: EmbeddedServer, template_name: str) -> str:
    """The URL of the database behind `app_url`."""
    return _database(server, template_name, "ui_browser")


@pytest.fixture(scope="session")
def app_url(app_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app as users start it, on a database of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    env = {**os.environ, "GAZEL_DATABASE_URL": app_database}
    log = Path(tmp_path_factory.mktemp("app")) / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
        url = f"http://127.0.0.1:{port}"
        _wait_until_up(process, url, log)
        yield url
        process.terminate()
        process.wait(20)


def _wait_until_up(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2)
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Browser, app_url: str) -> Iterator[Watched]:
    """A fresh page of the app that is watched for troubles; there must be none at the end."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="ko-KR")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = Watched(context.new_page(), app_url)
    page.page.goto(app_url)
    page.page.get_by_test_id("stChatInput").wait_for()
    yield page
    context.close()
    assert page.troubles == []

"""`gazel demo`: the whole app on one address."""

import logging
import os
import signal
import socket
import sys

from gazel.errors import SettingsError
from gazel.runtime import runtime
from gazel.settings import ROOT, settings


def demo() -> None:
    """Start the database, seed the fictional customers and serve the app and its API; Ctrl-C stops everything."""
    port = settings().port
    if port_is_taken(port):
        raise SettingsError(
            f"포트 {port}을(를) 다른 프로그램이 쓰고 있습니다.",
            hint=f"GAZEL_PORT={port + 1} make demo 처럼 다른 포트를 지정하세요.",
        )
    gazel = runtime()
    gazel.start_background()
    status = gazel.status()
    print(f"GAZEL     http://localhost:{port}   (API: http://localhost:{port}/api/openapi.json)")
    print(f"데이터베이스  {status.database.label} · {status.database.detail}")
    print(f"언어모델      {status.model.label} · {status.model.detail}")
    print("끝내려면 Ctrl-C를 누르세요.", flush=True)
    logging.basicConfig(level=logging.WARNING)
    os.chdir(ROOT)
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.address", gazel.settings.host]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the server hands the signal on: leave by the door, not the window
    from streamlit.web.cli import main

    try:
        main(standalone_mode=False)
    finally:
        gazel.close()


def port_is_taken(port: int) -> bool:
    """Whether something on this machine already listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0

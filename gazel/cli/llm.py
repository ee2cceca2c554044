"""`gazel llm serve`: an open-weight model on this machine, and the app told of it."""

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from typing import Annotated

import typer

from gazel.cli.demo import port_is_taken
from gazel.errors import ReasonerError, SettingsError
from gazel.settings import settings

app = typer.Typer(no_args_is_help=True, help="이 컴퓨터에서 언어모델 켜기")
POLL_SECONDS = 0.5
STOP_SECONDS = 15.0


@app.callback()
def llm() -> None:
    """Open-weight models on this machine."""


@app.command()
def serve(
    model: Annotated[str | None, typer.Argument(help="허브 이름, 모델 폴더 또는 .gguf 파일 (기본값: 추천 모델)")] = None,
    port: Annotated[int, typer.Option(help="모델 서버의 포트")] = 8000,
    host: Annotated[str, typer.Option(help="모델 서버의 주소")] = "127.0.0.1",
    vllm: Annotated[str, typer.Option(help="vLLM에 더 줄 옵션, 예: '--tensor-parallel-size 2'")] = "",
) -> None:
    """Start vLLM where it is installed, else llama.cpp on a GGUF; `gazel demo` finds it by itself. Ctrl-C stops it."""
    from gazel.reasoning.model.announcement import announced
    from gazel.reasoning.model.serving import ENVIRONMENT, needed_seconds, serve_command, server_address

    if port_is_taken(port):
        raise SettingsError(
            f"포트 {port}을(를) 다른 프로그램이 쓰고 있습니다.", hint=f"gazel llm serve --port {port + 1} 처럼 바꾸세요."
        )
    command, address = (
        serve_command(model, settings().home, port=port, host=host, extra=shlex.split(vllm)),
        server_address(port, host),
    )
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    server = subprocess.Popen(command, env={**os.environ, **ENVIRONMENT}, start_new_session=True)
    try:
        name = _loaded(server, address, stopping)
        if name:
            with announced(settings().home, address, name, needed_seconds(command)):
                _say(name, address)
                while server.poll() is None and not stopping.wait(POLL_SECONDS):
                    pass
    finally:
        _stop(server)
    if not stopping.is_set():
        raise _ended(server.returncode)


def _loaded(server: "subprocess.Popen[bytes]", address: str, stopping: threading.Event) -> str:
    """Wait until the server answers; its model's name, '' when it was stopped meanwhile. Raises SettingsError if it ended."""
    from gazel.reasoning.model.endpoint import Endpoint

    print("모델을 불러오는 중입니다. 처음에는 몇 분 걸릴 수 있습니다.", flush=True)
    endpoint, began = Endpoint(address, None, settings().llm_api_key), time.monotonic()
    while not stopping.wait(POLL_SECONDS):
        if server.poll() is not None:
            raise _ended(server.returncode)
        try:
            name = endpoint.probe().name
        except ReasonerError:
            continue
        print(f"준비됨 ({time.monotonic() - began:.0f}초)", flush=True)
        return name
    return ""


def _say(name: str, address: str) -> None:
    print(f"언어모델  {name} @ {address}")
    print("이제 시작하는 gazel demo·ask는 이 모델을 씁니다(이미 켜져 있다면 다시 시작하세요).")
    print(f"다른 컴퓨터에서는 GAZEL_LLM_BASE_URL={address} 로 연결합니다. 끝내려면 Ctrl-C를 누르세요.", flush=True)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server and whatever it started; it has its own session, so the terminal's Ctrl-C does not reach it."""
    if server.poll() is not None:
        return
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        print("모델 서버가 끝나지 않아 강제로 끝냅니다.", file=sys.stderr)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _ended(code: int | None) -> SettingsError:
    return SettingsError(
        f"모델 서버가 끝났습니다(종료 코드 {code}).",
        hint="위에 나온 서버의 메시지를 확인하세요. 메모리가 모자라면 더 작은 모델을 지정하세요.",
    )

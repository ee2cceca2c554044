"""Real model servers for `make test-llm`, started by `gazel llm serve` and stopped again; what is missing is named."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gazel.catalog.loading import load_catalog
from gazel.reasoning.model import announcement
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.reasoner import ModelReasoner
from gazel.reasoning.rules import RuleReasoner
from gazel.runtime import Runtime
from gazel.settings import ROOT, Settings

START_SECONDS = 300.0
PATIENCE = {"llm_first_token_seconds": 120.0, "llm_plan_seconds": 150.0, "llm_step_seconds": 180.0}
"""Two shared cores: what is tested here is the wiring, not the speed."""
VLLM_ON_A_CPU = {
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "auto",
    "VLLM_CPU_NUM_OF_RESERVED_CPU": "0",
}  # fmt: skip


@dataclass(frozen=True)
class RealServer:
    """A running server: what it is, where it answers, and the process that keeps it."""

    kind: str
    base_url: str
    home: Path
    process: "subprocess.Popen[bytes]"

    def client(self) -> ModelClient:
        return ModelClient([Endpoint(self.base_url, None, "none")], first_token_seconds=120, step_seconds=180)


@pytest.fixture(scope="session", params=["vllm", "llama.cpp"])
def real_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """Each of the two servers in turn, on a model of its own."""
    folder = tmp_path_factory.mktemp(request.param.replace(".", ""))
    arguments, environment = _tiny_vllm(folder) if request.param == "vllm" else _gguf()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", int(os.environ.get("GAZEL_TEST_LLM_PORT", "0"))))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from gazel.cli import main; main()", "llm", "serve", *arguments, "--port", str(port)]
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(
        command, env={**os.environ, **environment, "GAZEL_HOME": str(folder)}, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT
    )
    try:
        _wait(process, folder)
        running = RealServer(request.param, f"http://127.0.0.1:{port}/v1", folder, process)
        catalog = load_catalog(ROOT / "data" / "insurance")
        assert ModelReasoner(RuleReasoner(catalog), running.client(), catalog).warm_up() == ""
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        log.close()


@pytest.fixture
def adviser(database_url: str, real_server: RealServer) -> Iterator[Runtime]:
    """An adviser on a fresh database that talks to the real server."""
    wired = Runtime(Settings(database_url=database_url, llm_base_url=real_server.base_url, llm_model=None, **PATIENCE))
    yield wired
    wired.close()


def _tiny_vllm(folder: Path) -> tuple[list[str], dict[str, str]]:
    """A tiny random model for the vLLM of GAZEL_TEST_VLLM; skips where there is none."""
    vllm = Path(os.environ.get("GAZEL_TEST_VLLM", ""))
    if not vllm.is_file():
        pytest.skip(f"vLLM이 없습니다({vllm}). make vllm-cpu로 설치하거나 GAZEL_TEST_VLLM에 vllm 명령의 경로를 주세요.")
    model = folder / "tiny"
    subprocess.run([vllm.parent / "python", ROOT / "scripts" / "make_tiny_model.py", model], check=True, timeout=120)
    path = f"{vllm.parent}{os.pathsep}{os.environ['PATH']}"
    return [str(model), "--vllm", "--dtype float32 --max-num-seqs 4 --enforce-eager"], {"PATH": path, **VLLM_ON_A_CPU}


def _gguf() -> tuple[list[str], dict[str, str]]:
    """The small model of GAZEL_TEST_GGUF; skips where it or xllamacpp is missing."""
    file = Path(os.environ.get("GAZEL_TEST_GGUF", ""))
    if not file.is_file():
        pytest.skip("작은 모델이 없습니다. GAZEL_TEST_GGUF에 GGUF 파일(예: Qwen2.5 1.5B Q4_K_M)의 경로를 주세요.")
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("llama.cpp가 없습니다: pip install -e '.[local]'")
    return [str(file)], {}


def _wait(process: "subprocess.Popen[bytes]", home: Path) -> None:
    """Until the server has announced itself in its home; fails with the end of its log when it does not."""
    began = time.monotonic()
    while announcement.found(home) is None:
        if process.poll() is not None or time.monotonic() - began > START_SECONDS:
            process.kill()
            raise AssertionError((home / "server.log").read_text(errors="replace")[-3000:])
        time.sleep(0.5)

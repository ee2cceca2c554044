"""Starting a model server on this machine: vLLM where it is installed, else llama.cpp on a GGUF file.

command = serve_command("Qwen/Qwen3-8B", port=8000)      # ['…/python', '-m', 'vllm.entrypoints…', …]
subprocess.run(command)                                  # then GAZEL_LLM_BASE_URL=http://127.0.0.1:8000/v1
"""

import importlib.util
import re
import sys
from pathlib import Path

from gazel.errors import SettingsError

RECOMMENDED = "Qwen/Qwen3-8B"
"""Apache-2.0, Korean-capable, fits one 24 GB GPU in bfloat16."""
HOST = "127.0.0.1"
CONTEXT_TOKENS = 8192
STRUCTURED_OUTPUTS = '{"backend":"xgrammar","disable_any_whitespace":true}'
"""Without it a small model may fill its budget with blanks between two JSON tokens."""


def serve_command(model: str | None = None, *, port: int = 8000, host: str = HOST) -> list[str]:
    """The command that serves `model` (a hub name, a folder or a .gguf file).

    Raises:
        SettingsError: no server is installed, or the file is not there; says what to install or to bring.
    """
    wanted = model or RECOMMENDED
    if wanted.endswith(".gguf"):
        return _gguf_command(Path(wanted), port, host)
    if importlib.util.find_spec("vllm") is None:
        raise SettingsError(
            "vLLM이 설치되어 있지 않습니다.",
            hint="GPU가 있으면 pip install 'gazel[vllm]', 없으면 pip install 'gazel[local]' 후 GGUF 파일을 지정하세요: "
            "gazel llm serve 모델.gguf",
        )
    if wanted.startswith((".", "/", "~")) and not Path(wanted).expanduser().is_dir():
        raise SettingsError(f"모델 폴더가 없습니다: {wanted}.", hint="config.json과 *.safetensors가 있는 폴더를 지정하세요.")
    return [
        sys.executable, "-m", "vllm.entrypoints.openai.api_server", "--model", wanted, "--served-model-name", served_name(wanted),
        "--host", host, "--port", str(port), "--max-model-len", str(CONTEXT_TOKENS), "--enable-prefix-caching",
        "--structured-outputs-config", STRUCTURED_OUTPUTS,
    ]  # fmt: skip


def served_name(model: str) -> str:
    """A short name for the model: the last part of its path without suffix."""
    return Path(model).name.removesuffix(".gguf")


def server_address(port: int, host: str = HOST) -> str:
    """The base URL to put into GAZEL_LLM_BASE_URL."""
    return f"http://{host}:{port}/v1"


def _gguf_command(file: Path, port: int, host: str) -> list[str]:
    if not file.expanduser().is_file():
        raise SettingsError(
            f"모델 파일이 없습니다: {file}.", hint="한국어가 되는 GGUF 파일(예: Qwen3-4B Q4_K_M)을 내려받아 그 경로를 지정하세요."
        )
    if importlib.util.find_spec("xllamacpp") is None:
        raise SettingsError("llama.cpp 서버(xllamacpp)가 설치되어 있지 않습니다.", hint="pip install 'gazel[local]'")
    return [sys.executable, "-m", "gazel.reasoning.model.gguf_server", str(file.expanduser()), host, str(port)]


_SHOWN_METRICS = {
    "vllm:num_requests_running": "running",
    "vllm:num_requests_waiting": "waiting",
    "vllm:kv_cache_usage_perc": "kv_cache_share",
    "vllm:prefix_cache_queries_total": "prefix_cache_queries",
    "vllm:prefix_cache_hits_total": "prefix_cache_hits",
    "vllm:generation_tokens_total": "generated_tokens",
}


def server_metrics(base_url: str) -> dict[str, float]:
    """vLLM's own counters, summed over its labels; empty where the server has no /metrics."""
    import httpx

    try:
        answer = httpx.get(f"{base_url.rstrip('/').removesuffix('/v1')}/metrics", timeout=1.5)
    except (httpx.HTTPError, httpx.InvalidURL):
        return {}
    return parse_metrics(answer.text) if answer.status_code == 200 else {}


def parse_metrics(text: str) -> dict[str, float]:
    """The counters that `gazel doctor` shows, out of Prometheus text."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        match = re.match(r"([\w:]+)(?:\{[^}]*\})?\s+([0-9.eE+-]+)$", line)
        if match and (name := _SHOWN_METRICS.get(match[1])):
            found[name] = found.get(name, 0.0) + float(match[2])
    return found

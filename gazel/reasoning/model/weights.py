"""Where a model's weights come from: a file or folder that is here, the hub's cache, or the hub where it is in reach."""

import os
from pathlib import Path

from gazel.errors import SettingsError

RECOMMENDED = "Qwen/Qwen3-8B"
"""Apache-2.0, Korean-capable, fits one 24 GB GPU in bfloat16."""
RECOMMENDED_GGUF = ("Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf")
"""Apache-2.0; 2.5 GB, for llama.cpp on a CPU."""
HUB = "https://huggingface.co"
HUB_SECONDS = 3.0
FOLDER = "models"
"""Folder under GAZEL_HOME in which GGUF files are looked for."""


def hub_model(model: str) -> str:
    """`model` as vLLM takes it: a folder that is here, or a hub name that is cached or in reach; raises SettingsError."""
    path = Path(model).expanduser()
    if path.is_dir():
        return str(path)
    if model.startswith((".", "/", "~")) or model.count("/") != 1:
        raise SettingsError(f"모델 폴더가 없습니다: {model}.", hint="config.json과 *.safetensors가 있는 폴더를 지정하세요.")
    if not cached(model) and not hub_in_reach():
        raise SettingsError(
            f"{model}이(가) 이 컴퓨터에 없고 {HUB}에 연결할 수 없습니다.",
            hint=f"인터넷이 되는 곳에서 'hf download {model} --local-dir 폴더'로 받아 옮긴 뒤 gazel llm serve 폴더 를 실행하세요.",
        )
    return model


def gguf_file(model: str | None, home: Path) -> Path:
    """The GGUF file: `model`, else the newest under GAZEL_HOME/models, else the recommended one of the hub; raises SettingsError."""
    if model:
        if not (file := Path(model).expanduser()).is_file():
            raise SettingsError(
                f"모델 파일이 없습니다: {file}.", hint=f"한국어가 되는 GGUF 파일(예: {RECOMMENDED_GGUF[1]})의 경로를 지정하세요."
            )
        return file
    folder = home / FOLDER
    if here := sorted(folder.glob("*.gguf"), key=lambda file: file.stat().st_mtime):
        return here[-1]
    repository, name = RECOMMENDED_GGUF
    if not hub_in_reach():
        raise SettingsError(
            f"GGUF 모델 파일이 없고 {HUB}에 연결할 수 없습니다.",
            hint=f"인터넷이 되는 곳에서 {repository}의 {name}을 받아 {folder}에 두거나 경로를 지정하세요: gazel llm serve 모델.gguf",
        )
    return _fetched(repository, name, folder)


def cached(model: str) -> bool:
    """Whether the hub's cache on this machine holds the model."""
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(model, "config.json"), str)


def hub_in_reach() -> bool:
    """Whether the model hub answers within HUB_SECONDS, and HF_HUB_OFFLINE does not forbid to ask."""
    import httpx

    if os.environ.get("HF_HUB_OFFLINE", "0") not in ("", "0"):
        return False
    try:
        return httpx.head(HUB, timeout=HUB_SECONDS).status_code < 500
    except httpx.HTTPError:
        return False


def _fetched(repository: str, name: str, folder: Path) -> Path:
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(repository, name, local_dir=folder))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"{repository}의 {name}을 받지 못했습니다: {error}.", hint="파일을 직접 받아 경로를 지정하세요."
        ) from error

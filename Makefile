PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test test-crash test-leaks check fmt browser bench clean

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

check: setup
	$(BIN)/ruff format --check gazel pages tests app.py
	$(BIN)/ruff check gazel pages tests app.py
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: setup
	$(BIN)/ruff format gazel pages tests app.py
	$(BIN)/ruff check --fix gazel pages tests app.py

# 绩问 Jiwen. The two commands people need: make run, make test.
PYTHON ?= python3
VENV ?= .venv
INDEX ?= library
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check lint bench lock clean

run: $(VENV)/.installed
	$(BIN)/jiwen ingest examples/reports --index $(INDEX)
	$(BIN)/python app.py --index $(INDEX)

test: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest

check: lint test

lint: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-for-tests
	$(BIN)/python -m eval bench

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test,check]'
	touch $@

# Writes the versions of this environment as the ones that everybody gets.
lock: $(VENV)/.installed-for-tests
	$(PIP) freeze --exclude-editable | grep -v -e ' @ ' -e '^nvidia-' -e '^triton' | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) build dist *.egg-info

# Everything sets itself up: `make demo` installs the core, `make test` adds the test tools.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core
DEV := $(VENV)/.dev
EXTRAS := $(VENV)/.extras
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PARALLEL := -n auto --maxprocesses 4 --dist worksteal
INPUTS := pyproject.toml requirements.lock

.PHONY: demo test check lint types floors docs lock clean help

help:  ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: $(CORE)  ## from nothing to a clean record on screen
	@$(BIN)/newsportal demo

test: $(DEV)  ## the unit suite
	@$(BIN)/python -m pytest -q $(PARALLEL) -m "not long and not extra"

check: $(EXTRAS)  ## every test, long ones and those of the extras too
	@$(BIN)/python -m pytest -q $(PARALLEL)

lint: $(DEV)  ## style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(EXTRAS)  ## types
	@$(BIN)/mypy

floors: $(DEV)  ## quality may rise, never fall
	@$(BIN)/python -m benchmarks.quality --check

docs: $(DEV)  ## write the generated pages of docs/ anew
	@$(BIN)/python -m docs.generate

lock:  ## choose the newest versions anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.10 --all-extras \
	  --no-annotate --no-header --no-emit-index-url --upgrade -o requirements.lock pyproject.toml

clean:  ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "newsportal needs Python 3.10 or newer, and there is no '$(PYTHON)' here: install one, or name yours: make PYTHON=/path/to/python3 demo"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "newsportal needs Python 3.10 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1): name a newer one: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module: install it (Debian and Ubuntu: apt install python3-venv) and run make again"; exit 1; }
	@echo "setting up $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)

$(CORE): $(BIN)/python $(INPUTS)
	@$(PIP) install --constraint requirements.lock --editable .
	@touch $@

$(DEV): $(CORE) $(INPUTS)
	@$(PIP) install --constraint requirements.lock --editable '.[dev]'
	@touch $@

$(EXTRAS): $(DEV) $(INPUTS)
	@$(PIP) install --constraint requirements.lock --editable '.[dev,postgres,data,s3,language,readers,schedule,serve,warc,ray,docs,services]'
	@touch $@

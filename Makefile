# Everything a fresh machine needs is python3, make and git: every target sets up what it uses.
.DEFAULT_GOAL := help
.PHONY: help setup run test check docs lock quality bench clean

PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready ## Build the environment in .venv from requirements.lock

# uv installs in half the time of pip; where it is not to be had, pip does the same.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "error: dashiji needs Python 3.11 or later; set PYTHON=python3.11"; exit 2; }
	@echo "Setting up .venv (a minute, once)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@if [ -x $(BIN)/uv ]; then \
		VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock \
		&& $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@$(BIN)/python -m flows.server prepare
	@touch $@

run: setup ## Read seeds/documents into data/warehouse.duckdb
	@$(BIN)/dashiji run seeds/documents --warehouse data/warehouse.duckdb
	@echo
	@echo "Look at it:"
	@echo "  $(BIN)/dashiji sql \"SELECT date_text, sentence FROM chronicle WHERE document LIKE '%警民亲%'\""
	@echo "  $(BIN)/dashiji sql \"SELECT metric, value, lower, upper, unit, quote FROM ledger LIMIT 20\""
	@echo "  $(BIN)/dashiji status"

# Two processes: most tests wait for processes of their own, and each process has its own server.
test: setup ## Run every test
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: setup ## Format, lint and types, as CI asks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

docs: setup ## Generate docs/tables.md from schemas/
	@$(BIN)/python -m schemas > docs/tables.md

lock: setup ## Choose versions anew and write requirements.lock
	@$(BIN)/python -m uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate \
		--universal --python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

quality: setup ## Score against the gold and the cases in ../shared, into docs/quality.md
	@$(BIN)/python -m benchmarks.quality --shared $(SHARED)

clean: ## Remove what was built: .venv, data and caches
	@rm -rf .venv data build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

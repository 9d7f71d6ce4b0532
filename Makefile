# The two commands: `make run` starts the product, `make test` runs everything that CI runs.
# Paths are relative, so that a checkout in a folder with spaces works.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin/python

.PHONY: run test format images contact-sheet clean

run: $(VENV)/installed
	@$(BIN) -m bot

test: $(VENV)/installed-for-tests
	$(BIN) -m ruff format --check .
	$(BIN) -m ruff check .
	$(BIN) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(BIN) .ci/audit.py
	$(BIN) -m bot kb check --strict
	$(BIN) -m pytest

format: $(VENV)/installed-for-tests
	$(BIN) -m ruff format .
	$(BIN) -m ruff check --fix .

# What people look at: the README's pictures; every formula of the deck, for a reader's eye.
images: $(VENV)/installed-for-tests
	$(BIN) -m gallery.images

contact-sheet: $(VENV)/installed-for-tests
	$(BIN) -m gallery.contact_sheet

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)
	$(BIN) -m pip install --quiet --disable-pip-version-check ".[pictures,postgresql]"
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(BIN)
	$(BIN) -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $(VENV)/installed $@

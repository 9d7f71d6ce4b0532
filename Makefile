# The two commands: `make run` starts the product, `make test` runs everything that CI runs.
# Paths are relative, so that a checkout in a folder with spaces works.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin/python

.PHONY: run test browser format images contact-sheet clean

run: $(VENV)/installed
	@$(BIN) -m bot

test: $(VENV)/installed-for-tests browser
	$(BIN) -m ruff format --check .
	$(BIN) -m ruff check .
	$(BIN) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(BIN) .ci/audit.py
	$(BIN) -m bot kb check --strict
	$(BIN) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

# The exported web site is tested in Chromium; where there is none, and none to be had, those tests skip.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& echo "installing chromium for the tests of the web site" \
			&& { timeout 30 apt-get update -qq -o Acquire::http::Timeout=10 \
				&& DEBIAN_FRONTEND=noninteractive timeout 90 apt-get install -y -qq --no-install-recommends \
					-o Acquire::http::Timeout=10 chromium; } >/dev/null 2>&1; } || true

format: $(VENV)/installed-for-tests
	$(BIN) -m ruff format .
	$(BIN) -m ruff check --fix .
	$(BIN) -m bot kb fmt knowledge

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

VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PORT ?= 8501

.PHONY: run test check bench browser postgresql proxy libreoffice clean

# Serve the dashboard on http://localhost:8501 with the demonstration workbook.
run: $(VENV)/.run
	$(BIN)/maynum lancer --port $(PORT)

# Run every test, with a browser, PostgreSQL, a proxy and LibreOffice; it fails, never skips, without one.
test: check browser postgresql proxy libreoffice
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

# Lint, types, floors: what must be clean before a commit.
check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Print how readings and the memory compare with pandas, scenarios with rows one by one, and pages with an almost empty one, in this run.
bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.importing
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.scenarios
	$(BIN)/python -m benchmarks.documents
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.france

# Have a Chromium: the one of the system, else Debian's, else Playwright's own.
browser: $(VENV)/.dev
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 \
	  || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; } \
	  || $(BIN)/playwright install --with-deps chromium

# Have a PostgreSQL, which the tests start in a temporary folder: the one of the system, else Debian's.
postgresql:
	@command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	  || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq postgresql; }

# Have an nginx, which the tests start with the shipped configuration: the one of the system, else Debian's.
proxy:
	@{ command -v nginx || ls /usr/sbin/nginx; } >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1 \
	  || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq nginx-light openssl; }

# Have a LibreOffice with Impress, in which the tests open workbooks and slides: the one of the system, else Debian's.
libreoffice:
	@ls "$$(dirname "$$(readlink -f "$$(command -v soffice)")")"/libsdlo.so >/dev/null 2>&1 \
	  || { $(SUDO) apt-get update -qq \
	    && $(SUDO) apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-impress; }

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.txt constraints.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

# Forget the virtual environment and every cache.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

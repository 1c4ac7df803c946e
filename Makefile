# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it lacks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
export KIOSQUE_INDEX ?= var/index

.PHONY: run test check index quality bench bench-quick bench-test clean help

help:
	@echo "make run    set up, index seeds/, serve on http://127.0.0.1:$(PORT)  (PORT=, KIOSQUE_INDEX=)"
	@echo "make test   set up, lint, type-check, run all tests"
	@echo "make quality  persons, places and dates are found as well as before, or it fails  (QUALITY=--errors=places)"
	@echo "make bench  measure speed and quality against tantivy, Lucene, Xapian, SQLite, stock Whoosh, spaCy and dateparser"
	@echo "make bench-quick  the same at 200,000 articles against the first two, in some minutes"

# A stamp a requirements file: the second run installs nothing.
$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kiosque needs Python 3.11 or later (PYTHON=… chooses one)")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-extra.txt requirements-train.txt requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Made where there is none, anew when seeds/ was indexed by another version; somebody's own index is left alone.
run: $(VENV)/run.stamp
	@$(BIN)/python -m index build seeds --keep --index "$(KIOSQUE_INDEX)" || [ $$? -eq 3 ]
	@$(BIN)/python -m web

index: $(VENV)/run.stamp
	$(BIN)/python -m index build seeds --index "$(KIOSQUE_INDEX)"

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	@sh tests/chromium.sh
	$(BIN)/python -m pytest -n auto --dist worksteal

# Options by QUALITY: --if-present, --json, --by, --errors, --raise-floors, --lower-floors.
quality: $(VENV)/run.stamp
	@$(BIN)/python -m benchmarks.quality $(QUALITY)

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks

bench-quick: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks.engine --quick

# The engine's peers answer as counting by hand does; `make test` asks those that are installed.
bench-test: $(VENV)/bench.stamp
	KIOSQUE_BENCH="tantivy lucene" $(BIN)/python -m pytest tests/benchmarks

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

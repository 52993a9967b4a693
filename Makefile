# Everything a fresh clone needs: make demo, make test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= ../shared/corpus

.PHONY: help demo test lint format bench schema fixture readme kills clean

help:
	@echo "make demo      archive the bundled demo blog into demo.db and demo.warc/"
	@echo "make test      run the tests"
	@echo "make lint      ruff and mypy"
	@echo "make bench     measure accuracy and speed (CORPUS=folder of labelled pages)"
	@echo "make schema    print schemas/ anew from scraper/rows.py"
	@echo "make fixture   a new test case: PAGE=page.html URL=https://... NAME=platform/what-it-shows"
	@echo "make kills     kill a sync at 200 random moments (minutes; the tests do a dozen)"
	@echo "make readme    write the command reference and the demo's answers into README.md"

# Two steps: what the program needs, and what its tests need besides.
$(VENV)/.program: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: sudo apt install python3" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python lacks venv: sudo apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.program
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.program
	@$(BIN)/python -m demo

# A process for each core; a slow test (kills, clocks) keeps no other waiting.
test: $(VENV)/.tests
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --strict -p demo

format: $(VENV)/.tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.tests
	@for script in accuracy parse; do \
		test ! -e benchmarks/$$script.py || $(BIN)/python benchmarks/$$script.py $(CORPUS) || exit 1; \
	done
	@test ! -e benchmarks/crawl.py || $(BIN)/python benchmarks/crawl.py

schema: $(VENV)/.program
	$(BIN)/python -m scraper.schema schemas

fixture: $(VENV)/.program
	@$(BIN)/python tools/fixture.py "$(PAGE)" "$(URL)" "$(NAME)"

kills: $(VENV)/.tests
	KILLS=200 $(BIN)/python -m pytest tests/test_faults.py -k killed_at

readme: $(VENV)/.program
	@$(BIN)/python tools/readme.py

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf demo.db demo.db-wal demo.db-shm demo.db.lock demo.warc

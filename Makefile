# Hài Lòng. `make` prints what can be made.

PYTHON ?= python3
PORT ?= 8000
LAN ?= no
EXAMPLE ?= yes
FILE ?=
FACTOR ?=
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard survey/translations/*/LC_MESSAGES/messages.po))
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help setup run admin-link backup restore doctor drop-example test needs check \
        format lock messages docs bench references coverage-study race-study load-study kiosk-study \
        fault-study hostile-study state-study tamper-study access-study disclosure-study clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  make run PORT=8123 LAN=yes EXAMPLE=no   other port, for phones nearby, no example"

# --- running ---------------------------------------------------------------

setup: $(VENV)/.installed $(CATALOGUES) ## Make .venv and install what running needs

run: setup ## Set up, load units and questionnaires, serve on http://127.0.0.1:8000
	@PUBLIC_URL=http://127.0.0.1:$(PORT) $(FLASK) operations install $(if $(filter no,$(EXAMPLE)),,--example)
	@exec $(FLASK) operations serve --port $(PORT) $(if $(filter yes,$(LAN)),--lan)

admin-link: setup ## Issue a new one-time link for the administrator (FACTOR=new: telephone lost)
	@PUBLIC_URL=http://127.0.0.1:$(PORT) $(FLASK) operations admin-link $(if $(filter new,$(FACTOR)),--new-factor,)

backup: setup ## Write database and keys into var/backups/
	@$(FLASK) operations backup

restore: setup ## Put a backup back: make restore FILE=var/backups/….tar.gz
	@test -n "$(FILE)" || { echo "Say which: make restore FILE=var/backups/….tar.gz"; exit 2; }
	@$(FLASK) operations restore "$(FILE)"

doctor: setup ## Examine the installation
	@$(FLASK) doctor

drop-example: setup ## Remove the example wave and everything that belongs to it
	@$(FLASK) operations drop-example

# --- building and testing --------------------------------------------------

test: $(VENV)/.installed-dev $(CATALOGUES) needs ## Install what the tests need, and run them all
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -q -rs

needs: ## Install Chromium and PostgreSQL for the tests (as root; else say what is skipped)
	@sh tests/install-needs.sh

check: $(VENV)/.installed-dev $(CATALOGUES) ## Format, lint, doors between rooms, types, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/python -m docs.tools.messages check

format: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.installed-dev ## Collect the sentences of the code into the catalogues
	$(BIN)/python -m docs.tools.messages collect
	$(MAKE) $(CATALOGUES)

docs: $(VENV)/.installed-dev ## Make the data dictionary and the ER diagram from the models
	$(BIN)/python -m docs.tools.data_dictionary

bench: $(VENV)/.installed-dev $(CATALOGUES) ## Run the project's benchmarks
	$(BIN)/python -m benchmarks

coverage-study: $(VENV)/.installed-dev ## Simulate how often intervals cover (half an hour and more)
	$(BIN)/python -m benchmarks.analysis.coverage

kiosk-study: $(VENV)/.installed-dev $(CATALOGUES) ## Two hundred answers offline; a thousand comments sought on a disk
	KIOSK_CANARIES=1000 KIOSK_ANSWERS=200 $(BIN)/pytest -q \
	  tests/journeys/kiosk/test_kiosk_offline.py tests/journeys/kiosk/test_kiosk_profile.py

fault-study: $(VENV)/.installed-dev $(CATALOGUES) ## Ten thousand forms over a line that breaks, twice
	$(BIN)/python -m benchmarks.faults

hostile-study: $(VENV)/.installed-dev $(CATALOGUES) ## A million broken messages at every open door (hours)
	HOSTILE_EXAMPLES=30000 $(BIN)/pytest -n $(WORKERS) -q tests/survey/responses/test_api_hostile.py \
	  tests/survey/kiosks/test_api_hostile.py tests/survey/outbox/test_delivery_hostile.py

state-study: $(VENV)/.installed-dev $(CATALOGUES) ## Codes, kiosks and nights in any order, for an hour
	STATE_RUNS=1000 STATE_STEPS=60 $(BIN)/pytest -n $(WORKERS) -q tests/faults/test_promises.py

tamper-study: $(VENV)/.installed-dev $(CATALOGUES) ## Alter the past ten thousand times; each is found (minutes)
	TAMPERINGS=10000 $(BIN)/pytest -n $(WORKERS) -q tests/survey/evidence/test_tampering.py

disclosure-study: $(VENV)/.installed-dev ## Ten thousand worlds against a reader with a solver (half an hour)
	DISCLOSURE_WORLDS=10000 $(BIN)/pytest -n $(WORKERS) -q tests/analysis/disclosure
	LINKAGE_BATCHES=834 $(BIN)/pytest -n $(WORKERS) -q tests/survey/release/test_linkage.py
	$(BIN)/python -m benchmarks.disclosure

access-study: $(VENV)/.installed-dev $(CATALOGUES) ## Ten thousand guesses at what belongs to other units
	FOREIGN_IDS=10000 $(BIN)/pytest -n $(WORKERS) -q tests/access/test_foreign_ids.py

race-study: $(VENV)/.installed-dev ## A thousand times sixteen senders with one code (minutes; half an hour on a busy machine)
	$(BIN)/python -m benchmarks.races

load-study: $(VENV)/.installed-dev $(CATALOGUES) ## Measure a submission beside a bare one (root, nginx, PostgreSQL)
	$(BIN)/python -m benchmarks.load

references: $(VENV)/.installed-dev ## Recompute the reference values with R (needs R)
	sh tests/analysis/reference/make_references.sh

lock: $(VENV)/.installed-dev ## Lock the requirements with hashes (needs uv)
	for name in requirements requirements-postgres requirements-dev; do \
	  uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	    --no-emit-find-links --no-emit-index-url --no-header $$name.in -o $$name.txt; \
	done

clean: ## Remove what was built; var/ with its data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find survey/translations -name '*.mo' -delete

# --- files -----------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1)."; \
	  echo "Name a newer one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the platform needs into $(VENV) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what building and testing need into $(VENV) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

%.mo: %.po | $(VENV)/bin/python
	@$(BIN)/pybabel -q compile -i $< -o $@

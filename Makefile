# One entrance for people and for CI. `make demo` and `make test` need Python 3.11, apt and pip;
# everything else they install themselves, once: a second call finds the stamps in .venv and
# needs no network.

PYTHON ?= python3
VENV ?= .venv
OUT ?= build/demo
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check
LOCKED := $(PIP) install -qq --require-hashes

.DEFAULT_GOAL := help
.PHONY: help demo test check format screenshot ontology-page lock train clean install install-test
.DELETE_ON_ERROR:

help:
	@echo "make demo        build the graph of the sample articles, say where its page is"
	@echo "make test        style, types and all tests, in a real browser too"
	@echo "make check       style and types only"
	@echo "make format      bring the code into shape"
	@echo "make screenshot  docs/graph.png from the page of the demo"
	@echo "make ontology-page  docs/ontology.html from the ontology"
	@echo "make lock        pin the newest versions that pyproject.toml allows"
	@echo "make train       retrain the language model: CORPORA=… [RUN=build/train] [START=CHECKPOINT]"
	@echo "make clean       remove what was built; the environment stays"

# -- environments ---------------------------------------------------------------------------------

$(BIN)/python:
	@PYTHON=$(PYTHON) scripts/system.sh build
	$(PYTHON) -m venv $(VENV)

# The package itself is linked, not copied, so a change of its code needs no new install.
$(VENV)/.run-stamp: requirements/build.txt requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "installing what kg needs into $(VENV) (once, some minutes)"
	$(LOCKED) -r requirements/build.txt
	$(LOCKED) -r requirements/run.txt
	$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-stamp: requirements/test.txt $(VENV)/.run-stamp
	@scripts/system.sh browser
	$(LOCKED) -r requirements/test.txt
	@touch $@

install: $(VENV)/.run-stamp
install-test: $(VENV)/.test-stamp

# -- what people call -----------------------------------------------------------------------------

demo: install
	$(BIN)/kg demo --out $(OUT)

check: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/pytest -n 2 --dist loadfile

format: install-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshot: install-test
	$(BIN)/kg demo --out $(OUT) --quiet
	$(BIN)/python scripts/screenshot.py $(OUT)/graph.html docs/graph.png
	$(BIN)/python scripts/screenshot.py $(OUT)/graph.html docs/board.png tab=board dark

ontology-page: install
	$(BIN)/python scripts/ontology_page.py

# -- for maintainers ------------------------------------------------------------------------------

# Markers for all systems and Pythons we support, hashes of every file, no addresses.
COMPILE := pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

lock: install-test
	$(BIN)/uv $(COMPILE) --upgrade -o requirements/run.txt
	$(BIN)/uv $(COMPILE) --upgrade --extra test -c requirements/run.txt -o requirements/test.txt
	$(BIN)/uv $(subst pyproject.toml,requirements/build.in,$(COMPILE)) --upgrade \
		-c requirements/test.txt -o requirements/build.txt
	@for file in run test build; do \
		sed -i '1i # Made by "make lock" (uv pip compile --universal --generate-hashes). Do not edit.' \
			requirements/$$file.txt; done

RUN ?= build/train
train: install
	$(PIP) install -qq -e '.[train]'
	@test -n "$(CORPORA)" || { echo "say where the corpora are: make train CORPORA=…"; exit 2; }
	$(BIN)/kg train --corpora $(CORPORA) --out $(RUN) $(if $(START),--start $(START))

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find kg tests ontology -name __pycache__ -type d -prune -exec rm -rf {} +

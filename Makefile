# One word per task. Needed beforehand: make, and a Python from 3.11 to 3.14.

VENV := .venv
PY := $(VENV)/bin/python
PYTEST := $(PY) -m pytest

# The first suitable Python on the PATH; `make PYTHON=/path/to/python ...` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& echo $$p && break; done)

.PHONY: help demo test check lint types layers doctest unit docs browser study bench lock clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: $(VENV)/demo.stamp ## run both source texts, end to end
	$(VENV)/bin/bootes demo

test: check doctest unit ## everything a change must pass

check: lint types layers ## lint, types and imports; runs nothing of ours

lint: $(VENV)/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/dev.stamp
	$(PY) -m mypy

layers: $(VENV)/dev.stamp
	$(PY) tools/check_layers.py
	$(PY) tools/check_security.py

doctest: $(VENV)/dev.stamp
	$(PYTEST) --doctest-modules src

unit: $(VENV)/dev.stamp
	$(PYTEST)

docs: $(VENV)/dev.stamp ## run the examples of the written pages
	$(PYTEST) --doctest-glob='*.md' README.md docs

browser: $(VENV)/dev.stamp ## open the report page in a real browser
	tools/install_chromium.sh
	$(PYTEST) -m browser tests/browser

study: $(VENV)/dev.stamp ## the long statistical studies
	$(PYTEST) -m study -o faulthandler_timeout=0

bench: $(VENV)/bench.stamp ## the table of ratios against our peers
	$(PY) -m benchmarks

# The environment. Each lock holds the one before it (demo, dev, bench), so one serves all.

$(VENV)/demo.stamp $(VENV)/dev.stamp $(VENV)/bench.stamp: $(VENV)/%.stamp: \
		requirements/%.txt pyproject.toml | $(VENV)/made.stamp
	@echo "installing requirements/$*.txt into $(VENV)"
	@$(PY) -m pip install --quiet --require-hashes --requirement requirements/$*.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/made.stamp:
	@if [ -z "$(PYTHON)" ]; then \
		echo "bootes needs a Python from 3.11 to 3.14, and none is on the PATH." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python ..." >&2; exit 1; fi
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The locks. `make lock UPGRADE=--upgrade` moves every pin; plain `make lock` moves what it must.

UV := .venv-lock/bin/uv
LOCK = $(UV) pip compile pyproject.toml --no-config --quiet --universal --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command "make lock" $(UPGRADE)

lock: $(UV) ## write requirements/*.txt again from pyproject.toml
	$(LOCK) --all-extras --group build --group dev --group bench -o requirements/bench.txt
	$(LOCK) --all-extras --group build --group dev -c requirements/bench.txt -o requirements/dev.txt
	$(LOCK) --extra demo --group build -c requirements/dev.txt -o requirements/demo.txt

$(UV):
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==0.13.9

clean: ## remove the environments and every cache
	rm -rf $(VENV) .venv-lock .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

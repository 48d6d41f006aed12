# make map: an environment of its own, then the plan and the map of Haskovo. make test: every check of the project.
# Needs Python 3.11 or newer and make, nothing else. Another Python: make map PYTHON=/path/to/python3.12

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help map test test-pulp brute bench clean
help:
	@echo "make map    plan Haskovo oblast and draw its map (outputs/haskovo)"
	@echo "make test   lint, types, layers and tests"
	@echo "make test-pulp  tests of the programme with the other line of PuLP (3.3 or 4)"
	@echo "make brute  some thousand random tiny cases against brute force (make brute CASES=5000)"
	@echo "make bench  measure building and solving; BENCH='building first' chooses, OUT=folder keeps the tables"
	@echo "make clean  remove the environment"

map: $(VENV)/needsmap.stamp
	$(BIN)/needsmap run scenarios/haskovo.toml

test: $(VENV)/needsmap-dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n logical --dist loadfile

bench: $(VENV)/needsmap.stamp
	$(BIN)/python -m benchmarks $(BENCH) $(if $(OUT),--out $(OUT)) $(if $(SETTLEMENTS),--settlements $(SETTLEMENTS)) $(if $(RUN),--run $(RUN))

test-pulp: $(VENV)/needsmap-dev.stamp
	.ci/test-other-pulp $(VENV)

CASES ?= 3000
brute: $(VENV)/needsmap-dev.stamp
	$(BIN)/python tests/test_brute_force.py $(CASES)

clean:
	rm -rf $(VENV)

$(VENV)/python.stamp:
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer with venv was not found. On Debian and Ubuntu: apt-get install python3-venv"; \
		echo "Another Python: make map PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/needsmap.stamp: $(VENV)/python.stamp requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/needsmap-dev.stamp: $(VENV)/needsmap.stamp requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

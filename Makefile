# One gate for people and machines. Uses the environment that is active, or .venv when there is one.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)

.PHONY: check format lint types contracts bank test proof terminals bench simulation docs assets

check: lint types contracts bank test

format:
	$(PYTHON) -m ruff format quizapp tests studies docs assets
	$(PYTHON) -m ruff check --fix quizapp tests studies docs assets

lint:
	$(PYTHON) -m ruff format --check quizapp tests studies docs assets
	$(PYTHON) -m ruff check quizapp tests studies docs assets

types:
	$(PYTHON) -m mypy

contracts:
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

bank:
	$(PYTHON) -m quizapp bank check --strict

test:
	$(PYTHON) -m pytest

# Within 90 minutes on two cores.
proof:
	HYPOTHESIS_PROFILE=proof $(PYTHON) -m pytest -m "proof" --no-header

# tmux, GNU screen and xterm on a display that nobody sees; what is not installed is skipped, and named.
terminals:
	$(PYTHON) -m pytest -n 0 -m "terminals" -rs --no-header tests/terminals

bench:
	$(PYTHON) -m pytest -n 0 -m "benchmark" -s --no-header tests/benchmarks

# Held-out seeds are run once for a release: what comes of them is published, whatever it is.
simulation:
	$(PYTHON) -m studies.simulation

# The pages that are made from the code: docs/lint-rules.md and docs/commands.md.
docs:
	$(PYTHON) -m docs.generate

assets:
	$(PYTHON) assets/make.py
	$(PYTHON) -m assets.report

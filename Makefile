# Two commands do all the set-up on a machine that has Python 3.11 or newer, git and make:
#   make demo    creates the environment, installs, and opens the simulated market
#   make test    installs what the tests need, and runs every check
# Another Python: make test PYTHON=/path/to/python3.12

VENV := .venv
BIN := $(VENV)/bin
INPUTS := pyproject.toml constraints.txt
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
# Client libraries of npm, which judge the simulator where there is a Node.
NODE := tests/wire/clients/node
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet
# What a person needs to know when nothing fits; make expands it into one line.
NO_PYTHON := shiponce needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: apt install python3-venv), and found none; name one with make PYTHON=/path/to/python3

.PHONY: demo test check lint types contracts tests spec slow torture coverage bench mutants fidelity screenshots constraints hooks clean

demo: $(VENV)/.for-use
	@$(BIN)/shiponce demo $(ARGS)

test: $(VENV)/.for-tests $(VENV)/.for-node
	@$(MAKE) --no-print-directory check

# The checks, cheapest first; pytest's closing line is the last thing to be seen. Then, in silence
# unless something is wrong: every promise has a proof, and none of its proofs has failed.
check: lint types contracts tests

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports

tests:
	@$(BIN)/pytest -n 2 --dist worksteal -m "not slow" $(ARGS)
	@$(BIN)/python -m tools.proofs --check > .proofs.log || { cat .proofs.log; exit 1; }

# Every statement of the specification with its proofs, and what the last run made of them.
spec: $(VENV)/.for-tests
	@$(BIN)/python -m tools.proofs $(ARGS)

# The long ones, which the default run leaves out.
slow: $(VENV)/.for-tests
	@$(BIN)/pytest -q -m slow $(ARGS)

# Every promise under attack, for something under an hour on two cores; docs/reliability.md says how.
torture: $(VENV)/.for-tests
	@$(BIN)/python -m tests.torture $(ARGS)

# Branches that no test takes: none in what decides, imports and notifies, few elsewhere.
DECIDES := src/shiponce/decisions/*,src/shiponce/services/importing/import_store.py,src/shiponce/services/importing/import_page.py,src/shiponce/services/matching/link_twins.py,src/shiponce/services/notifying/outbox_worker.py,src/shiponce/services/notifying/correct_notification.py,src/shiponce/services/notifying/add_notifications.py
coverage: $(VENV)/.for-tests
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -q -n 2 --dist worksteal -m "not slow" --deselect tests/unit/cli/test_startup.py $(ARGS)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report --include 'src/shiponce/*' --fail-under 95
	@$(BIN)/coverage report --include '$(DECIDES)' --fail-under 100

# Ratios against the least that could be done, measured in one sitting.
bench: $(VENV)/.for-tests
	@$(PIP) install -c constraints.txt -e '.[bench]'
	@for name in import_orders replay wire search slips grid start served; do $(BIN)/python -m benchmarks.$$name || exit 1; done

# Every small mistake in what decides, and whether a test notices it: some minutes.
mutants: $(VENV)/.for-tests
	@$(PIP) install -c constraints.txt -e '.[mutation]'
	@$(BIN)/mutmut run $(ARGS) > mutants.log; $(BIN)/mutmut results; $(BIN)/mutmut export-cicd-stats

# Who has judged the simulator, and of what: the judges are run, and the page says what they called.
fidelity: $(VENV)/.for-tests $(VENV)/.for-node
	@$(BIN)/python -m docs.fidelity

# The pictures in the README, from the seeded market.
screenshots: $(VENV)/.for-tests
	@$(BIN)/python docs/screenshots.py

# The checks that take seconds, before each commit; the hooks are local and need no network.
hooks: $(VENV)/.for-tests
	@$(PIP) install -c constraints.txt -e '.[hooks]'
	@$(BIN)/prek install

# An installation is repeated only when what it was made from has changed, so that after the
# first time everything works without a network.
$(VENV)/.for-use: $(INPUTS) | $(BIN)/python
	@echo "Installing shiponce into $(VENV) …"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.for-tests: $(INPUTS) | $(BIN)/python
	@echo "Installing shiponce and what its tests need into $(VENV) …"
	@$(PIP) install -c constraints.txt -e '.[test,browser]' \
	  || { echo "playwright cannot be had here: the test in a browser is skipped"; \
	       $(PIP) install -c constraints.txt -e '.[test]'; }
	@touch $@ $(VENV)/.for-use

$(VENV)/.for-node: $(NODE)/package-lock.json | $(BIN)/python
	@if ! command -v npm >/dev/null; then \
	  echo "There is no npm here: the tests with its client libraries are skipped"; \
	else \
	  echo "Installing the client libraries of npm into $(NODE) …"; \
	  npm ci --prefix $(NODE) --omit=dev --no-audit --no-fund --loglevel=error --fetch-retries=0 \
	    >/dev/null && touch $@ \
	    || echo "npm's client libraries cannot be had here: their tests are skipped"; \
	fi

$(BIN)/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$python" -c '$(FITS)' >/dev/null 2>&1; then \
	    echo "Creating $(VENV) with $$("$$python" --version) …"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo "$(NO_PYTHON)" >&2; exit 1

# Resolve everything anew in an environment of its own; only names and versions are written.
constraints: $(VENV)/.for-tests
	@rm -rf .venv-pins && $(BIN)/python -m venv .venv-pins
	@PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-pins/bin/python -m pip --quiet install '.[test,tls,mutation,browser,bench,hooks]'
	@{ echo "# What the checks ran with: names and versions only. Written by: make constraints"; \
	   .venv-pins/bin/python -m pip freeze --exclude shiponce --exclude pip | grep '=='; } > constraints.txt
	@rm -rf .venv-pins
	@wc -l constraints.txt

clean:
	rm -rf $(VENV) $(NODE)/node_modules .venv-pins build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache mutants mutants.log

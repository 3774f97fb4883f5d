# Everything a person does with chuishao starts here. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEV := $(VENV)/.dev
RUN := $(VENV)/.run
# Compiled modules are kept whatever the environment says: the tests start many processes, each would compile the bot anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo run test test-postgres crews wander lives volunteers days moving faults fuzz soak chaos chaos-postgres bench check format format-check lint types contracts docs docs-check pictures lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(RUN): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "chuishao needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(RUN) ## sandbox, bot and an invented district; prints the address of the chat page
	$(BIN)/python -m bot demo

run: $(RUN) ## the same bot against Telegram itself (TELEGRAM_BOT_TOKEN from the environment)
	$(BIN)/python -m bot run

# Three at once on two cores: a fifth of the time they wait, for a process that starts or a clock.
test: $(DEV) ## the whole suite
	$(BIN)/python -m pytest -n 3 --dist loadgroup

test-postgres: $(DEV) ## what runs on both engines, all of it on PostgreSQL (`make test` takes a sample)
	$(BIN)/python -m pytest -n 2 --dist loadgroup --every-postgres -m postgres $(ARGS)

crews: $(DEV) ## 500 crews of processes that join, end, pause and die at random: nothing has two holders, all is shared
	CREWS=500 $(BIN)/python -m pytest tests/crew

wander: $(DEV) ## 50,000 random steps through the conversations: nothing lost, nobody meets silence
	PYTHONPATH=. $(BIN)/python -m tests.conversations.wander $(ARGS)

lives: $(DEV) ## 1,000 lives of a town, 50 steps each: events explain every ticket, nobody learns what is not theirs
	PYTHONPATH=. $(BIN)/python -m tests.lives $(ARGS)

volunteers: $(DEV) ## wishes, points, orders and shelves, 1,000 × 50 steps each; 200 volunteers tap on 20 wishes, two kills
	PYTHONPATH=. $(BIN)/python -m tests.wishes $(ARGS)
	$(BIN)/python -m pytest -q -s -m long tests/shop

moving: $(DEV) ## 50 stores with rows in every table, moved to both engines and back
	CHUISHAO_MOVES=50 $(BIN)/python -m pytest -q tests/moving

chaos-postgres: $(DEV) ## the same on PostgreSQL with the server killed and the network cut: 10,000 updates
	PYTHONPATH=. $(BIN)/python tests/chaos --engine postgres --updates 10000 --kills 40 $(ARGS)

fuzz: $(DEV) ## 100,000 malformed and mutated updates: nothing ends the bot, nobody else waits, no words in the log
	PYTHONPATH=. $(BIN)/python -m tests.fuzz $(ARGS)

soak: $(DEV) ## an hour of 30 updates a second (ARGS='--minutes 5 --rate 10' for less): memory flat, nothing lost
	PYTHONPATH=. $(BIN)/python tests/chaos/soak.py $(ARGS)

chaos: $(DEV) ## 3,000 updates, 20 kills, 30 % of the sends troubled: nothing lost, nothing done twice; a start with 1,000 waiting
	PYTHONPATH=. $(BIN)/python tests/chaos $(ARGS)
	$(BIN)/python -m pytest -q -s -m long tests/chaos

faults: $(DEV) ## disk full, read-only, a stranger's lock for 30 s, four processes on one store (root, to mount a disk)
	$(BIN)/python -m pytest -q -s -m long tests/faults

days: $(DEV) ## a holiday week with the bot killed at whatever anybody does: the same pushes
	$(BIN)/python -m pytest -q -s tests/conversations/test_days.py -m long

bench: $(DEV) ## the nine quick benchmarks, five minutes (docs/benchmarks.md says what they mean, and has the long ones)
	$(BIN)/python -m benchmarks.steps
	$(BIN)/python -m benchmarks.pushes
	$(BIN)/python -m benchmarks.broadcasts
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.storage
	$(BIN)/python -m benchmarks.flow
	$(BIN)/python -m benchmarks.figures
	$(BIN)/python -m benchmarks.wishes
	$(BIN)/python -m benchmarks.importing

check: $(DEV) format-check lint types contracts docs-check test ## everything that CI asks

format: $(DEV) ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

format-check: $(DEV)
	$(BIN)/ruff format --check .

lint: $(DEV) ## style and likely mistakes
	$(BIN)/ruff check .

types: $(DEV) ## strict types
	$(BIN)/mypy

contracts: $(DEV) ## imports point one way
	$(BIN)/lint-imports --no-cache

docs: $(RUN) ## draw the pages that come from the code
	$(BIN)/python -m bot docs

pictures: $(DEV) ## take the pictures of the documentation from the running demo (needs chromium)
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

handbooks: $(DEV) ## print the handbooks into var/handbooks (needs chromium)
	PYTHONPATH=. $(BIN)/python docs/handbooks/handbooks.py

docs-check: $(DEV)
	$(BIN)/python -m bot docs --check

lock: ## pin every dependency anew, with hashes (needs uv)
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" -c requirements.lock \
	    pyproject.toml --group dev --group bench -o requirements-dev.lock

clean: ## remove what was made here
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

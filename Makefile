# Two commands matter: make run, make test. Both set everything up first.
# The first Python of a right version that starts; else any python3, whose version the set-up then names.
PYTHON ?= $(shell for name in python3.11 python3.12 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null && break; \
	done; command -v "$$name")
SETUP = @test -n "$(PYTHON)" || { echo "[setup] no Python found. What to do: install Python 3.11 or 3.12 (Debian, \
	Ubuntu: apt install python3 python3-venv), or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }; \
	$(PYTHON) deploy/environments.py
BIN := .venv/bin

.PHONY: setup setup-dev run chat train build check test docs doctor transcripts new-language clean

setup:
	$(SETUP)

setup-dev:
	$(SETUP) --dev

run: setup ## set up, build and train what changed, start the assistant
	@exec $(BIN)/python -m bot.cli run

chat: setup ## talk to the running assistant in this terminal
	@exec $(BIN)/python -m bot.cli chat

train: setup
	@$(BIN)/python -m bot.cli train

build: setup
	@$(BIN)/python -m bot.cli kb build

doctor: setup
	@$(BIN)/python -m bot.cli doctor

check: setup-dev ## style, types, the data linter, generated docs
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/python -m nlu.check

test: setup-dev check ## everything but the pip-made environment of the embed extra (.ci/run does that)
	@$(BIN)/python -m bot.cli prepare
	@nlu/.venv/bin/python -m pytest -q -c nlu/pytest.ini --rootdir . tests/nlu
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --ignore tests/integration
	@$(BIN)/python -m pytest -q tests/integration

docs: setup-dev ## write what is generated in docs/ again
	@$(BIN)/python -m tests.docs

transcripts: setup-dev ## play docs/transcripts against the real assistant and keep what it says now
	@$(BIN)/python -m bot.cli prepare
	@$(BIN)/python -m tests.integration.transcripts

new-language: setup-dev ## make new-language CODE=mr NAME=मराठी SCRIPT=Devanagari
	@$(BIN)/python -m nlu.new_language $(CODE) --name "$(NAME)" --script $(SCRIPT)

clean:
	rm -rf build data .venv nlu/.venv .tools

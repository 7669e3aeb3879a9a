# Two commands matter: make run, make test. Both set everything up first.
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3 2>/dev/null))
BIN := .venv/bin

.PHONY: setup setup-dev run chat train build check test docs doctor transcripts new-language clean

setup:
	@$(PYTHON) deploy/environments.py

setup-dev:
	@$(PYTHON) deploy/environments.py --dev

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

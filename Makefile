# `make demo` and `make test` need python3 (3.11 or newer) and nothing else.
PYTHON ?= python3
# Another Python gets an environment of its own: `make test PYTHON=python3.13`.
VENV ?= $(if $(filter python3,$(PYTHON)),.venv,.venv-$(notdir $(PYTHON)))
BIN = $(VENV)/bin
RUN = $(BIN)/python

.PHONY: install demo test test-all check messages bench lock clean

$(VENV)/.runtime: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

install: $(VENV)/.installed

demo: $(VENV)/.runtime
	DEBUG=on $(RUN) manage.py demo

# Both databases, each time; the PostgreSQL is thrown away afterwards.
test: install
	$(RUN) -m tests.run

test-all: install
	$(RUN) -m tests.run --all

check: install
	$(RUN) -m tests.check

# Brings the Vietnamese catalogue up to date with the code, and compiles it.
messages: install
	$(RUN) -m tests.messages

bench: install
	$(RUN) -m tests.run --command $(RUN) -m bench

lock: install
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml --extra production -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml --extra production --extra development -o requirements-dev.txt

clean:
	rm -rf $(VENV) var build

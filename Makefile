# `make` sets everything up in .venv; every other target is a short call of a
# documented command. Another Python: make PYTHON=python3.12

PYTHON ?= python3
READY := .venv/.ready
# nbgrader calls its helpers by name, so the environment's programs come first.
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH" TF_CPP_MIN_LOG_LEVEL=3
# Tests run side by side: threads of linear algebra would only wait for each other.
TEST := $(RUN) OPENBLAS_NUM_THREADS=1

# The demo's submissions are ours: they may run where there is no sandbox. A class's may not.
NO_SANDBOX = $(shell .venv/bin/python -c \
    "from reglab._bubblewrap import trouble; print('--no-sandbox' if trouble() else '')")

.DEFAULT_GOAL := ready
.PHONY: ready demo test test-slow test-redteam lint lab build bench lock clean help

ready: $(READY)  ## set up .venv with every package pinned (the default)
	@echo "Ready. Next: make demo, make lab or make test (make help lists all)."

# The stamp is written last: an interrupted set-up is never taken for a ready one.
$(READY): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" sh .ci/bootstrap

demo: $(READY)  ## build the course, grade a demo class, write its report
	$(RUN) reglab build
	rm -rf build/demo
	$(RUN) reglab demo-class --out build/demo/course
	$(RUN) reglab grade --all --course build/demo/course $(NO_SANDBOX) \
	    --csv build/demo/grades.csv --report build/demo/report

test: lint  ## style, types, and every test that needs no notebook
	$(TEST) pytest -m "not slow" -n auto

# A file's tests stay together, as they share a graded class or a running JupyterLab; those of the
# matrix only by lesson (tests/conftest.py), or one process would work on them alone in the end.
test-slow: $(READY)  ## notebooks, grading and browsers
	$(TEST) pytest -m slow -n 2 --dist loadgroup

# As an ordinary user, what the sandbox is made of: root may do things that others may not. What an
# answer earns doesn't depend on the user: test-slow has the rest of the red team. Most of it waits
# for limits, so four run at a time.
test-redteam: $(READY)  ## the red team and the sandbox as an ordinary user, whom root creates
	.ci/as-user pytest -p no:cacheprovider -n 4 --dist loadfile tests/sandbox \
	    $(addprefix tests/grading/redteam/test_, redteam.py warm.py left_over.py)

lint: $(READY)  ## style and types only
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

# Built only where there is none: a rebuild would overwrite a student's answers.
lab: $(READY)  ## open the lessons in JupyterLab
	@ls notebooks/*/*.ipynb >/dev/null 2>&1 || $(RUN) reglab build
	$(RUN) jupyter lab --notebook-dir=notebooks

build: $(READY)  ## make the notebooks from their text sources
	$(RUN) reglab build

# The other libraries come into the same .venv, without moving any pinned version.
.venv/.bench: $(READY)
	@grep -o '^[a-z][^ ]*==[^\]*' requirements.lock > .venv/pins.txt
	@echo "Installing the libraries to compare with."
	.venv/bin/python -m pip install -qq --disable-pip-version-check \
	    -c .venv/pins.txt --no-build-isolation -e '.[bench]'
	.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps 'adelie>=1.1.52'
	@touch $@

bench: .venv/.bench  ## time us beside other libraries: build/bench/, docs/benchmarks.md
	$(RUN) python -m benchmarks.lasso_path
	$(RUN) python -m benchmarks.nn
	$(RUN) python -m benchmarks.nn_candidates
	$(RUN) python -m benchmarks.augment
	$(RUN) python -m benchmarks.grading
	$(RUN) python -m benchmarks.sandbox

# Existing pins are kept unless pyproject.toml forbids them; UPGRADE=1 renews all.
lock: $(READY)  ## renew requirements.lock from pyproject.toml
	@mkdir -p build && cp requirements.lock build/requirements.lock
	$(RUN) uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
	    --no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade) \
	    -o build/requirements.lock
	@{ grep '^#' requirements.lock; grep -v '^#' build/requirements.lock; } > build/new.lock
	@mv build/new.lock requirements.lock && rm build/requirements.lock

clean:  ## remove what was built, and caches (.venv stays)
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis
	find reglab tests solutions data -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list the targets
	@grep -E '^[a-z-]+:.*  ## ' $(firstword $(MAKEFILE_LIST)) \
	    | sed -E 's/^([a-z-]+):.*  ## (.*)/\1:\2/' | awk -F: '{ printf "  %-12s %s\n", $$1, $$2 }'

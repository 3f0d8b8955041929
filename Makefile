# Two commands to know: `make run` (fresh machine to dashboard) and `make test` (fresh machine to green).
PYTHON ?= python3
PY := .venv/bin/python
DATA := $(or $(ADOPSI_DATA_DIR),data)
MONTH ?= 2024-10
# `import analytics` works from a notebook in any folder; nothing is downloaded for it.
INSTALL_PROJECT = $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .

.PHONY: run load sample test check texts bench shots report notebook browser servers slow

# A delivery with a mistake is told, and the last good build is shown.
run: sample
	@$(PY) -m etl load || test $$? -eq 3 || echo "Nothing was changed: the dashboard shows what was loaded before."
	$(PY) -m streamlit run web.py

load: sample
	@$(PY) -m etl load || test $$? -eq 3

sample: .venv/run.stamp
	@$(PY) -m tools.assets
	@test -e $(DATA)/contoh/contoh.json || $(PY) -m etl sample $(DATA)/contoh

# FAST=1, for the inner loop: no browser, no drills for disasters, no commands in processes of their own, one example of
# each test, and of those that load or print the first of each file. Nothing in it waits, so two workers fill two cores.
# Compiled modules are kept for the next run and for every process that a test starts, also where the machine says not to.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/dev.stamp $(if $(FAST),,browser servers)
	$(PY) -m tools.assets
	$(PY) -m pytest $(if $(FAST),--fast -n 2)

check: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

# New texts stand in the English catalogue without words until somebody writes them; texts that are gone leave it.
texts: .venv/dev.stamp
	$(PY) -m babel.messages.frontend -q extract -F babel.cfg --no-location -o .venv/texts.pot .
	$(PY) -m babel.messages.frontend -q update -i .venv/texts.pot -o core/locale/en.po -l en --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

bench: .venv/bench.stamp
	@$(PY) -m tools.assets
	$(PY) -m bench

# SHOTS="--theme dark --lang en --page kanal --width 768" asks for others.
shots: .venv/dev.stamp browser load
	$(PY) -m bench.shots layar $(SHOTS)
	$(PY) -m bench.views.guide docs/gambar

report: load
	$(PY) -m report $(MONTH) $(if $(KECAMATAN),--kecamatan $(KECAMATAN))

notebook: .venv/dev.stamp load
	$(PY) -m jupyterlab notebooks

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: apt install python3 python3-venv make"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(INSTALL_PROJECT)
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(INSTALL_PROJECT)
	@touch .venv/run.stamp $@

.venv/bench.stamp: requirements-bench.txt requirements-dev.txt requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	$(INSTALL_PROJECT)
	@touch .venv/run.stamp .venv/dev.stamp $@

browser:
	@command -v chromium-headless-shell >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium-headless-shell fonts-dejavu-core >/dev/null; \
	  else echo "The browser tests need Debian's Chromium: sudo apt install chromium-headless-shell fonts-dejavu-core"; exit 1; fi; }

# What the tests of deploy/ and of the login run: a proxy, systemd's own check of units, an OpenID provider with its packages.
PROVIDER := tests/support/provider
servers: $(PROVIDER)/node_modules/.package-lock.json
	@PATH="$$PATH:/usr/sbin"; { command -v nginx && command -v systemd-analyze; } >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light systemd >/dev/null; \
	  else echo "The tests of deploy/ need: sudo apt install nginx-light systemd"; exit 1; fi; }

# What takes minutes: the image of deploy/Containerfile, built on a base from Debian's packages, fifty readers at once, a third drawn city, deaths on a cluster, properties on many examples.
slow: .venv/dev.stamp servers
	@{ command -v buildah && command -v mmdebstrap; } >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends buildah mmdebstrap crun >/dev/null; \
	  else echo "Building the image here needs: sudo apt install buildah mmdebstrap crun"; exit 1; fi; }
	$(PY) -m tools.assets
	$(PY) -m pytest -n 0 -m slow

$(PROVIDER)/node_modules/.package-lock.json: $(PROVIDER)/package-lock.json .venv/dev.stamp
	cd $(PROVIDER) && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --no-audit --no-fund --silent
	@touch $@

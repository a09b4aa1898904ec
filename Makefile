# Chapterhouse. `make run` to try it, `make test` to check it; each sets up what it needs.
PYTHON := .venv/bin/python
INSTALLED := .venv/installed
BROWSER := $(or $(CHROMIUM),$(shell command -v chromium || command -v chromium-browser || command -v google-chrome))

.PHONY: setup run test check bench bench-large faults lock words chromium

setup: $(INSTALLED)

# The environment is made anew where it is missing, and follows requirements/dev.txt. (Some systems split
# ensurepip off python3: then their own pip fills the environment.)
$(INSTALLED): requirements/dev.txt
	umask 022; test -x $(PYTHON) || python3 -m venv .venv || \
	  { rm -rf .venv && python3 -m venv --without-pip .venv && python3 -m pip --python $(PYTHON) install -q pip; }
	umask 022; $(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: $(INSTALLED)
	@exec $(PYTHON) -m config.run --with-parent

test: $(INSTALLED) chromium
	CHROMIUM="$(or $(BROWSER),$$(command -v chromium))" $(PYTHON) -m pytest -n 2 --dist worksteal

# Commands here use servers and data of their own; mypy reads the settings and connects to nothing.
check: export CHAPTERHOUSE_DATA := $(or $(CHAPTERHOUSE_DATA),var)/check
check: NOWHERE := CHAPTERHOUSE_MODE=test DATABASE_URL=postgresql:///- MIGRATION_DATABASE_URL=postgresql:///- REDIS_URL=unix:///-
check: $(INSTALLED)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/djade --check $$(git ls-files --cached --others --exclude-standard 'templates/*.html')
	.venv/bin/lint-imports
	$(PYTHON) manage.py check
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(NOWHERE) .venv/bin/mypy .

bench: $(INSTALLED)
	$(PYTHON) -m bench

bench-large: $(INSTALLED)
	$(PYTHON) -m bench --large

faults: $(INSTALLED)
	FAULTS=full $(PYTHON) -m pytest --timeout 3600 tests/faults tests/browser tests/config

# Keeps what is locked where it still fits; UPGRADE=1 takes the newest of everything.
lock: $(INSTALLED)
	for name in base dev; do .venv/bin/uv pip compile --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --universal --python-version 3.11 $(if $(UPGRADE),--upgrade) -q requirements/$$name.in -o requirements/$$name.txt; done

# What Django and allauth say, in our words: after a change of locale/en/LC_MESSAGES/django.po.
words: $(INSTALLED)
	.venv/bin/pybabel compile -d locale -D django

# The browser tests drive a Chromium that is already there; without one, root gets Debian's.
chromium:
ifeq ($(BROWSER),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium; \
	else \
	  echo "The browser tests need a Chromium: install one, or name yours: make test CHROMIUM=/path/to/it"; exit 1; \
	fi
endif

# One-line targets over ./haitang; `make help` lists them.
.PHONY: help setup dev quick test test-all browser load drills lint format types web docs sample-data lock

help:           ## list the targets
	@grep -E '^[a-z-]+: .*##' Makefile | sed 's/:.*##/ —/'
setup:          ## install everything and check the machine
	./haitang db upgrade && ./haitang doctor
dev:            ## the demo
	./haitang demo
quick:          ## lint, types and unit tests: a minute
	./haitang test --quick
test:           ## what must pass before a commit
	./haitang test
test-all:       ## also load, drills, fresh start, bench
	./haitang test --all
browser:        ## only the browser tests
	./haitang test --only browser
load:           ## only the load tests
	./haitang test --all --only load
drills:         ## only the kill and fresh-start drills
	./haitang test --all --only drills
lint:           ## ruff and import rules
	./haitang test --only ruff && ./haitang test --only import-linter
format:         ## write Python in our form
	.venv/bin/python -m ruff format . && .venv/bin/python -m ruff check --fix .
types:          ## pyright and tsc
	./haitang test --only pyright && ./haitang test --only tsc
web:            ## build the screens
	.venv/bin/python -m app.setup demo
pictures:       ## the three screens for the documents, from the last `./haitang test --all`
	mkdir -p docs/images && cp tests/output/images/*.png docs/images/
docs:           ## write the reference pages from the code
	.venv/bin/python -m app.tooling.reference
sample-data:    ## build sample_geo from raw files: make sample-data RAW=folder
	.venv/bin/python -m sample_geo.build --raw "$(RAW)"
# Both files pin every package with hashes and name no index; needs `pip install uv`.
UV = uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
lock:           ## renew both lock files from pyproject.toml
	$(UV) -o requirements.lock
	$(UV) --extra test -c requirements.lock -o requirements-test.lock

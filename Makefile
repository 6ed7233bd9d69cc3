# `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.

PORT ?= 8443
DATA ?= .build/demo-data
SWIFT ?= swift

.DEFAULT_GOAL := help
.PHONY: help run build test bench format lint clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build in release, fill a demo and serve it on https://127.0.0.1:8443 (PORT=…, DATA=…)
	.build/release/sen serve --demo --data $(DATA) --port $(PORT)

# The static Swift runtime links faster and gives a binary that runs without Swift.
build: ## install what is missing and build the release binary
	@deploy/setup.sh
	$(SWIFT) build -c release --product sen --static-swift-stdlib

test: ## install what the tests need and run all of them, the browser's included
	@SWIFT=$(SWIFT) .ci/test

bench: ## measure, beside nginx and SQLite on the same machine (fifteen minutes)
	@deploy/setup.sh --tests
	Tests/Benchmarks/run.sh
	Tests/Benchmarks/training.py --sen .build/release/sen

format: ## bring the Swift files into form
	$(SWIFT) format format --in-place --recursive Sources Tests Package.swift

lint: ## check the form of the Swift files
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

clean: ## remove what was built, the demo and the tests' tools included
	rm -rf .build

# The same commands as .ci/run, one at a time. `just` lists them.

_default:
    @just --list

# a development environment in .venv
install:
    python3 -m venv .venv
    .venv/bin/python -m pip install -e '.[dev]'

# linter, formatter, types, import contract
check:
    ruff check .
    ruff format --check .
    mypy
    lint-imports

# the tests; CCHC_SHARED=../shared adds the accuracy floors
test:
    python -m pytest

# what CI does, from nothing
ci:
    .ci/run

# speed: one document warm, linear growth, a process against bare Python
bench:
    python -m pytest benchmarks --benchmark-columns=min,median,rounds -s

# write the samples' expected records anew (read the diff)
golden:
    python -m tests.golden.samples

# put into the README what its commands answer
readme:
    python -m tests.readme

# print docs/tables.md from the schema, and what the queries of docs/queries.md answer
tables:
    python -m tests.tables

# linter and formatter, mending what they can
fix:
    ruff check --fix .
    ruff format .

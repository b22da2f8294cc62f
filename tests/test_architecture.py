"""The invariants that ARCHITECTURE.md states and no single stage can test: what is loaded when, who may import what,
that every code, grammar entry and public name is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "cchc_extract"
GRAMMARS = sorted((ROOT / "grammars").glob("*.toml"))
MODULES = sorted(SOURCE.rglob("*.py"))

HEAVY = ("pydantic", "typer", "rich", "tomllib", "json", "cchc_extract.grammar", "cchc_extract.readers")
# Who may load a package from elsewhere. A row here is a decision; see ARCHITECTURE.md.
THIRD_PARTY = {
    "pydantic": {"model/record.py", "model/dump.py"},  # the second for its types only
    "typer": {"cli.py", "batch/command.py"},
    "rich": {"writers/terminal.py", "batch/progress.py"},
    "psutil": {"batch/worker.py", "batch/workers.py"},
    "fsspec": {"batch/files.py"},
    "distributed": {"batch/executors.py"},
    "python_calamine": {"readers/xlsx.py"},
    "xlrd": {"readers/xls.py"},
    "lxml": {"readers/html.py", "readers/html_page.py"},
    "pypdfium2": {
        "readers/pdfium.py",
        "readers/pdfium_letters.py",
        "readers/pdfium_page.py",
        "readers/pdfium_rules.py",
        "readers/pdfium_sideways.py",
        "readers/pdfium_slanted.py",
        "readers/pdfium_text.py",
    },
    "pdfplumber": {"readers/plumber.py"},
    "numpy": {f"readers/scan_{part}.py" for part in ("image", "page", "reading", "rules", "shapes", "strokes")},
    "duckdb": {f"writers/{module}.py" for module in ("spool", "archive_parquet", "archive_duckdb")},
    "xlsxwriter": {"writers/archive_xlsx.py"},
    "PIL": {f"readers/scan_{part}.py" for part in ("file", "image", "page")},
}
NAMED = {"pillow": "PIL"}  # packages that are imported by another name
EXTRAS = ("xlsx", "html", "pdf", "ocr", "tables", "sheet", "remote", "dask")  # what only a format or an output needs


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def calls(functions: set[str], methods: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and (
                (isinstance(node.func, ast.Name) and node.func.id in functions)
                or (isinstance(node.func, ast.Attribute) and node.func.attr in methods)
            ):
                yield named(path), node


def imported(node: ast.AST) -> set[str]:
    """The packages that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


# What is loaded when


def loaded(code: str) -> set[str]:
    """The modules in memory after `code`, in a fresh interpreter without site packages' own start-up files."""
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing() -> None:
    new = loaded("import cchc_extract") - loaded("pass")
    assert {name for name in new if name.startswith("cchc_extract")} == {"cchc_extract"}
    assert not new & set(HEAVY)


def test_version_loads_nothing() -> None:
    run = "import sys; sys.argv = ['cchc-extract', '--version']\nfrom cchc_extract.__main__ import main\n"
    new = loaded(f"{run}try: main()\nexcept SystemExit: pass") - loaded("pass")
    assert {name for name in new if name.startswith("cchc_extract")} == {"cchc_extract", "cchc_extract.__main__"}
    assert not new & set(HEAVY)


# typer builds a verb's parameters with pydantic of its own accord; the program's help needs none.
@pytest.mark.parametrize(
    ("arguments", "more"), [(["--help"], {"pydantic"}), (["extract", "--help"], set()), (["show", "--help"], set())]
)
def test_help_loads_no_rich_and_no_grammar_and_compiles_no_pattern_of_ours(
    arguments: list[str], more: set[str]
) -> None:
    watch = """
import re, sys
compiled = []
inner = re._compile
def _compile(pattern, flags):
    caller = sys._getframe(2).f_code.co_filename
    if "cchc_extract" in caller:
        compiled.append(f"{caller}: {pattern!r}")
    return inner(pattern, flags)
re._compile = _compile
"""
    run = f"from cchc_extract.cli import run\nassert run({arguments!r}) == 0\nassert not compiled, compiled"
    modules = loaded(watch + run) - loaded("pass")
    assert not modules & {"rich", "cchc_extract.pipeline", "cchc_extract.model.record", *more}
    assert not {name for name in modules if name.startswith(("cchc_extract.grammar", "cchc_extract.readers"))}


def test_no_grammar_is_read_at_import() -> None:
    modules = [
        ".".join(("cchc_extract", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        for path in MODULES
        if path.name != "__main__.py"
    ]
    watch = (
        "import tomllib\ndef refuse(*a): raise AssertionError('a grammar is read at import')\ntomllib.loads = refuse\n"
    )
    loaded(watch + "\n".join(f"import {name}" for name in modules))


# Who may import what


def test_packages_from_elsewhere_are_loaded_only_where_they_belong() -> None:
    allowed = sys.stdlib_module_names | {"cchc_extract"}
    seen: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            for package in imported(node) - allowed:
                seen.setdefault(package, set()).add(named(path))
    assert seen == THIRD_PARTY
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(each for e in EXTRAS for each in project["optional-dependencies"][e])]
    names = {re.split(r"[>=<~ ]", each)[0].replace("-", "_") for each in needed}
    assert {NAMED.get(name, name) for name in names} == set(THIRD_PARTY)


def test_only_the_edges_do_io() -> None:
    edges = {
        *("readers/read.py", "readers/programs.py", "writers/output.py", "cli.py", "messages.py", "archive.py"),
        *("__main__.py", "grammar/load.py", "writers/begun.py"),
    }
    in_memory = {
        "readers/archive.py",
        "readers/plumber.py",
        "readers/scan_file.py",
        "readers/xls.py",
        "readers/xlsx.py",
    }  # bytes that a library wants as a file
    edges |= {named(path) for path in MODULES if path.parent.name == "batch"}  # processes, folders, a database
    growing = {"archive", "spool", *(f"archive_{name}" for name in ARCHIVE_OUTPUTS)}  # name files, which `begun` makes
    in_memory |= {f"writers/{module}.py" for module in growing}
    files = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "getenv"}
    for where, call in calls({"open", "print", "input"}, files):
        assert where in {*edges, *in_memory}, f"{where}:{call.lineno}"
    # Files, streams and the environment by any other name; the terminal's page is a string.
    # A file's bytes stand for the file where a module of the library reads nothing else.
    system = {"os", "sys", "io", "shutil", "subprocess", "tempfile", "pathlib"}
    for path in MODULES:
        if named(path) not in {*edges, *in_memory, "__init__.py", "writers/terminal.py"}:
            assert not {name for node in ast.walk(tree(path)) for name in imported(node)} & system, named(path)


def test_no_clock_no_locale_no_chance() -> None:
    banned = {"time", "locale", "random", "secrets", "uuid", "socket", "urllib", "http"}
    timed = {named(path) for path in MODULES if path.parent.name == "batch"}  # runs are; what they give is not
    for path in MODULES:
        for node in ast.walk(tree(path)):
            assert not imported(node) & banned or named(path) in timed, named(path)
    for where, call in calls(set(), {"now", "today", "utcnow"}):
        assert where == "batch/run.py", f"{where}:{call.lineno} asks the clock"


def test_no_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert not {named(path) for path in MODULES if path.stem in drawers or path.parent.name in drawers}


# What is documented


def test_every_module_and_public_name_has_a_docstring() -> None:
    bare = []
    for path in MODULES:
        module = tree(path)
        if not ast.get_docstring(module):
            bare.append(named(path))
        classes = [node for node in module.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        for node in [*module.body, *(inner for outer in classes for inner in outer.body)]:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                bare.append(f"{named(path)}:{node.lineno} {node.name}")
    assert not bare


def test_every_diagnostic_is_whole() -> None:
    for code, entry in CODES.items():
        assert re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", code), code
        for part in (entry.what, entry.why, entry.example, entry.mend):
            assert part.strip() and "\n" not in part, code


def test_every_diagnostic_that_is_used_is_registered_and_the_other_way_round() -> None:
    used: set[str] = set()
    for where, call in calls({"Note", "diagnose"}, {"Note", "diagnose"}):
        first = call.args[0] if call.args else None
        for constant in ast.walk(first) if first else ():
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                assert constant.value in CODES, f"{where}:{call.lineno} uses {constant.value!r}, which no one explains"
    for path in [*MODULES, *GRAMMARS]:
        if path.name == "diagnostics.py":
            continue
        text = path.read_text("utf-8")
        used |= {code for code in CODES if f'"{code}"' in text}
        # A code that is put together (`f"source.{kind}-removed"`) counts for all it can make.
        for template in re.findall(r'f"([a-z]+\.[a-z0-9{}_-]*\{[a-z_]+\}[a-z0-9{}_-]*)"', text):
            pattern = re.sub(r"\\\{[a-z_]+\\\}", "[a-z0-9-]+", re.escape(template))
            used |= {code for code in CODES if re.fullmatch(pattern, code)}
    assert not set(CODES) - used, "registered and never used"


def grammar_entries() -> list[Any]:
    return [
        pytest.param(entry, id=f"{path.stem}-{entry.get('id', number)}")
        for path in GRAMMARS
        for number, entry in enumerate(tomllib.loads(path.read_text("utf-8")).get("rule", []))
    ]


@pytest.mark.parametrize("entry", grammar_entries())
def test_every_grammar_entry_has_an_example_and_a_counterexample(entry: dict[str, Any]) -> None:
    assert set(entry) <= {"id", "keywords", "pattern", "emits", "example", "counterexample"}
    assert entry["pattern"] and entry["example"] and entry["counterexample"]
    for example in entry["example"]:
        lowered = example["text"].lower()
        assert not entry.get("keywords") or any(word in lowered for word in entry["keywords"]), "the prefilter is sound"
    for counterexample in entry["counterexample"]:
        assert counterexample["text"] and counterexample["why"]


def test_grammar_ids_are_unique() -> None:
    ids = [entry.values[0]["id"] for entry in grammar_entries()]
    assert len(ids) == len(set(ids))


def test_every_invariant_of_the_architecture_names_a_test_that_exists() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named_tests = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page)
    assert len(named_tests) >= 6
    for file, test in named_tests:
        text = (ROOT / file).read_text("utf-8")
        assert not test or f"def {test}(" in text, f"{file}::{test}"

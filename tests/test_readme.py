"""The README is true: its commands answer what is printed under them, its table of exit codes is the program's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from cchc_extract import __version__
from cchc_extract.cli import VERBS
from cchc_extract.errors import EXIT_CODES
from tests import readme
from tests.conftest import ROOT

PAGE = readme.README.read_text("utf-8")


def test_every_printed_run_is_real(tmp_path: Path) -> None:
    blocks = readme.blocks(PAGE)
    assert blocks
    for block in blocks:
        assert readme.answered(block, tmp_path) == block, "'just readme' puts in what the commands answer"


def test_the_exit_codes_are_the_programs() -> None:
    rows = dict(re.findall(r"^\| (\d+) \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == {str(code.value): meaning for code, meaning in EXIT_CODES.items()}


def test_every_verb_and_option_is_named() -> None:
    for word in (*VERBS, "-o", "--explain", "--strict", "--version"):
        assert f"`{word}" in PAGE or f" {word}" in PAGE, word


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert readme.test_command() == "python -m pytest"
    assert "tests.readme" not in PAGE
    assert "## Tests" in (ROOT / ".ci" / "run").read_text("utf-8"), ".ci/run takes the command from the README"


def test_the_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_recipe_is_one_that_ci_knows() -> None:
    """The justfile's checks are those of CI: none is forgotten in one of the two."""
    recipes = (ROOT / "justfile").read_text("utf-8")
    for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines():
        if check := re.fullmatch(r"step (.+)", line.strip()):
            assert check[1] in recipes or check[1].startswith("$"), check[1]


def test_the_project_is_described() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0" and (ROOT / "LICENSE").read_text("utf-8").lstrip().startswith(
        "Apache License"
    )
    assert project["requires-python"] == ">=3.11"

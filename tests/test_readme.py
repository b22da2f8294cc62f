"""The README is true: its commands answer what is printed under them, its table of exit codes is the program's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from cchc_extract import __version__
from cchc_extract.cli import VERBS, app
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
    program = get_command(app)
    assert isinstance(program, TyperGroup) and set(program.commands) == set(VERBS)
    options = {each for command in (program, *program.commands.values()) for each in command.params}
    words = [min(each.opts, key=len) for each in options if each.param_type_name == "option"]
    for word in (*VERBS, *words):
        assert f"`{word}" in PAGE or f" {word}" in PAGE, word


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert readme.test_command() == "python -m pytest"
    assert "tests.readme" not in PAGE
    assert "## Tests" in (ROOT / ".ci" / "run").read_text("utf-8"), ".ci/run takes the command from the README"


def test_the_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_justfile_and_ci_make_the_same_checks() -> None:
    recipes = (ROOT / "justfile").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    checks = [check for check in re.findall(r"^step (.+)$", ci, re.MULTILINE) if "install" not in check]
    assert checks == re.findall(r"^check:\n((?:    .+\n)+)", recipes, re.MULTILINE)[0].replace("    ", "").splitlines()


def test_the_project_is_described() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0" and (ROOT / "LICENSE").read_text("utf-8").lstrip().startswith(
        "Apache License"
    )
    assert project["requires-python"] == ">=3.11"

"""The other verbs: schema, explain, show, and the help that documents them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from cchc_extract import __version__
from cchc_extract.cli import VERBS
from cchc_extract.diagnostics import CODES
from cchc_extract.errors import EXIT_CODES, Exit
from tests.conftest import Run


@pytest.mark.parametrize("arguments", [(), ("--explain",)])
def test_the_schema_describes_the_output(run: Run, tmp_path: Path, plan: str, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    done = run("schema")
    assert (done.returncode, done.stderr) == (0, b"")
    schema = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(run("plan.txt", *arguments).stdout))


def test_the_schema_refuses_what_the_contract_does(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(run("schema").stdout))
    result = json.loads(run("plan.txt").stdout)
    for change in (
        {"schema": "cchc-extract/2"},
        {"surplus": 1},
        {"tasks": None},
        {"document": {**result["document"], "title": ""}},
        {"document": {**result["document"], "kind": "letter"}},
        {"diagnostics": [{"code": "a.b", "severity": "fatal", "message": "x", "span": None}]},
    ):
        assert not validator.is_valid({**result, **change}), change


def test_a_file_named_as_a_verb_can_be_read(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "schema").write_text(plan, "utf-8")
    for arguments in (("extract", "schema"), ("./schema",)):
        assert json.loads(run(*arguments).stdout)["source"]["name"] == "schema"


@pytest.mark.parametrize("code", sorted(CODES))
def test_explain_prints_the_whole_entry(code: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from cchc_extract import cli

    assert cli.run(["explain", code]) == Exit.OK
    shown = capfdbinary.readouterr().out.decode()
    entry = CODES[code]
    for part in (code, entry.severity, entry.what, entry.why, entry.example, entry.mend):
        assert part in shown


def test_explain_lists_every_code(run: Run) -> None:
    done = run("explain")
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == sorted(CODES)


def test_explain_of_an_unknown_code_offers_the_nearest(run: Run) -> None:
    done = run("explain", "source.emptty")
    assert (done.returncode, done.stdout) == (Exit.USAGE, b"")
    assert b"source.empty" in done.stderr


def test_show_has_the_head_the_counts_the_tasks_and_the_diagnostics(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.txt").write_text(plan.replace("An Phú", "Ðông Phú"), "utf-8")
    result = json.loads(run("plan.txt").stdout)
    done = run("show", "plan.txt")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"{len(result['tasks'])} tasks" in shown
    assert all(finding["code"] in shown for finding in result["diagnostics"])
    assert all(str(result["document"][name] or "") in shown for name in ("number", "issued", "province"))
    assert all(task["id"] in shown for task in result["tasks"])
    assert "\x1b[" not in shown, "no colours where there is no terminal"
    assert max(map(len, shown.splitlines())) <= 100


def test_text_is_what_the_spans_count_in(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.txt").write_bytes(plan.replace("An Phú", "Ðông Phú").encode("utf-16"))
    result = json.loads(run("plan.txt").stdout)
    text = run("text", "plan.txt").stdout.decode()
    (where,) = result["document"]["spans"]["place"]
    assert text[slice(*where)] == "Ðông Phú"


def test_help_documents_every_verb_and_exit_code(run: Run) -> None:
    done = run("--help")
    shown = done.stdout.decode()
    assert done.returncode == 0
    for word in (*VERBS, "FILE", "--version", *EXIT_CODES.values()):
        assert word in shown
    for verb in VERBS:
        assert run(verb, "--help").returncode == 0


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "show")])
def test_version(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).stdout.decode().split() == ["cchc-extract", __version__]

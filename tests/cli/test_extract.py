"""The command line's main verb: only data on standard output, bad input in one line, exit codes as written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_extract.errors import EXIT_CODES, Exit
from tests.conftest import Run


@pytest.fixture
def document(tmp_path: Path, plan: str) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(plan, "utf-8")
    return path


def refused(done: subprocess.CompletedProcess[bytes], code: Exit, *said: str) -> None:
    """One clear line on standard error, nothing on standard output."""
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert done.stdout == b""
    assert message.startswith("cchc-extract: ")
    assert message.count("\n") == 1 and message.endswith("\n")
    for part in said:
        assert part in message


# The result


def test_json_goes_to_standard_output_and_nothing_else_does(run: Run, document: Path) -> None:
    done = run("plan.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    result = json.loads(done.stdout)
    assert result["schema"] == "cchc-extract/1"
    assert result["source"]["name"] == "plan.txt"
    assert "An Phú" in done.stdout.decode(), "letters as they are, in UTF-8"


def test_the_verb_may_be_left_out(run: Run, document: Path) -> None:
    assert run("plan.txt").stdout == run("extract", "plan.txt").stdout


def test_an_output_file_holds_the_same(run: Run, document: Path, tmp_path: Path) -> None:
    done = run("-o", "tasks.json", "plan.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "tasks.json").read_bytes() == run("plan.txt").stdout
    assert done.stderr.decode().startswith("tasks.json: ")


def test_a_dash_is_standard_input_and_output(run: Run, document: Path) -> None:
    done = run("-", "-o", "-", input=document.read_bytes())
    assert done.returncode == 0
    piped, named = json.loads(done.stdout), json.loads(run("plan.txt").stdout)
    assert piped.pop("source")["sha256"] == named.pop("source")["sha256"]
    assert piped == named


def test_the_same_bytes_give_the_same_bytes_anywhere(run: Run, document: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (other := tmp_path / "deep" / "plan.txt").write_bytes(document.read_bytes())
    settings = {"LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"}
    assert run("plan.txt", env={"PYTHONHASHSEED": "1"}).stdout == run(other, env=settings).stdout


def test_explain_adds_the_rules_and_changes_nothing_else(run: Run, document: Path) -> None:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in ("rule", "rules")}
        return [bare(item) for item in value] if isinstance(value, list) else value

    plain, explained = json.loads(run("plan.txt").stdout), json.loads(run("plan.txt", "--explain").stdout)
    assert bare(explained) == plain
    assert "rules" in explained["document"] and "rules" not in plain["document"]


# Bad input


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "directory"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b" \n\t\r\n"), "empty"),
        (lambda path: path.write_bytes(b"\x00\x01\x02" * 99), "not a text"),
        (lambda path: path.write_bytes(b"%PDF-1.4\n"), "whole file"),
        (lambda path: path.write_bytes(b"Un \xe9t\xe9 \xe0 la for\xeat"), "UTF-8"),
        (lambda path: path.symlink_to(path), "plan.txt"),
    ],
)
@pytest.mark.parametrize("output", [(), ("-o", "out.json")])
def test_bad_input_is_one_line_and_no_output(
    run: Run, tmp_path: Path, make: Callable[[Path], object], said: str, output: tuple[str, ...]
) -> None:
    make(tmp_path / "plan.txt")
    refused(run("plan.txt", *output), Exit.UNREADABLE, "plan.txt", said)
    assert not (tmp_path / "out.json").exists()


def test_empty_standard_input_is_refused(run: Run) -> None:
    refused(run("-", input=b""), Exit.UNREADABLE, "standard input", "empty")


def test_bad_input_touches_no_file_that_stood_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old")
    refused(run("absent.txt", "-o", "out.json"), Exit.UNREADABLE)
    assert (tmp_path / "out.json").read_text() == "old"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "|||\n\t\t\t\n",
        "KẾ HOẠCH" * 999,
        "1\t2\t3\n" * 999,
        "Phụ lục\n" * 99,
        "(" * 5000,
        "\ufffd",
        "Điều 1.\n" * 500,
    ],
)
def test_odd_content_is_no_bad_input(run: Run, text: str) -> None:
    done = run("-", input=text.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["accounting"]["characters"] == sum(not c.isspace() for c in text)


# Bad output


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("absent/out.json", "cannot be written"),
        (".", "directory"),
        ("plan.txt/out.json", "cannot be written"),
    ],
)
def test_bad_output_is_one_line(run: Run, document: Path, out: str, said: str) -> None:
    refused(run("plan.txt", "-o", out), Exit.UNWRITABLE, out, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(run: Run, document: Path, tmp_path: Path) -> None:
    refused(run("plan.txt", "-o", "/dev/full"), Exit.UNWRITABLE, "/dev/full", "space")
    with Path("/dev/full").open("wb") as full:
        done = run("plan.txt", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == Exit.UNWRITABLE
    assert done.stderr.count(b"\n") == 1 and b"standard output" in done.stderr


def test_the_document_is_never_overwritten(run: Run, document: Path, tmp_path: Path, plan: str) -> None:
    (tmp_path / "link.json").symlink_to(document)
    for out in ("plan.txt", "link.json"):
        done = run("plan.txt", "-o", out)
        assert done.returncode == Exit.USAGE and b"document itself" in done.stderr
    assert document.read_text("utf-8") == plan


# The edges of a process


def test_a_reader_that_leaves_early_is_no_error(document: Path, plan: str, tmp_path: Path) -> None:
    document.write_text(plan + "Một đoạn văn dài để đầy ống dẫn.\n" * 9000, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc_extract", document], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc_extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell's background job inherits it ignored, and so would this one.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin and process.stderr
    process.stdin.write(b"K")
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)  # it waits for the rest of its input
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED
    assert b"Traceback" not in errors


def test_a_defect_is_one_line_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cchc_extract import cli

    def broken(file: str, pdf_engine: str) -> None:
        raise RuntimeError("not thought of\nat all")

    monkeypatch.setattr(cli, "_extraction", broken)
    assert cli.run(["x.txt"]) == Exit.DEFECT
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "RuntimeError: not thought of" in message and "cli.py:" in message


@pytest.mark.parametrize("arguments", [(), ("a.txt", "b.txt"), ("--nonsense", "a.txt"), ("a.txt", "-o")])
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (Exit.USAGE, b"")
    assert b"Error: " in done.stderr or b"Usage: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_exit_codes_are_all_explained() -> None:
    assert set(EXIT_CODES) == set(Exit)

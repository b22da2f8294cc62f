"""The edges of a process: streams that are closed, full or left early, and names that no JSON can hold."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_extract.errors import Exit
from tests.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
PRINTED = (("--version",), ("--version", "plan.txt"), ("--help",), ("extract", "--help"), ("explain",), ("schema",))


def shell(folder: Path, arguments: tuple[str, ...], redirected: str) -> subprocess.CompletedProcess[bytes]:
    command = f"{shlex.join([sys.executable, '-m', 'cchc_extract', *arguments])} {redirected}"
    return subprocess.run(["bash", "-c", command], capture_output=True, cwd=folder, timeout=120)


@pytest.fixture(autouse=True)
def document(tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.txt").write_text(plan, "utf-8")


@pytest.mark.parametrize("arguments", PRINTED, ids=" ".join)
def test_whatever_is_printed_may_be_left_unread(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = shell(tmp_path, arguments, "| true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", PRINTED, ids=" ".join)
@pytest.mark.parametrize("nowhere", [">/dev/full", ">&-"])
def test_whatever_cannot_be_printed_is_one_line(tmp_path: Path, arguments: tuple[str, ...], nowhere: str) -> None:
    done = shell(tmp_path, arguments, nowhere)
    assert done.returncode == Exit.UNWRITABLE
    assert done.stderr.startswith(b"cchc-extract: standard output: ") and done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("nowhere", ["2>&-", "2>/dev/full"])
def test_without_standard_error_nothing_strays_to_standard_output(tmp_path: Path, nowhere: str) -> None:
    done = shell(tmp_path, ("plan.txt", "-o", "out.json"), nowhere)
    assert (done.returncode, done.stdout) == (0, b"") and (tmp_path / "out.json").exists()
    assert shell(tmp_path, ("absent.txt",), nowhere).returncode == Exit.UNREADABLE


def test_a_name_of_any_bytes_is_read(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text(plan, "utf-8")
    done = run(os.fsdecode(b"\xff\xfe.txt"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"]["name"] == "\ufffd\ufffd.txt"


def test_a_name_is_the_same_without_a_locale(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "kế hoạch.txt").write_text(plan, "utf-8")
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("kế hoạch.txt", env=bare)
    assert json.loads(done.stdout)["source"]["name"] == "kế hoạch.txt"
    assert run("kế hoạch.txt").stdout == done.stdout


def test_a_name_steers_no_terminal(run: Run) -> None:
    for done in (run("a\x1b[31mb"), run("explain", "a\x1b[31mb"), run("explain", os.fsdecode(b"\xff"))):
        assert done.returncode and b"\x1b" not in done.stderr and b"udcff" not in done.stderr


@pytest.mark.parametrize("arguments", [("",), ("plan.txt", "-o", ""), ("show", "")])
def test_an_empty_name_is_no_folder(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == Exit.USAGE and b"it is empty" in done.stderr


def test_strict_fails_on_what_is_lost_and_still_gives_the_result(run: Run, tmp_path: Path, plan: str) -> None:
    assert run("plan.txt", "--strict").returncode == 0
    (tmp_path / "broken.txt").write_text(plan.replace("công vụ", "c\ufffdng vụ"), "utf-8")
    done = run("broken.txt", "--strict")
    assert done.returncode == Exit.STRICT
    assert b"source.character-lost" in done.stderr and done.stderr.count(b"\n") == 1
    assert len(json.loads(done.stdout)["tasks"]) == 2
    assert run("broken.txt").returncode == 0


def test_strict_fails_on_text_that_goes_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """No text is known that does: here the paragraphs' home is forgotten."""
    from cchc_extract import cli
    from cchc_extract.accounting import Ledger

    monkeypatch.chdir(tmp_path)
    Path("word.txt").write_text("Một đoạn văn.\n", "utf-8")
    claim = Ledger.claim
    monkeypatch.setattr(
        Ledger, "claim", lambda self, spans, home: [] if home == "outline" else claim(self, spans, home)
    )
    assert cli.run(["word.txt", "--strict"]) == Exit.STRICT
    result = json.loads(capfdbinary.readouterr().out)
    assert "accounting.residue" in {d["code"] for d in result["diagnostics"]}
    assert result["accounting"]["residue"] == [[0, 13]]


# --- told to end while a program of the system runs ------------------------------------------------------------------


def ended(process: int) -> bool:
    """Whether a process of another one is gone, or waits to be buried."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


def wait_for(met: object) -> bool:
    for _ in range(400):
        if met():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("by", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
def test_a_process_that_is_ended_leaves_no_program_and_no_folder(tmp_path: Path, by: str) -> None:
    if by == "SIGKILL" and not shutil.which("setpriv"):
        pytest.skip("needs setpriv")
    started, temporary = tmp_path / "started", tmp_path / "temporary"
    temporary.mkdir()
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport os, time\nopen({str(started)!r} + '-', 'w').write(str(os.getpid()))\n"
        f"os.rename({str(started)!r} + '-', {str(started)!r})\ntime.sleep(120)\n"
    )
    program.chmod(0o755)
    (tmp_path / "plan.rtf").write_text("{\\rtf1 Ke hoach}")
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc_extract", "plan.rtf", "-o", "out.json"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(temporary)},
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: [signal.signal(getattr(signal, each), signal.SIG_DFL) for each in ("SIGINT", "SIGHUP")],
    )
    assert wait_for(started.exists)
    process.send_signal(getattr(signal, by))
    process.wait(60)
    assert wait_for(lambda: ended(int(started.read_text())))
    assert not (tmp_path / "out.json").exists()
    if by != "SIGKILL":
        assert process.returncode == (Exit.INTERRUPTED if by == "SIGINT" else 128 + getattr(signal, by))
        assert not list(temporary.iterdir())

"""Programs of the system: run within bounds, in a folder of their own, and never left behind. The programs are scripts
of these tests, by the name of a real one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_extract.errors import Exit, ReadError
from cchc_extract.readers import programs
from cchc_extract.readers.formats import FORMATS

Put = Callable[..., None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Install a program of these lines of Python, and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(name: str, *lines: str) -> None:
        script = folder / name
        script.write_text("\n".join((f"#!{sys.executable}", "import os, sys, time", *lines)), "utf-8")
        script.chmod(0o755)

    return write


def run(**options: object) -> str:
    given: dict[str, object] = {"seconds": 30, **options}
    return programs.run("antiword", ["plan.doc"], {"plan.doc": "Kế".encode()}, "a.doc", **given).decode()  # type: ignore[arg-type]


def test_it_answers_with_what_the_program_writes(put: Put) -> None:
    put("antiword", "print(open(sys.argv[1], encoding='utf-8').read() + ' hoạch')")
    assert run() == "Kế hoạch\n"


def test_it_answers_with_a_file_that_the_program_writes(put: Put) -> None:
    put("antiword", "print('no'); open('out', 'w').write('yes')")
    assert run(result="out") == "yes"


def test_the_program_sees_nothing_of_the_environment_and_leaves_nothing(
    put: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("ANTIWORDHOME", "/maps")
    put("antiword", "print('SECRET' in os.environ, os.environ['ANTIWORDHOME'], os.environ['HOME'] == os.getcwd())",
        "print(os.getcwd())")  # fmt: skip
    told, folder = run().splitlines()
    assert told == "False /maps True"
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("sys.exit(1)",), "antiword could not read it"),
        (("pass",), "antiword could not read it"),
        (("time.sleep(60)",), "antiword did not end within 1 seconds"),
        (("while True: os.write(1, bytes(1 << 20))",), "antiword (made more than|could not read it)"),
        (("x = []", "while True: x.append(bytearray(1 << 28))"), "antiword could not read it"),
    ],
)
def test_a_program_that_fails_or_never_ends_is_one_line(put: Put, lines: tuple[str, ...], said: str) -> None:
    put("antiword", *lines)
    with pytest.raises(ReadError, match=said) as caught:
        run(seconds=1 if "sleep" in lines[0] else 60)
    assert str(caught.value).startswith("a.doc: ") and "\n" not in str(caught.value)
    assert caught.value.exit_code == Exit.UNREADABLE


def test_what_a_program_has_started_ends_with_it(put: Put, tmp_path: Path) -> None:
    put(
        "antiword",
        "child = os.fork()",
        "if not child: time.sleep(60)",
        "print(child)",
    )
    child = int(run().split()[0])
    for _ in range(100):  # until the system has buried it
        stat = Path(f"/proc/{child}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] in "ZX":
            return
        time.sleep(0.05)
    pytest.fail("the child lives")


def test_a_missing_program_is_named_with_its_package(put: Put) -> None:
    with pytest.raises(ReadError) as caught:
        run()
    assert str(caught.value) == (
        "a.doc: reading it needs antiword, which is not installed; 'apt install antiword' installs it"
    )
    either = programs.needed("a.doc", "DOC", ["LibreOffice", "antiword"])
    assert "LibreOffice or antiword, none of which is installed" in str(either)
    assert str(either).endswith("'apt install libreoffice-writer' installs it")


def test_versions_are_what_a_program_says_of_itself(put: Put) -> None:
    put("antiword", "print('\\tVersion: 0.37  (21 Oct 2005)', file=sys.stderr); sys.exit(1)")
    put("catdoc", "print('Catdoc')")
    put("tesseract", "print('tesseract v5.3.0' if sys.argv[1] == '--version' else 'eng')")
    assert [programs.version(name) for name in programs.PROGRAMS] == [None, "0.37", "", "5.3.0"]
    assert programs.lacks("tesseract") == "vie"
    assert programs.installed(["LibreOffice", "catdoc", "antiword"]) == "catdoc"
    assert programs.debian("tesseract") == "apt install tesseract-ocr tesseract-ocr-vie"


def test_every_program_that_a_format_names_is_known() -> None:
    assert {name for row in FORMATS for name in row.programs} <= set(programs.PROGRAMS)


@pytest.mark.skipif(sys.platform != "linux", reason="the time of another process cannot be bounded here")
def test_a_program_that_is_left_behind_computes_no_longer_than_a_while(put: Put) -> None:
    put("antiword", "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[1])")
    assert run(seconds=30) == f"{8 * 30}\n"

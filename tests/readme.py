"""The README's commands, run as they are printed. `python -m tests.readme` puts in what they answer (`just readme`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.conftest import ROOT

README = ROOT / "README.md"
_BOTH = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}  # as a terminal shows them
_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def test_command() -> str:
    """The command under the heading Tests, as `.ci/run` calls it."""
    (command,) = re.findall(r"^## Tests\n.*?```sh\n(.+?)\n```", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return str(command)


def blocks(page: str) -> list[str]:
    """The console blocks: lines after `$ ` are commands, the others what they answer."""
    return _BLOCK.findall(page)


def answered(block: str, folder: Path) -> str:
    """The block with each command's real answer, run in `folder`, where the samples are."""
    if not (folder / "samples").exists():
        (folder / "samples").symlink_to(ROOT / "samples")
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "100",
    }
    out: list[str] = []
    for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
        done = subprocess.run(command, shell=True, cwd=folder, env=environment, timeout=120, **_BOTH)
        lines = [line.rstrip() for line in done.stdout.decode().splitlines()]
        out += (f"$ {command}", *lines)
    return "".join(f"{line}\n" for line in out)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        page = README.read_text("utf-8")
        README.write_text(_BLOCK.sub(lambda block: answered(block[0], Path(folder)), page), "utf-8")

"""The wheel: built from the checkout, installed elsewhere, it extracts, and its grammars are inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of what git would hand out, so that nothing built here is taken along."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE", "src", "grammars"):
        subprocess.run(["cp", "-R", ROOT / name, copy / name], check=True)
    for left in copy.glob("src/*.egg-info"):
        subprocess.run(["rm", "-r", left], check=True)
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", out, copy]
    subprocess.run(command, check=True, timeout=300)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_its_grammars_and_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "grammars").glob("*.toml"):
        assert f"cchc_extract/grammars/{path.name}" in names
    for path in (ROOT / "src").rglob("*.py"):
        assert path.relative_to(ROOT / "src").as_posix() in names
    assert "cchc_extract/py.typed" in names
    assert any(name.endswith("LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "samples", "grammars"))]


def test_the_wheel_installed_elsewhere_extracts(wheel: Path, tmp_path: Path, plan: str) -> None:
    elsewhere = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", elsewhere], check=True, timeout=120)
    scripts = elsewhere / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, timeout=300)
    (site,) = elsewhere.rglob("site-packages")
    # The packages it needs are those of this environment; the wheel's own modules come first.
    (site / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")

    where = subprocess.run(
        [python, "-I", "-c", "import cchc_extract; print(cchc_extract.__file__)"], capture_output=True, check=True
    )
    assert Path(where.stdout.decode().strip()).is_relative_to(elsewhere)
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    subprocess.run([scripts / "cchc-extract", "plan.txt", "-o", "tasks.json"], cwd=tmp_path, check=True, timeout=120)
    result = json.loads((tmp_path / "tasks.json").read_text("utf-8"))
    assert [task["task"] for task in result["tasks"]] == [
        "Công bố danh mục thủ tục hành chính",
        "Kiểm tra công vụ tại cơ quan",
    ]

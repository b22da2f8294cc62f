"""What many tests need: the checkout, a process that runs the command line, the texts of small documents."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# No deadline: the machine that runs the tests may be busy, and speed is a benchmark's business.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN PHÚ

Số: 15/KH-UBND

An Phú, ngày 10 tháng 01 năm 2022

KẾ HOẠCH
Cải cách hành chính năm 2022

Phụ lục
NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2022

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
1\tCông bố danh mục thủ tục hành chính\tSở Tư pháp\tCác sở, ban, ngành\tQuý II/2022
2\tKiểm tra công vụ tại cơ quan\tSở Nội vụ\tThanh tra tỉnh\tTrước ngày 30/11/2022
"""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def plan() -> str:
    """A small plan of our own writing: a letterhead, a title, one table of two tasks."""
    return PLAN


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `cchc-extract ARGUMENTS…` as a process in an empty folder."""

    def process(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "cchc_extract", *map(str, arguments)]
        given: dict[str, object] = {"capture_output": True, "timeout": 120, "cwd": tmp_path, **options}
        given["env"] = {**os.environ, "COLUMNS": "100", **(given.get("env") or {})}  # type: ignore[dict-item]
        return subprocess.run(command, **given)  # type: ignore[call-overload, no-any-return]

    return process

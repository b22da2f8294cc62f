"""What a person sees while a run goes on."""

from __future__ import annotations

import re

import pytest

from cchc_extract.batch.progress import Bar, Lines


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until it is moved."""
    now = [1000.0]
    monkeypatch.setattr("cchc_extract.batch.progress.monotonic", lambda: now[0])
    return now


def test_a_line_now_and_then_with_the_rate_of_what_needed_work(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Lines()
    lines.total(1000)
    for done in range(1, 901):  # an earlier run has done these
        lines.passed()
        lines.step(done, 0)
    clock[0] += 20
    lines.step(900, 0)
    lines.step(901, 0)
    lines.step(910, 1)
    clock[0] += 20
    lines.step(980, 2)
    lines.end()
    assert capsys.readouterr().err.splitlines() == [
        "900 of 1000 files, ? left, 0 failed",
        "980 of 1000 files, 2.0 a second, 0:10 left, 2 failed",
    ]


def test_a_slow_archive_has_a_rate_too(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines.total(100)
    clock[0] += 600
    lines.step(5, 0)
    assert capsys.readouterr().err == "5 of 100 files, 0.5 a minute, 3:10:00 left, 0 failed\n"


def test_a_bar_says_the_same_and_goes(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    monkeypatch.setenv("COLUMNS", "120")
    bar = Bar()
    bar.total(100)
    clock[0] += 10
    bar.step(50, 3)
    bar.say("writing [red]x")
    bar.end()
    bar.end()
    said = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", capsys.readouterr().err)
    assert "writing [red]x" in said and "50/100 5.0 a second, 0:10 left, 3 failed" in said

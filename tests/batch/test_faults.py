"""A run that is killed at any moment goes on where it was: in the end everything is as if nothing had happened."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from cchc_extract.batch import Options, convert
from tests.batch.archives import packed, plan, put, tree
from tests.conftest import ROOT

ROUNDS = 24
_FORMS = ("json", "jsonl", "csv")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred documents of all kinds: our samples, plans, an archive, what is broken."""
    folder = tmp_path_factory.mktemp("archive") / "in"
    for sample in sorted((ROOT / "samples").glob("*/input.*")):
        if sample.suffix not in (".doc", ".rtf"):  # LibreOffice takes more than a second for each
            put(folder / "samples" / f"{sample.parent.name}{sample.suffix}", sample.read_bytes())
    for number in range(60):
        put(folder / f"so-{number % 7}" / f"{number}.txt", plan(number))
    put(folder / "so-1" / "goi.zip", packed({f"{number}.txt": plan(number) for number in range(100, 140)}))
    put(folder / "so-2" / "rong.txt", b"")
    put(folder / "so-3" / "hinh.gif", b"GIF89a")
    return folder


@pytest.fixture(scope="module")
def undisturbed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    assert convert([str(root)], out, Options(_FORMS, workers=1)).states["failed"] == 1
    return tree(out)


def start(root: Path, out: Path) -> subprocess.Popen[bytes]:
    command = ["batch", str(root), "-o", str(out), "--workers", "2", *(f"--to={form}" for form in _FORMS)]
    return subprocess.Popen(
        [sys.executable, "-m", "cchc_extract", *command], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def workers_of(run: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def all_gone(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs([each for each in processes if each.status() != "zombie"], timeout=30)[1]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_and_resumed_as_if_nothing_had_happened(
    seed: int, root: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    chance, out = random.Random(seed), tmp_path / "out"
    left: list[psutil.Process] = []
    for _ in range(chance.randint(1, 3)):
        run, until = start(root, out), monotonic() + chance.uniform(0.1, 2.5)
        while monotonic() < until and run.poll() is None:
            sleep(0.01)
            if chance.random() < 0.01 and (workers := workers_of(run)):
                chance.choice(workers).send_signal(signal.SIGSTOP if chance.random() < 0.2 else signal.SIGCONT)
        left += workers_of(run)
        run.kill()
        run.wait()
        for each in left:
            if each.is_running():
                each.send_signal(signal.SIGCONT)
        seen = tree(out) if out.exists() else {}
        whole = {name: data for name, data in seen.items() if not name.startswith(".") and "/." not in name}
        assert all(undisturbed[name] == data for name, data in whole.items()), "no half file, and none that is wrong"
    assert start(root, out).wait() == 3, "one document is empty"
    assert tree(out) == undisturbed
    told = json.loads((out / "run.json").read_text("utf-8"))
    assert told["state"] == "finished" and told["documents"]["failed"] == 1
    assert all_gone([each for each in left if each.is_running()])


def test_a_worker_that_is_killed_costs_one_document_and_retry_does_it(
    root: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out, run = tmp_path / "out", start(root, tmp_path / "out")
    while not (out / "json").exists() or not (workers := workers_of(run)):
        assert run.poll() is None
        sleep(0.01)
    workers[0].kill()
    assert run.wait() == 3
    told = json.loads((out / "run.json").read_text("utf-8"))
    assert told["causes"].get("crash", 0) <= 1 and told["documents"]["done"] >= len(undisturbed) - 4
    subprocess.run(
        [sys.executable, "-m", "cchc_extract", "batch", str(root), "-o", str(out), "--retry"]
        + [f"--to={form}" for form in _FORMS],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert tree(out) == undisturbed


def test_ctrl_c_finishes_what_is_under_way_and_leaves_no_process(
    root: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = subprocess.Popen(
        [sys.executable, "-m", "cchc_extract", "batch", str(root), "-o", str(out), "--workers", "1"],
        stderr=subprocess.PIPE,
    )
    while not (out / "json").exists():
        assert run.poll() is None
        sleep(0.01)
    workers = workers_of(run)
    os.kill(run.pid, signal.SIGINT)
    said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 130 and "the same command goes on" in said
    assert all_gone([each for each in workers if each.is_running()])
    assert json.loads((out / "run.json").read_text("utf-8"))["state"] == "interrupted"
    assert not (out / ".work").exists()
    seen = tree(out)
    assert 0 < len(seen) < len(undisturbed) and all(undisturbed[name] == data for name, data in seen.items())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0, 0.3])
def test_a_signal_to_every_process_costs_no_document(
    number: signal.Signals, seconds: float, root: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """As a terminal sends it, or what ends services; also while workers are starting."""
    out, command = tmp_path / "out", [sys.executable, "-m", "cchc_extract", "batch", str(root), "--workers=1", "-o"]
    run = subprocess.Popen([*command, str(out)], stderr=subprocess.PIPE, start_new_session=True)
    while not workers_of(run):
        assert run.poll() is None
    sleep(seconds)
    os.killpg(run.pid, number)
    said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 130 and "the same command goes on" in said
    told = json.loads((out / "run.json").read_text("utf-8"))
    assert set(told["causes"]) <= {"unreadable"} and told["documents"]["undone"], "one document is empty"
    assert set(tree(out).items()) <= set(undisturbed.items())

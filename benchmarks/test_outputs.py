"""Outputs of many documents: 500 results, the samples again and again, from the first to the files in their place."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.tables import entries

MANY = 500


@pytest.mark.parametrize("name", ARCHIVE_OUTPUTS)
def test_output(benchmark: BenchmarkFixture, tmp_path: Path, name: str) -> None:
    """Documents a second that one process takes: a bound on what workers can deliver."""
    found = entries()
    many = [(entry._replace(path=f"{n}/{entry.path}"), result) for n in range(MANY) for entry, result in found][:MANY]
    folders = (tmp_path / str(number) for number in count())

    def write() -> None:
        output = ARCHIVE_OUTPUTS[name].open(next(folders))
        for entry, result in many:
            output.add(entry, result)
        output.finish()

    benchmark.pedantic(write, rounds=3, warmup_rounds=1)
    rate = MANY / benchmark.stats.stats.min
    benchmark.extra_info["documents a second"] = round(rate)
    print(f"\n{name}: {rate:.0f} documents a second")

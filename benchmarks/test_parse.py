"""One document, warm: 50 KB wanted in 25 ms, and ten times the text in ten times the time."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.documents import plan
from cchc_extract import extract
from cchc_extract.readers import read

SIZES = {"50 KB": 50_000, "500 KB": 500_000, "5 MB": 5_000_000}


@pytest.mark.parametrize("size", SIZES)
def test_extract(benchmark: BenchmarkFixture, size: str) -> None:
    """From bytes to a validated result. The time for each KB should not grow with the size."""
    data = plan(SIZES[size]).encode()
    result = benchmark.pedantic(extract, (data,), rounds=30 if SIZES[size] < 100_000 else 3, warmup_rounds=1)
    benchmark.extra_info |= {
        "bytes": len(data),
        "tasks": len(result.tasks),
        "ms per KB": round(benchmark.stats.stats.min * 1e6 / len(data), 4),
    }


def test_read(benchmark: BenchmarkFixture) -> None:
    """The reader's part of it."""
    benchmark(read, plan(50_000).encode())


def test_write(benchmark: BenchmarkFixture) -> None:
    """The result as JSON text, which the 25 ms do not hold."""
    benchmark(extract(plan(50_000).encode()).to_json)

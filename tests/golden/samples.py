"""The samples and their expected records. `python -m tests.golden.samples` writes the records anew (`just golden`).

A rewritten record is to be read before it is committed: the diff is the change that users will see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cchc_extract import extract
from cchc_extract.readers import read
from tests.conftest import ROOT

SAMPLES = sorted(path for path in (ROOT / "samples").glob("*") if path.is_dir())
EXPECTED = "expected.json"


def document(sample: Path) -> Path:
    """The sample's document: `input.` and whatever its format's files end in."""
    (found,) = sample.glob("input.*")
    return found


def source_text(sample: Path) -> str:
    """What the places in the sample's records count: the text in its encoding, or as its reader wrote it."""
    return read(document(sample)).counted


def differences(want: Any, got: Any, where: str = "$") -> Iterator[str]:
    """Each place where two JSON values differ, with what stands there."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in want.keys() | got.keys():
            if key not in got or key not in want:
                yield f"{where}.{key}: {'missing' if key not in got else 'surplus'}"
            else:
                yield from differences(want[key], got[key], f"{where}.{key}")
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for index, (a, b) in enumerate(zip(want, got, strict=True)):
            yield from differences(a, b, f"{where}[{index}]")
    elif want != got or type(want) is not type(got):
        shown = [json.dumps(value, ensure_ascii=False)[:200] for value in (want, got)]
        yield f"{where}: want {shown[0]}, got {shown[1]}"


if __name__ == "__main__":
    for sample in SAMPLES:
        path = sample / EXPECTED
        records = extract(document(sample)).to_json() + "\n"
        if not path.exists() or path.read_text("utf-8") != records:
            path.write_text(records, "utf-8")
            print(f"rewritten: {path.relative_to(ROOT)}")

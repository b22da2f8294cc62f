"""How well scans are read: printed PDFs, scanned here, against the same PDFs with their text.

    python -m tests.eval.scan_report FILE.pdf… [--pages N] [--scanner office]

For each: rows found, cells exact; deadlines, budgets and parties right, wrong but marked as uncertain, wrong without a
mark, right but marked; seconds a page. Needs tesseract; reads pages at its pace (some seconds each).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from cchc_extract import extract
from cchc_extract.model.record import Extraction, Task
from tests.scans import CLEAN, FAX, OFFICE, POOR, scanned

SCANNERS = {"clean": CLEAN, "office": OFFICE, "fax": FAX, "poor": POOR}
CERTAIN = 0.9
ALIKE = 0.6
Value = tuple[str, object, float]  # kind of value, what it says, confidence


def pairs(wanted: Sequence[Task], found: Sequence[Task]) -> list[tuple[Task, Task | None]]:
    """Each wanted task with the one found for it: alike, and in the same order."""
    likeness = [[_alike(w, f) for f in found] for w in wanted]
    best = [[0.0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    out: list[tuple[Task, Task | None]] = []
    j = 0
    for i, task in enumerate(wanted):
        while j < len(found) and best[i][j] == best[i][j + 1]:
            j += 1
        if j < len(found) and likeness[i][j] > 0 and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            out.append((task, found[j]))
            j += 1
        else:
            out.append((task, None))
    return out


def _alike(one: Task, other: Task) -> float:
    a, b = " ".join(one.cells.values()), " ".join(other.cells.values())
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def values(task: Task) -> Iterator[Value]:
    """What a mistake would cost: deadlines, the budget, parties."""
    for d in task.deadlines:
        yield "deadlines", (d.applies_to, d.kind, d.bound, d.value, d.start, d.end, d.rrule), _sure(d.confidence)
    if task.budget:
        yield "budgets", (task.budget.kind, task.budget.amount, task.budget.per), _sure(task.budget.confidence)
    for p in task.parties:
        yield "parties", (p.role, p.name), _sure(p.confidence)


def _sure(confidence: float | None) -> float:
    return 1.0 if confidence is None else confidence


def compare(wanted: Extraction, found: Extraction, unmarked: list[str] | None = None) -> Counter[str]:
    """The counts. A wanted value that is not there counts as wrong; marked if any value or cell of its row is."""
    out: Counter[str] = Counter({"rows": len(wanted.tasks), "rows given": len(found.tasks)})
    for want, got in pairs(wanted.tasks, found.tasks):
        out["rows found"] += got is not None
        for role, text in want.cells.items():
            out["cells"] += 1
            out["cells exact"] += got is not None and got.cells.get(role) == text
        if got is None:
            for kind, _, _ in values(want):
                out[kind] += 1
                out[f"{kind} lost with their row"] += 1
            continue
        for kind in ("deadlines", "budgets", "parties"):
            wants = Counter(what for k, what, _ in values(want) if k == kind)
            gots = [(what, sure) for k, what, sure in values(got) if k == kind]
            out[kind] += wants.total()
            doubt = min([sure for _, sure in gots] or [_sure(min(got.confidences.values(), default=None))]) < CERTAIN
            for what, sure in gots:
                right = wants[what] > 0
                wants[what] -= right
                mark = "marked" if sure < CERTAIN else "unmarked"
                out[f"{kind} {'right' if right else 'wrong'} {mark}"] += 1
                if not right and mark == "unmarked" and unmarked is not None:
                    unmarked.append(f"{kind}: {what}")
            out[f"{kind} missing {'marked' if doubt else 'unmarked'}"] += sum(max(0, n) for n in wants.values())
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--scanner", choices=SCANNERS, action="append")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    for file in given.files:
        data = file.read_bytes()
        wanted = extract(scanless(data, given.pages))
        for name in given.scanner or SCANNERS:
            picture = scanned(data, SCANNERS[name], slice(given.pages))
            start, cpu = time.perf_counter(), time.process_time()
            found = extract(picture)
            took = time.perf_counter() - start
            unmarked: list[str] = []
            counts = compare(wanted, found, unmarked)
            pages = found.source.pages or 1
            own = (time.process_time() - cpu) / pages
            print(f"{file.name}, {name}: {took / pages:.1f} s a page, {own:.1f} s of it without tesseract")
            for key, count in sorted(counts.items()):
                print(f"  {key:32}{count:6}")
            if given.verbose:
                print(*(f"    {line}" for line in unmarked), sep="\n")
            sys.stdout.flush()


def scanless(data: bytes, pages: int | None) -> bytes:
    """The first pages of a PDF as they are."""
    from io import BytesIO

    import pypdfium2

    if pages is None:
        return data
    source, out, kept = pypdfium2.PdfDocument(data), BytesIO(), pypdfium2.PdfDocument.new()
    kept.import_pages(source, list(range(min(pages, len(source)))))
    kept.save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()

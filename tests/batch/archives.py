"""Archives of our own writing: small plans, some of them broken."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.conftest import PLAN


def plan(number: int) -> bytes:
    """A plan that is unlike the others."""
    return PLAN.replace("15/KH-UBND", f"{number}/KH-UBND").encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def archive(folder: Path, count: int = 4) -> Path:
    """A folder of plans in folders, with a ZIP archive that holds another, an empty file, and what is no document."""
    root = folder / "lưu trữ"
    for number in range(count):
        put(root / f"so-{number % 3}" / f"kế hoạch {number:03d}.txt", plan(number))
    inner = packed({"b/trong.txt": plan(1001), "rỗng.txt": b""})
    put(root / "so-1" / "gói.zip", packed({"a.txt": plan(1000), "trong.zip": inner, "../ra.txt": b"x"}))
    put(root / "rong.txt", b"")
    put(root / "hinh.gif", b"GIF89a\x01\x00\x01\x00")
    put(root / "readme.txt", b"Nothing here is of any interest to anybody who reads these pages.\n" * 3)
    put(root / "Thumbs.db", b"\x00")
    put(root / "~$mo.docx", b"lock")
    return root


def put(path: Path, content: bytes) -> Path:
    """Write a file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """The outputs of a run, but for its journal and its report."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("journal.sqlite") and path.name != "run.json"
    }

"""Writing: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cchc_extract.errors import WriteError
from cchc_extract.writers import write_file


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (out := tmp_path / "tasks.json").write_text("old")
    write_file(b"new", out)
    assert out.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["tasks.json"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (out := tmp_path / "tasks.json").write_text("old")

    def fail(self: Path, target: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else WriteError):
        write_file(b"new", out)
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["tasks.json"]


def test_a_reader_never_sees_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beside the target is whole when it takes the target's name."""
    out = tmp_path / "tasks.json"
    rename, seen = Path.replace, []

    def watch(self: Path, target: Path) -> Path:
        seen.append((self.parent, self.read_bytes(), out.exists()))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    write_file(b"x" * 100_000, out)
    assert seen == [(tmp_path, b"x" * 100_000, False)]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    (target := tmp_path / "real.json").write_text("old")
    target.chmod(0o640)
    (link := tmp_path / "link.json").symlink_to(target)
    write_file(b"new", link)
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    mask = os.umask(0o027)
    try:
        write_file(b"new", tmp_path / "fresh.json")
    finally:
        os.umask(mask)
    assert (tmp_path / "fresh.json").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out := tmp_path / "tasks.json").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anything
    with pytest.raises(WriteError, match="may not be written"):
        write_file(b"new", out)
    assert out.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "said"), [("absent/x.json", "cannot be written"), ("", "directory"), ("a\x00b", "cannot be written")]
)
def test_what_cannot_be_written_is_one_line(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(WriteError, match=said) as error:
        write_file(b"new", tmp_path / name)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_a_device_is_written_to_as_it_is() -> None:
    write_file(b"new", Path("/dev/null"))
    assert not Path("/dev/null").is_file()

"""Readers: a file, bytes or text enter; a `SourceDocument` leaves. They know no table and no task."""

from cchc_extract.readers.formats import FORMATS, Format
from cchc_extract.readers.read import read, read_all

__all__ = ["FORMATS", "Format", "read", "read_all"]

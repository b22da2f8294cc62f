"""What can go wrong at the edges: a source that cannot be read, an output that cannot be written.

Each error is one line for a person: the file, what is wrong with it, what to do. Content never raises: what a stage
does not understand is a diagnostic in the result.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process answers; `EXIT_CODES` says what each one means."""

    OK = 0
    STRICT = 1
    USAGE = 2
    UNREADABLE = 3
    UNWRITABLE = 4
    DEFECT = 70
    INTERRUPTED = 130


EXIT_CODES: dict[Exit, str] = {
    Exit.OK: "done; also when the reader of standard output closes it early",
    Exit.STRICT: "--strict, and the result has a diagnostic of severity error (it is written all the same)",
    Exit.USAGE: "the command line is wrong",
    Exit.UNREADABLE: "the input, or a file of an archive, cannot be read: missing, a directory, no permission, empty, "
    "no text, unknown encoding, a program or package that it needs is not installed",
    Exit.UNWRITABLE: "the output cannot be written; a file that stood there is untouched",
    Exit.DEFECT: "a defect of cchc-extract itself; please report it",
    Exit.INTERRUPTED: "interrupted (Ctrl-C); nothing half-written is left",
}


class ExtractError(Exception):
    """The root of all errors of this package. `str()` is one line; `exit_code` is the process's answer."""

    exit_code: Exit = Exit.DEFECT

    def __init__(self, name: str, what: str, advice: str) -> None:
        super().__init__(f"{name}: {what}; {advice}")
        self.name = name
        self.what = what
        self.advice = advice

    def __reduce__(self) -> tuple[type[ExtractError], tuple[str, str, str]]:
        return type(self), (self.name, self.what, self.advice)  # pickled: a worker's error is raised by the run


class ReadError(ExtractError):
    """The source is no document that can be read."""

    exit_code = Exit.UNREADABLE


class NoDocumentError(ReadError):
    """The source is whole, and is nothing that holds a document: a picture, a presentation, a program."""


class WriteError(ExtractError):
    """The output cannot be written."""

    exit_code = Exit.UNWRITABLE

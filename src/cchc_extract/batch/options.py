"""How a run is made: what is asked for, and by what its results are told from those of other settings."""

from __future__ import annotations

from typing import NamedTuple

from cchc_extract.batch.job import tool

JSON = "json"


class Options(NamedTuple):
    """How to run. `workers`: None for one a core. `seconds` and `memory` (bytes) bound a document. `force`: do again
    what is done; `retry`: what has failed; `verify`: compare contents, not sizes and time stamps. `scheduler`: the
    address of a Dask cluster's."""

    to: tuple[str, ...] = (JSON,)
    workers: int | None = None
    seconds: float = 600.0
    memory: int = 2 << 30
    force: bool = False
    retry: bool = False
    verify: bool = False
    explain: bool = False
    pdf_engine: str = "pypdfium2"
    scheduler: str | None = None

    @property
    def settings(self) -> str:
        """What a result depends on beside its document's content; it begins with the tool's version."""
        return f"{tool()} {self.pdf_engine}{' explained' if self.explain else ''}"

    @property
    def bounded(self) -> str:
        """What the failure of a document that has gone beyond its bounds depends on."""
        return f"{self.settings} {self.seconds:g} s {self.memory} bytes"

    def content(self, sha256: str | None) -> str:
        """What a result is of: these bytes, under these settings."""
        return f"{sha256} {self.settings}"

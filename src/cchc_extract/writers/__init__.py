"""Writers: a validated `Extraction` enters, bytes or a picture of it leave. They change no value.

A new output is a `SINKS` row and a module with `render(result, explain) -> bytes`. One of many documents is an
`ARCHIVE_OUTPUTS` row (`archive`) and a module with `begin(folder) -> Output`, which takes results as plain values.
"""

from cchc_extract.writers.output import write_file, write_stdout
from cchc_extract.writers.sinks import SINKS, Sink

__all__ = ["SINKS", "Sink", "write_file", "write_stdout"]

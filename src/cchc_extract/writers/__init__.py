"""Writers: a validated `Extraction` enters, bytes or a picture of it leave. They change no value.

A new output is a `SINKS` row and a module with `render(result, explain) -> bytes`.
"""

from cchc_extract.writers.output import write_file, write_stdout
from cchc_extract.writers.sinks import SINKS, Sink

__all__ = ["SINKS", "Sink", "write_file", "write_stdout"]

"""The garbage collector, held while a document is read.

All that a document gives lives until its result is made, and none of it is a cycle: searching it for garbage again and
again took a tenth of the time of a page and a third of that of 5 MB.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[None]:
    """No collection inside, unless another thread that reads a document too ends first: slower then, never wrong."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

"""Pages in their order, those that are pictures read side by side.

Enters: pages, and jobs that give one. Leaves: pages, as they came; no more are held than are read at a time. Which page
is read when changes nothing in it. Threads are made for the first job only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from cchc_extract.readers.page import Page

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Job = Callable[[], Page]

_MOST = 4  # pages read at a time: each takes some 250 MB while it is


def in_order(found: Iterable[Page | Job]) -> Iterator[Page]:
    """The pages."""
    pool, most = None, 0
    waiting: deque[Page | Future[Page]] = deque()
    try:
        for each in found:
            if callable(each):
                if pool is None:
                    pool, most = _pool()
                waiting.append(pool.submit(each))
            else:
                waiting.append(each)
            while waiting and (pool is None or len(waiting) > most):
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _pool() -> tuple[ThreadPoolExecutor, int]:
    """Threads, and how many: what most files need none of is loaded here."""
    from concurrent.futures import ThreadPoolExecutor

    from cchc_extract.readers import programs

    most = min(programs.at_once(), _MOST)
    return ThreadPoolExecutor(most), most


def _done(each: Page | Future[Page]) -> Page:
    return each.result() if hasattr(each, "result") else each

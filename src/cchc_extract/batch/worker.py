"""The process of a worker: calls come in by standard input, their answers leave by standard output, both pickled.

It ends when there are no more, and when the process that started it is gone, also where that was killed. What a library
prints goes to standard error: it is no answer.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import IO

_LENGTH = 8  # bytes that say how long a message is
_LOOK = 1.0  # seconds between two looks for the parent
_LONGEST = 1e8  # seconds that the system's clock can wait; infinity is a bound too
_GRACE = 60.0  # seconds that the parent has to end a call that takes too long, before this process ends itself


def main() -> None:
    """Answer calls until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it lets this one finish
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        send(b"ready", answers)
        while True:
            send(_answer(receive(sys.stdin.buffer)), answers)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # there is nobody to tell that standard output is closed


def send(data: bytes, to: IO[bytes]) -> None:
    """Write a message: its length, then its bytes."""
    to.write(len(data).to_bytes(_LENGTH, "big") + data)
    to.flush()


def receive(where: IO[bytes]) -> bytes:
    """The next message. Raises EOFError where there is none, or only a piece of one."""
    head = where.read(_LENGTH)
    data = where.read(int.from_bytes(head, "big"))
    if len(head) < _LENGTH or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return data


def _answer(request: bytes) -> bytes:
    """Whether a call has given something back, and that, or what it has raised."""
    try:
        function, arguments, keywords, seconds = pickle.loads(request)
        if seconds:
            faulthandler.dump_traceback_later(min(seconds, _LONGEST) + _GRACE, exit=True)
        answer = (True, function(*arguments, **keywords))
    except Exception as error:
        answer = (False, error)
    faulthandler.cancel_dump_traceback_later()
    try:
        return pickle.dumps(answer)
    except Exception as error:  # what cannot be sent
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _end_with(parent: int) -> None:
    """End this process, and the programs that it has started, when its parent is gone."""
    import psutil

    while os.getppid() == parent:
        sleep(_LOOK)
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            each.kill()
    os._exit(1)


if __name__ == "__main__":
    main()

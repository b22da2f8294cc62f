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
from typing import Any, BinaryIO

READY = "ready"
_LOOK = 1.0  # seconds between two looks for the parent
_GRACE = 60.0  # seconds that the parent has to end a call that takes too long, before this process ends itself


def main() -> None:
    """Answer calls until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it lets this one finish
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _answer(READY, answers)
    while True:
        try:
            function, arguments, keywords, seconds = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        if seconds:
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True)
        try:
            answer = (True, function(*arguments, **keywords))
        except Exception as error:
            answer = (False, error)
        faulthandler.cancel_dump_traceback_later()
        _answer(answer, answers)


def _answer(answer: Any, answers: BinaryIO) -> None:
    try:
        data = pickle.dumps(answer)
    except Exception as error:  # what cannot be sent
        data = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    try:
        answers.write(data)
        answers.flush()
    except BrokenPipeError:
        os._exit(1)


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

"""The process: arguments enter, an exit code leaves. `--version` is answered before anything is loaded."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end the process."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] and _wrote_version():
        sys.exit(0)
    _end_in_order()
    # No plugin of another package may change how records are checked; and looking for them costs start-up.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        from cchc_extract.cli import run

        code = run(arguments)
    except KeyboardInterrupt:
        code = 130  # while loading: the command line itself answers later ones
    sys.exit(code)


def _end_in_order() -> None:
    """Told to end (`kill`, a terminal that closes) the process ends as it does by Ctrl-C: what it has started ends with
    it, and nothing half-written is left. Who waits for it is told the signal, as of a process that has no such care."""
    import signal

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, end)


def _wrote_version() -> bool:
    """Whether standard output took the version; where it did not, the command line says why."""
    from cchc_extract import __version__

    if sys.stdout is None:
        return False
    try:
        sys.stdout.buffer.write(f"cchc-extract {__version__}\n".encode())
        sys.stdout.buffer.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()

"""The command line: arguments in, an exit code out; only data goes to standard output.

Knows no document: it reads through the readers, extracts through the pipeline, renders through the writers, and
loads each of them when a verb needs it (`--help` loads none).
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_extract import __version__
from cchc_extract.batch.command import batch
from cchc_extract.errors import EXIT_CODES, Exit, ExtractError, ReadError
from cchc_extract.messages import counts, defect, number, printable, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_extract.model.source import SourceDocument
    from cchc_extract.readers.read import Documents

PROGRAM = "cchc-extract"
VERBS = ("extract", "batch", "show", "text", "explain", "schema", "doctor")

_HELP = """Vietnamese administrative-reform documents in, validated JSON task records out.

\b
cchc-extract FILE            the records of FILE as JSON on standard output ('-' reads standard input)
cchc-extract FILE -o OUT     the same into OUT
cchc-extract FILE.zip        those of every document in it, a line each; '-o FOLDER/': a file each
cchc-extract batch FOLDER -o OUT   those of a whole archive; started again, it goes on where it was
\b
A file that is named as a verb: 'cchc-extract extract schema' or 'cchc-extract ./schema'."""
_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code.value:3d}  {meaning}" for code, meaning in EXIT_CODES.items())


class PdfEngine(StrEnum):
    """What reads the pages of a PDF."""

    PYPDFIUM2 = "pypdfium2"
    PDFPLUMBER = "pdfplumber"


app = typer.Typer(
    name=PROGRAM,
    help=_HELP,
    epilog=_EPILOG,
    add_completion=False,
    rich_markup_mode=None,  # rich would cost --help half its time
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"max_content_width": 110},
)
_File = Annotated[str, typer.Argument(metavar="FILE", help="A document; '-' is standard input.")]
_Engine = Annotated[
    PdfEngine, typer.Option("--pdf-engine", help="What reads the pages of a PDF; the second is slow: a second opinion.")
]


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code. Never raises, and never shows a traceback."""
    if arguments and arguments[0] not in (*VERBS, "--help", "--version"):
        arguments = ["extract", *arguments]
    try:
        _answer(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.OK
    except ExtractError as error:
        return _fail(str(error), error.exit_code)
    except Exception as error:
        return _fail(defect(error), Exit.DEFECT)
    return Exit.OK


def _answer(arguments: list[str]) -> None:
    """Call the verb. Help is written as data is: whole, or with the exit code of what cannot be written."""
    if "--help" not in arguments:
        app(args=arguments, prog_name=PROGRAM)
        return
    from cchc_extract.writers import write_stdout

    page = TextIOWrapper(BytesIO(), "utf-8")
    try:
        with redirect_stdout(page):
            app(args=arguments, prog_name=PROGRAM)
    finally:
        page.flush()
        write_stdout(page.buffer.getvalue())


def _version(asked: bool) -> None:
    if asked:
        from cchc_extract.writers import write_stdout

        write_stdout(f"{PROGRAM} {__version__}\n".encode())
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    file: _File,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT", help="Write here instead of standard output."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add to every value the rule that made it.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 if the result has a diagnostic of severity error.")
    ] = False,
    pdf_engine: _Engine = PdfEngine.PYPDFIUM2,
) -> None:
    """Extract the records of FILE as JSON (the verb may be left out).

    Those of a ZIP archive's documents are JSON Lines, or a JSON file each where OUT is a folder."""
    from cchc_extract.writers import SINKS, write_file, write_stdout

    if output == "":
        raise typer.BadParameter("it is empty; name a file", param_hint="--output")
    if output not in (None, "-"):
        _not_the_same(file, output)
    held = _documents(file, pdf_engine)
    if held.archive:
        _extract_each(held, file, output, explain, strict)
        return
    (result,) = _results(held)
    data = SINKS["json"].render(result, explain)
    if output in (None, "-"):
        write_stdout(data)
    else:
        write_file(data, Path(output))
        say(f"{output}: {counts(result)}")
    errors = [finding for finding in result.diagnostics if finding.severity == "error"]
    if strict and errors:
        message = f"{file}: {number(len(errors), 'error')} (the first: {errors[0].code}, {errors[0].message})"
        raise typer.Exit(_fail(message, Exit.STRICT))


app.command()(batch)


@app.command()
def show(file: _File) -> None:
    """Show FILE on the terminal: head, counts, tasks, diagnostics."""
    from shutil import get_terminal_size

    held, failed = _documents(file), 0
    results = _results(held)
    from cchc_extract.writers import write_stdout
    from cchc_extract.writers.terminal import render

    width = get_terminal_size((100, 24)).columns
    colour = sys.stdout is not None and sys.stdout.isatty()
    for result in results:
        if isinstance(result, ReadError):
            failed = _fail(str(result), Exit.UNREADABLE)
            continue
        name = f"{printable(result.source.name)}:\n" if held.archive else ""
        write_stdout(f"{name}{render(result, width=width, colour=colour)}".encode())
    if failed:
        raise typer.Exit(failed)


@app.command()
def text(file: _File) -> None:
    """Print the text of FILE as it is read: what the spans of its records count in."""
    from cchc_extract.writers import write_stdout

    write_stdout(_document(file).counted.encode("utf-8", "replace"))


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A diagnostic's code, or a rule's id.")] = None,
) -> None:
    """Explain a diagnostic or a rule: what, why, an example, how to mend it. Without CODE: list the diagnostics."""
    from cchc_extract.diagnostics import CODES
    from cchc_extract.grammar.registry import describe, rules
    from cchc_extract.writers import write_stdout

    if code is None:
        lines = [f"{name:36s} {CODES[name].severity:8s} {CODES[name].what}" for name in sorted(CODES)]
    elif code in CODES:
        entry = CODES[code]
        lines = [f"{code} ({entry.severity})", ""]
        for title, text in (
            ("What", entry.what),
            ("Why", entry.why),
            ("Example", entry.example),
            ("Mend", entry.mend),
        ):
            lines.append(f"{title:8s} {text}")
    elif not (lines := describe(code)):
        raise typer.BadParameter(
            f"there is no diagnostic or rule '{printable(code)}'{_nearest(code, [*CODES, *rules()])}",
            param_hint="CODE",
        )
    write_stdout(("\n".join(lines) + "\n").encode())


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records."""
    import json

    from cchc_extract.model.record import schema as described
    from cchc_extract.writers import write_stdout

    write_stdout(json.dumps(described(), ensure_ascii=False, indent=2).encode() + b"\n")


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Tell what is installed here: formats, packages, programs, and what each absence costs."""
    from cchc_extract.doctor import examine, page
    from cchc_extract.writers import write_stdout

    write_stdout(page(examine(), as_json).encode())


def _extract_each(held: Documents, file: str, output: str | None, explain: bool, strict: bool) -> None:
    from cchc_extract.archive import write_each

    outcome = write_each(_results(held), output, explain, lambda line: say(f"{PROGRAM}: {line}"))
    if output not in (None, "-") or outcome.failed:
        made = f"{number(outcome.written, 'document')}, {number(outcome.tasks, 'task')}"
        say(f"{output or file}: {made}; {outcome.failed} not read")
    if outcome.failed:
        raise typer.Exit(Exit.UNREADABLE)
    if strict and outcome.errors:
        raise typer.Exit(_fail(f"{file}: errors in {', '.join(outcome.errors)}", Exit.STRICT))


def _results(held: Documents) -> Iterator[Any]:
    from cchc_extract.archive import results  # not for bad input: the pipeline costs most of the start

    return results(held.documents)


def _documents(file: str, pdf_engine: PdfEngine = PdfEngine.PYPDFIUM2) -> Documents:
    from cchc_extract.readers import read_all

    source, name = _source(file)
    return read_all(source, name, pdf_engine=pdf_engine.value)


def _document(file: str, pdf_engine: PdfEngine = PdfEngine.PYPDFIUM2) -> SourceDocument:
    from cchc_extract.readers import read

    source, name = _source(file)
    return read(source, name, pdf_engine=pdf_engine.value)


def _source(file: str) -> tuple[Path | bytes, str | None]:
    if not file:
        raise typer.BadParameter("it is empty; name a file, or '-' for standard input", param_hint="FILE")
    return (Path(file), None) if file != "-" else (_standard_input(), "standard input")


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ReadError("standard input", "it is closed", "name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise ReadError("standard input", f"it cannot be read ({error.strerror})", "name a file") from None


def _not_the_same(file: str, output: str) -> None:
    """A document is never overwritten by its own records."""
    try:
        same = file != "-" and Path(file).samefile(output)
    except (OSError, ValueError):
        return  # one of them is not there: reading or writing says so
    if same:
        raise typer.BadParameter(
            f"{printable(output)} is the document itself; name another file", param_hint="--output"
        )


def _nearest(code: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(code, known, n=1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else f"; '{PROGRAM} explain' lists them"


def _fail(message: str, code: Exit) -> int:
    say(f"{PROGRAM}: {' '.join(message.split())}")
    return code

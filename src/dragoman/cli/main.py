"""``dragoman``: the group of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence

import click

from dragoman import __version__
from dragoman.cli.terminal import complain
from dragoman.errors import DateError, DragomanError

INTERRUPTED = 130
BROKEN_PIPE = 141

# command -> the module that holds it; a module is loaded only when its command is asked for
_COMMANDS = {
    "code": "dragoman.cli.code",
    "record": "dragoman.cli.record",
    "events": "dragoman.cli.relations",
    "statements": "dragoman.cli.relations",
    "acts": "dragoman.cli.relations",
    "commitments": "dragoman.cli.relations",
    "red-lines": "dragoman.cli.relations",
    "deadlines": "dragoman.cli.relations",
    "agreements": "dragoman.cli.relations",
    "whatif": "dragoman.cli.whatif",
    "tensions": "dragoman.cli.tensions",
    "sql": "dragoman.cli.sql",
    "withdraw": "dragoman.cli.withdraw",
    "supersede": "dragoman.cli.supersede",
    "correct": "dragoman.cli.correct",
    "corrections": "dragoman.cli.relations",
    "recode": "dragoman.cli.recode",
    "actors": "dragoman.cli.actors",
    "codebook": "dragoman.cli.codebook",
    "evaluate": "dragoman.cli.evaluate",
}


class _Commands(click.Group):
    """Commands in the order of a day's work, each loaded from its own module when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(_COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(
    name="dragoman",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  dragoman code examples/*.txt                    read reports, print the record
  dragoman record crisis.duckdb examples/*.txt    keep it in a ledger
  dragoman whatif crisis.duckdb "Russia attacks Ukraine"

\b
Exit codes:
  0    all well
  1    something could not be read or answered; the rest was done, the message says what
  2    wrong usage
  130  interrupted""",
)
@click.version_option(__version__, prog_name="dragoman")
def cli() -> None:
    """Read news reports of a crisis and keep the record: who did what to whom, who said what,
    and who is bound to what under which condition."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (``arguments``: default those of the process) and exit with its code."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    with contextlib.suppress(AttributeError, ValueError):
        # A report's characters must reach the reader even where the locale is plain ASCII.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        # Not ``cli.main()``: it would answer a broken pipe and an interruption in its own way.
        with cli.make_context("dragoman", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has left.  Python would complain once more on closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except DateError as error:
        complain(str(error))
        return 2
    except DragomanError as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return 1

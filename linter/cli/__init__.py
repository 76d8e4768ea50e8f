"""The command `jixiao`: arguments, exit codes, printing; everything else is `linter/api.py` and `linter/report`.

Exit codes: 0 clean · 1 findings at or above --fail-on · 2 cannot run (a bad file, bad settings, a rule that broke down).
Modules that do work are imported inside the commands: `--help` and usage errors must not wait for them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from linter import __version__
from linter.cli import (  # each puts its commands into the application
    checking,
    documents,
    rules,
    screening,
    serving,
    suppressing,
)
from linter.cli.shared import Debug, app, complain, emit
from linter.errors import JixiaoError

__all__ = ["checking", "documents", "rules", "run", "screening", "serving", "suppressing"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code. Nothing but what is asked for goes to standard output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a GBK console cannot show every character; it must not stop the report
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = typer.main.get_command(app).main(
            args=None if arguments is None else given, prog_name="jixiao", standalone_mode=False
        )
    except JixiaoError as error:
        complain(str(error), debug="--debug" in given)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from linter.runs import broken_down

        complain(broken_down(error), debug="--debug" in given)
        return 2
    return code if isinstance(code, int) else 0


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本号")] = False,
    debug: Debug = False,
) -> None:
    if version:
        emit(f"jixiao {__version__}\n")
    elif ctx.invoked_subcommand is None:
        emit(ctx.get_help() + "\n")

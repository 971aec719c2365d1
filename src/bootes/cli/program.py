"""The program: its commands, and how it ends.

Exit codes: 0 done, 2 wrong usage or input, 3 the run failed, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import Any

import click

import bootes
from bootes.errors import BootesError, EngineError, StatisticError

from .ci import ci
from .ctrl_c import Heard, ctrl_c_heard
from .demo import demo
from .fit import fit
from .merge import merge
from .remarks import remark, warnings_as_remarks
from .show import show
from .test import test
from .wording import in_options

__all__ = ["main"]

WRONG_INPUT, FAILED, INTERRUPTED = 2, 3, 130


class _Ending(click.ClickException):
    """What the program says last, and its exit code."""

    def __init__(self, kind: str, message: str, code: int) -> None:
        super().__init__(message)
        self.kind = kind
        self.code = code


class _Program(click.Group):
    """A group whose commands end with one line on stderr instead of a traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        if not options.pop("standalone_mode", True):
            return self._run(*args, **options)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may know few signs
        try:
            sys.exit(self._run(*args, **options))
        except _Ending as ending:
            remark(ending.kind, ending.message)
            sys.exit(ending.code)
        except click.Abort:  # Ctrl-C before a command had begun
            remark("", "interrupted.")
            sys.exit(INTERRUPTED)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "bootes"
            remark("error", f"{error.format_message()} See '{command} --help'.")
            sys.exit(WRONG_INPUT)

    def _run(self, *args: Any, **options: Any) -> Any:
        run: Any = super().main
        return run(*args, standalone_mode=False, **options)

    def invoke(self, ctx: click.Context) -> Any:
        heard = Heard()
        try:
            with warnings_as_remarks(), ctrl_c_heard() as heard:
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # The reader has seen enough; Python would complain once more when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except KeyboardInterrupt as error:
            raise _interrupted(str(error)) from error
        except Exception as error:
            if heard.ctrl_c:  # a library made another error of it
                raise _interrupted() from error
            if ctx.meta.get("bootes.debug"):
                traceback.print_exc()
            raise _ending(error, ctx) from error


def _interrupted(message: str = "") -> _Ending:
    return _Ending("", message or "interrupted.", INTERRUPTED)


def _ending(error: Exception, ctx: click.Context) -> _Ending:
    if isinstance(error, BootesError):
        failed = isinstance(error, StatisticError | EngineError)
        command = ctx.command
        assert isinstance(command, click.Group)
        called = command.commands.get(ctx.invoked_subcommand or "")
        message = in_options(str(error), called.params if called else [])
        return _Ending("error", message, FAILED if failed else WRONG_INPUT)
    what = f"{type(error).__name__}: {error}".rstrip(": .")
    return _Ending("error", f"{what}. With --debug the program says where.", FAILED)


@click.group(
    cls=_Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(bootes.__version__, prog_name="bootes", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Parallel resampling inference on the columns of a table.

    FILE is a text file of columns separated by commas, semicolons or tabs; its first line names
    the columns, lines that start with # are left out, and "-" reads standard input. Results go to
    standard output, everything else to standard error.

    Exit codes: 0 done, 2 wrong usage or input, 3 the run failed, 130 interrupted.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(WRONG_INPUT)


for _command in (fit, ci, test, merge, show, demo):
    main.add_command(_command)

"""The options that the commands share, named after the arguments of the verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from bootes.engines.resolve import ENGINES
from bootes.intervals.resolve import INTERVALS

__all__ = [
    "alternative_option",
    "by_option",
    "columns_option",
    "debug_option",
    "interval_options",
    "output_options",
    "result_option",
    "run_options",
    "statistic_option",
]

Decorator = Callable[[Any], Any]


def columns_option(which: str) -> Decorator:
    """Add the option --columns; ``which`` says what it means."""
    return click.option(
        "--columns", multiple=True, metavar="A,B,...", help=f"{which} May be given more than once."
    )


def statistic_option(default: str, which: str) -> Decorator:
    """Add the option --statistic, a name or, given more than once, a list of them."""
    return click.option(
        "--statistic", multiple=True, default=[default], show_default=True, metavar="NAME",
        callback=_one_or_all, help=f"{which.capitalize()}. May be given more than once.",
    )  # fmt: skip


def _one_or_all(
    ctx: click.Context, parameter: click.Parameter, names: tuple[str, ...]
) -> str | list[str]:
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        msg = f"{twice[0]!r} is named twice."
        raise click.BadParameter(msg)
    return names[0] if len(names) == 1 else list(names)


def by_option(command: Any) -> Any:
    """Add the option --by."""
    return click.option(
        "--by", metavar="COLUMN", help="A column of labels: every group by itself."
    )(command)


def _count(text: str | int) -> int | float:
    """Return a number of resamples, written as 10000, 10_000 or 1e4."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        msg = f"{text!r} is not a number such as 10000, 10_000 or 1e4."
        raise click.BadParameter(msg) from None
    return int(number) if number.is_integer() else number


def _count_or_auto(text: str | int) -> int | float | str:
    """Return a number of resamples, or "auto"."""
    return "auto" if text == "auto" else _count(text)


def run_options(on_error: str) -> Decorator:
    """Add the options of every run; ``on_error`` is what failing resamples do by default."""
    return _with(
        click.option(
            "--n-resamples", type=_count_or_auto, default=9_999, show_default=True,
            metavar="COUNT", help="Number of resamples, for example 10000 or 1e6.",
        ),
        click.option(
            "--seed", "rng", type=click.INT, metavar="INT",
            help="Seed of the run, 0 or more. By default a fresh one, which is told.",
        ),
        click.option(
            "--jobs", "n_jobs", type=click.INT, metavar="INT",
            help="Number of workers; -1 is every CPU. It changes no digit of the result.",
        ),
        click.option(
            "--engine", type=click.Choice(list(ENGINES)),
            help="Where it runs. By default chosen from the cost.",
        ),
        click.option(
            "--nan-policy", type=click.Choice(["raise", "omit"]), default="raise",
            show_default=True, help="Whether missing values are refused or left out.",
        ),
        click.option(
            "--on-error", type=click.Choice(["raise", "omit"]), default=on_error,
            show_default=True,
            help="Whether a failing resample ends the run, or is left out and counted.",
        ),
        click.option(
            "--checkpoint", metavar="DIR",
            help="Keep what is finished in this folder: the same command goes on from there.",
        ),
        click.option(
            "--shard", metavar="K/N",
            help="Compute part K of N, which goes to the --checkpoint; needs a --seed.",
        ),
        click.option(
            "--progress/--no-progress", default=None,
            help="Whether to show a progress bar, or lines where there is no terminal. "
            "By default in a terminal alone.",
        ),
    )  # fmt: skip


def interval_options(schemes: Iterable[str], scheme: str, method: str) -> Decorator:
    """Add the options of intervals: the schemes of the command, and the defaults."""
    methods = [*INTERVALS] if method in INTERVALS else [method, *INTERVALS]
    return _with(
        click.option(
            "--scheme", type=click.Choice(list(schemes)), default=scheme, show_default=True,
            help="How resamples are drawn.",
        ),
        click.option(
            "--method", type=click.Choice(methods), default=method, show_default=True,
            help="Method of the interval.",
        ),
        click.option(
            "--confidence-level", type=click.FLOAT, default=0.95, show_default=True,
            metavar="LEVEL", help="Between 0 and 1.",
        ),
        alternative_option('"less" bounds from above, "greater" from below.'),
        click.option(
            "--tolerance", type=click.FLOAT, metavar="FRACTION",
            help="With --n-resamples auto: the largest Monte Carlo error, as a fraction of the "
            "standard error. By default 0.02.",
        ),
        click.option(
            "--tolerance-of", type=click.Choice(["limits", "standard_error"]), default="limits",
            show_default=True, help="With --n-resamples auto: whose Monte Carlo error.",
        ),
        click.option(
            "--max-resamples", type=_count, metavar="COUNT",
            help="With --n-resamples auto: the most. By default 999999.",
        ),
    )  # fmt: skip


def alternative_option(meaning: str) -> Decorator:
    """Add the option --alternative; what it means depends on the command."""
    return click.option(
        "--alternative",
        type=click.Choice(["two-sided", "less", "greater"]),
        default="two-sided",
        show_default=True,
        help=meaning,
    )


def output_options(command: Any) -> Any:
    """Add the options of what is written where."""
    return _with(
        click.option(
            "--format", "output_format", type=click.Choice(["table", "json", "csv"]),
            default="table", show_default=True, help="What to write to standard output.",
        ),
        click.option(
            "--report", metavar="PAGE.html",
            help="Also write a self-contained HTML page with tables and plots.",
        ),
        debug_option,
    )(command)  # fmt: skip


def result_option(command: Any) -> Any:
    """Add the option --output."""
    return click.option(
        "--output", "result_file", metavar="RESULT",
        help="Also write the result to a file, or to a folder of files where there are several, "
        "for 'bootes show' and bootes.load.",
    )(command)  # fmt: skip


def debug_option(command: Any) -> Any:
    """Add the option --debug."""
    return click.option(
        "--debug", is_flag=True, is_eager=True, expose_value=False, callback=_debug,
        help="Show the traceback of an error.",
    )(command)  # fmt: skip


def _debug(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    ctx.meta["bootes.debug"] = value


def _with(*options: Decorator) -> Decorator:
    def add(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add

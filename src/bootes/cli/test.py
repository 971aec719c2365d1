"""The command ``test``."""

from __future__ import annotations

from typing import Any

import click

import bootes
from bootes.errors import InputError
from bootes.statistics.listing import listed

from .options import (
    alternative_option,
    columns_option,
    output_options,
    result_option,
    run_options,
    statistic_option,
)
from .output import Output, in_words
from .source import read_source

__all__ = ["test"]


@click.command()
@click.argument("file")
@click.option(
    "--value",
    multiple=True,
    metavar="A,B,...",
    help="Columns of values, with --group: a test of each. May be given more than once.",
)
@click.option("--group", metavar="COLUMN", help="Column of the labels that tell the samples.")
@columns_option("The columns that are the samples.")
@statistic_option("mean_difference", listed(one=False, paired=False))
@alternative_option('"greater": large values of the statistic are extreme.')
@click.option(
    "--two-sided",
    type=click.Choice(["abs", "doubled", "minlike"]),
    help="Distance from the null centre; twice the smaller tail; or no more probable than the "
    "data (exact only). By default abs where the statistic has a centre.",
)
@click.option(
    "--method",
    type=click.Choice(["auto", "exact", "montecarlo"]),
    default="auto",
    show_default=True,
    help="auto counts every arrangement if there are at most --n-resamples of them.",
)
@run_options(on_error="raise")
@result_option
@output_options
def test(
    file: str,
    value: tuple[str, ...],
    group: str | None,
    columns: tuple[str, ...],
    output_format: str,
    report: str | None,
    result_file: str | None,
    **options: Any,
) -> None:
    """Test by permutation whether samples come from one distribution.

    The samples are the groups of one column (--value and --group), or whole columns (--columns).
    Differences are the first sample minus the second, in the order of the file or of --columns.

    \b
    Examples:
      bootes test trial.csv --value size --group arm --n-resamples 1e6 --seed 1
      bootes test trial.csv --columns case,control --statistic median_difference
    """  # noqa: D301 (a backspace keeps lines as they are)
    _check_samples(value, group, columns)
    output = Output(
        output_format, report, f"{in_words(options['statistic'])} in {file}", result_file
    )
    source = read_source(file)
    names = source.columns(value) if value else _at_least_two(source.columns(columns))
    frame = source.frame(names, group, options["nan_policy"])
    samples: dict[str, Any] = {"columns": names}
    if group:
        samples = {"value": names if len(names) > 1 else names[0], "group": group}
    result = bootes.permutation_test(frame, **samples, **options)
    output.write(result, source.notes, command="test", file=file)


def _check_samples(value: tuple[str, ...], group: str | None, columns: tuple[str, ...]) -> None:
    named = [bool(value), group is not None, bool(columns)]
    if named not in ([True, True, False], [False, False, True]):
        msg = "name the samples by --value and --group together, or by --columns alone."
        raise InputError(msg)


def _at_least_two(names: list[str]) -> list[str]:
    if len(names) < 2:
        msg = f"--columns names {names[0]!r} alone, and a test needs two samples or more."
        raise InputError(msg)
    return names

"""The command ``ci``."""

from __future__ import annotations

from typing import Any

import click

import bootes
from bootes.schemes.resolve import SCHEMES
from bootes.statistics.listing import listed

from .options import (
    by_option,
    columns_option,
    interval_options,
    output_options,
    result_option,
    run_options,
    statistic_option,
)
from .output import Output, in_words
from .source import read_source

__all__ = ["ci"]


@click.command()
@click.argument("file")
@statistic_option("mean", listed())
@columns_option("Which columns, by default every one of numbers.")
@by_option
@click.option("--paired", is_flag=True, help="Resample the columns together, row by row.")
@click.option(
    "--weights", metavar="COLUMN", help="A column of weights, one per row and drawn with its row."
)
@interval_options(SCHEMES, "iid", "auto")
@run_options(on_error="raise")
@result_option
@output_options
def ci(
    file: str,
    columns: tuple[str, ...],
    by: str | None,
    weights: str | None,
    output_format: str,
    report: str | None,
    result_file: str | None,
    **options: Any,
) -> None:
    """Bootstrap a statistic of columns and give its confidence interval.

    Statistics of two samples or of pairs take two columns, in their order.

    \b
    Example:
      bootes ci cells.csv --statistic median --columns Nanog --seed 1
    """  # noqa: D301 (a backspace keeps lines as they are)
    output = Output(
        output_format, report, f"{in_words(options['statistic'])} of {file}", result_file
    )
    source = read_source(file)
    names = source.columns(columns, besides=[by, weights])
    numbers = names if weights is None else [*names, weights]
    frame = source.frame(numbers, by, options["nan_policy"])
    result = bootes.bootstrap(frame, columns=names, by=by, weights=weights, **options)
    output.write(result, source.notes, command="ci", file=file)

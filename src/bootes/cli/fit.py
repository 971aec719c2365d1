"""The command ``fit``."""

from __future__ import annotations

from typing import Any

import click

import bootes
from bootes.models.resolve import MODELS

from .options import (
    by_option,
    columns_option,
    interval_options,
    output_options,
    result_option,
    run_options,
)
from .output import Output
from .source import read_source

__all__ = ["fit"]


@click.command()
@click.argument("file")
@click.option(
    "--model",
    default="negative_binomial",
    show_default=True,
    metavar="NAME",
    help=f"{', '.join(MODELS)}.",
)
@columns_option("Which columns, by default every one of numbers.")
@by_option
@interval_options(["parametric", "iid"], "parametric", "percentile")
@run_options(on_error="omit")
@result_option
@output_options
def fit(
    file: str,
    columns: tuple[str, ...],
    by: str | None,
    output_format: str,
    report: str | None,
    result_file: str | None,
    **options: Any,
) -> None:
    """Fit a model to columns by maximum likelihood, and bootstrap its estimates.

    \b
    Example:
      bootes fit cells.csv --columns Nanog,Rest --n-resamples 10000 --seed 1
    """  # noqa: D301 (a backspace keeps lines as they are)
    output = Output(output_format, report, f"{options['model']} fitted to {file}", result_file)
    source = read_source(file)
    names = source.columns(columns, besides=[by])
    frame = source.frame(names, by, options["nan_policy"])
    result = bootes.fit(frame, columns=names, by=by, **options)
    output.write(result, source.notes, command="fit", file=file)

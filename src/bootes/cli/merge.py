"""The command ``merge``."""

from __future__ import annotations

import click

import bootes

from .options import output_options, result_option
from .output import Output

__all__ = ["merge"]


@click.command()
@click.argument("shards", nargs=-1, required=True)
@result_option
@output_options
def merge(
    shards: tuple[str, ...], result_file: str | None, output_format: str, report: str | None
) -> None:
    """Join the shards of a run to its result: files, or folders of them.

    The result is that of the run without --shard. Shards that are missing are named.

    \b
    Example:
      bootes merge parts --output nanog.bootes
    """  # noqa: D301 (a backspace keeps lines as they are)
    output = Output(output_format, report, f"Results of {', '.join(shards)}", result_file)
    output.write(bootes.merge(shards), command="merge", file=", ".join(shards))

"""The command ``show``."""

from __future__ import annotations

import click

import bootes

from .options import output_options
from .output import Output

__all__ = ["show"]


@click.command()
@click.argument("result")
@output_options
def show(result: str, output_format: str, report: str | None) -> None:
    """Show a result that was kept: a file, or a folder of them.

    Files are written by --output and --checkpoint, and by result.save(path) in Python.

    \b
    Example:
      bootes show nanog.bootes --format csv
    """  # noqa: D301 (a backspace keeps lines as they are)
    output = Output(output_format, report, f"Results of {result}")
    output.write(bootes.load(result), command="show", file=result)

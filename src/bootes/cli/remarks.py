"""Remarks of the program: single lines on standard error."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

import click

from bootes.errors import BootesWarning, DegenerateWarning, FailureWarning, PrecisionWarning

from .wording import one_line

__all__ = ["remark", "warnings_as_remarks"]


def remark(kind: str, message: str) -> None:
    """Say one thing on standard error, under the name of the program."""
    click.echo(": ".join(filter(None, ["bootes", kind, one_line(message)])), err=True)


@contextlib.contextmanager
def warnings_as_remarks() -> Iterator[None]:
    """Turn Python's warnings into remarks, each said once.

    What a result knows about itself (failures, undefined limits) is left to the result, which
    also knows of which column it is.
    """
    said = set()

    def say(message: Warning | str, *_: Any, **__: Any) -> None:
        if str(message) not in said:
            said.add(str(message))
            remark("warning", str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", BootesWarning)
        for known in (DegenerateWarning, FailureWarning, PrecisionWarning):
            warnings.simplefilter("ignore", known)
        warnings.showwarning = say
        yield

"""Words for one line of a terminal, with options where the verbs name arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from bootes.results.plain import clean

__all__ = ["in_options", "one_line"]

_LONGEST = 4_000
# Their values are the user's own names, which a message may show as "group=case".
_COLUMN_NAMES = ("by", "columns", "group", "value", "weights")
# What only a caller from Python can do, and what to do here.
_PHRASES = {
    "Pass a tuple (x, y).": "Give it two columns, or in a test two groups.",
    "Pass a tuple of two arrays of the same length.": "Give it two columns.",
    "Pass one array.": "Leave out --paired.",
    "are a tuple of 2 arrays, and weights is of type ndarray.": "are two columns of "
    "weights, and --weights names one; from Python, pass a tuple of two arrays.",
    ", and a function of yours is called with weights=.": ".",
    "Choose another name, or pass overwrite=True.": "Choose another name.",
    "Repeat the call with the same checkpoint=, which goes on from there.": "Repeat the command "
    "with the same --checkpoint, which goes on from there.",
    "bootes.merge joins the shards to the result.": "'bootes merge' joins the shards.",
    "which bootes.load reads.": "which 'bootes show' shows.",
    "All names are in docs/statistics.md.": "All names are in the help of 'bootes ci'.",
}


def one_line(text: str) -> str:
    r"""Return the first paragraph of a message as one line that a terminal can show.

    Examples
    --------
    >>> one_line("the statistic failed.\n\nIn the worker: ...")
    'the statistic failed.'
    """
    line = clean(text.strip().partition("\n\n")[0])
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} ..."


def in_options(message: str, parameters: Sequence[click.Parameter]) -> str:
    """Write the arguments that a message names as the options of a command.

    Examples
    --------
    >>> option = click.Option(["--nan-policy"])
    >>> in_options("Pass nan_policy='omit' to leave them out.", [option])
    'Pass --nan-policy omit to leave them out.'
    """
    for phrase, here in _PHRASES.items():
        message = message.replace(phrase, here)
    for parameter in parameters:
        if isinstance(parameter, click.Option) and parameter.name:
            message = _with_option(message, parameter.name, parameter.opts[0])
    return message


def _with_option(message: str, name: str, option: str) -> str:
    message = re.sub(rf"\b{name}=(\[\.\.\.\])?(?=[\s,.)]|$)", option, message)
    message = re.sub(rf"\b{name}='([^']*)'", rf"{option} \1", message)
    if name in _COLUMN_NAMES:
        return message
    if "_" in name:
        message = re.sub(rf"(?<!['\w]){name}(?!['\w=])", option, message)
    return re.sub(rf"\b{name}=(?=[-+]?(\d|nan|inf))", f"{option} ", message)

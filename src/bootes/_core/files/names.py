"""What the files of a call are called: one per column, group or statistic."""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any

import numpy as np

from bootes._core.files.shard import Shard
from bootes.errors import InputTypeError

__all__ = ["SUFFIX", "file_name", "label_of", "plain_label"]

SUFFIX = ".bootes"
_ALONE = "run"
_LONGEST = 40


def file_name(label: Any = None, shard: Shard | None = None) -> str:
    """Return the name of the file of one result.

    Parameters
    ----------
    label : str, number, tuple of them, or None
        Of the result in its mapping; None is a result alone.
    shard : Shard, optional
        The part of the run that the file has.

    Returns
    -------
    str
        Letters, digits and hyphens alone. Labels that look alike are told by a hash.

    Raises
    ------
    InputTypeError
        If the label is anything else.

    Examples
    --------
    >>> file_name()
    'run.bootes'
    >>> file_name(("WT", "Nanog (a.u.)"), Shard(3, 16))
    'wt-nanog-a-u-95399bee8444.3-of-16.bootes'
    """
    part = "" if shard is None else f".{shard.k}-of-{shard.of}"
    return f"{_stem(plain_label(label))}{part}{SUFFIX}"


def _stem(plain: Any) -> str:
    if plain is None:
        return _ALONE
    text = json.dumps(plain)
    digest = hashlib.blake2b(text.encode(), digest_size=6, person=b"bootes-file").hexdigest()
    words = " ".join(map(str, plain)) if isinstance(plain, list) else str(plain)
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower().encode("ascii", "ignore").decode())
    return "-".join(filter(None, [slug[:_LONGEST].strip("-"), digest]))


def plain_label(label: Any) -> Any:
    """Return a label as JSON has it: a tuple becomes a list.

    Raises
    ------
    InputTypeError
        If it is no text, no finite number, and no tuple of these.
    """
    if isinstance(label, tuple) and label:
        return [_plain_part(part) for part in label]
    return None if label is None else _plain_part(label)


def _plain_part(part: Any) -> str | float | int:
    if isinstance(part, str):
        return str(part)
    if isinstance(part, int | np.integer) and not isinstance(part, bool):
        return int(part)
    if isinstance(part, float | np.floating) and math.isfinite(part):
        return float(part)
    msg = (
        f"the label {part!r} of a result is of type {type(part).__name__}; files have labels of "
        "text and numbers, and tuples of these."
    )
    raise InputTypeError(msg)


def label_of(plain: Any) -> Any:
    """Return the label that `plain_label` gave this of.

    Raises
    ------
    ValueError
        If it gives no such thing.
    """
    label = tuple(plain) if isinstance(plain, list) else plain
    try:
        plain_label(label)
    except InputTypeError as error:
        raise ValueError(str(error)) from error
    return label

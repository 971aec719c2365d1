"""A row of the table of built-in statistics as a statistic in the form "kernel" or "python"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bootes.errors import DataError
from bootes.protocols import Sampler, Statistic
from bootes.statistics.builtin import Builtin
from bootes.statistics.kernel import KernelStatistic
from bootes.statistics.python import PythonStatistic
from bootes.statistics.verify import agrees

__all__ = ["check_samples", "from_builtin", "from_recognised", "in_python"]


def from_builtin(builtin: Builtin, original: Sampler, *, named: bool = True) -> KernelStatistic:
    """Return the row as a statistic, with the fused loops that it has.

    Raises
    ------
    DataError
        If the data have not the samples, rows or values that it needs.
    """
    check_samples(builtin, original)
    reason = "built-in kernel" if named else f"recognised as {builtin.name!r}"
    return KernelStatistic(
        builtin.name,
        builtin.kernel,
        builtin.args,
        reason=reason,
        fused=builtin.fused,
        rounding=builtin.rounding,
        centre=builtin.centre,
        tail=builtin.tail,
        combine=builtin.combine,
    )


def from_recognised(
    builtin: Builtin, function: Callable[..., Any], original: Sampler
) -> Statistic | None:
    """Return the row that a function was recognised as; None where the function must run itself.

    That is where it gives other values than the kernel on these data, with a warning, and where
    the row is of other data: rows of a matrix, labels that are not 0 and 1.

    Raises
    ------
    DataError
        If the data have not the samples or rows that it needs.
    """
    if _is_matrix(original) or _strays(builtin, original) is not None:
        return None
    check_samples(builtin, original)
    if not agrees(builtin, function, original):
        return None
    return from_builtin(builtin, original, named=False)


def in_python(builtin: Builtin, original: Sampler) -> PythonStatistic:
    """Return the row's Python form.

    Raises
    ------
    DataError
        As for the kernel.
    """
    check_samples(builtin, original)
    return PythonStatistic(
        builtin.name,
        builtin.python,
        None,
        "compile=False",
        rounding=builtin.rounding,
        centre=builtin.centre,
        tail=builtin.tail,
        is_builtin=True,
    )


def check_samples(builtin: Builtin, original: Sampler) -> None:
    """Refuse data of another number of samples, of too few rows, or not of 0 and 1.

    Raises
    ------
    DataError
        With what the statistic needs and what the data are.
    """
    sizes = np.diff(original.offsets)
    right = len(sizes) >= 2 if builtin.or_more else len(sizes) == builtin.n_samples
    if not right:
        kind = "column" if _is_matrix(original) else "sample"
        needed = "2 samples or more" if builtin.or_more else _counted(builtin.n_samples, "sample")
        msg = (
            f"statistic {builtin.name!r} is of {needed}, and the data have "
            f"{_counted(len(sizes), kind)}. Pass {_shape_hint(builtin)}."
        )
        raise DataError(msg)
    if sizes.min() < builtin.minimum:
        msg = (
            f"statistic {builtin.name!r} needs at least {_counted(builtin.minimum, 'value')} per "
            f"sample, and sample {int(sizes.argmin())} has {int(sizes.min())}."
        )
        raise DataError(msg)
    stray = _strays(builtin, original)
    if stray is not None:
        msg = (
            f"statistic {builtin.name!r} is of zeros and ones, and sample {stray[0]} has the "
            f"value {stray[1]:g}. Pass labels as 0 and 1, for example (data > limit)."
        )
        raise DataError(msg)


def _is_matrix(original: Sampler) -> bool:
    return any(np.ndim(array) > 1 for array in original.arguments(original.source[:-1]))


def _strays(builtin: Builtin, original: Sampler) -> tuple[int, float] | None:
    """Return a sample and its first value that is neither 0 nor 1, where it must be."""
    for j in builtin.binary:
        values = original.source[slice(*original.offsets[j : j + 2])]
        others = values[(values != 0.0) & (values != 1.0)]
        if len(others):
            return j, float(others[0])
    return None


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _shape_hint(builtin: Builtin) -> str:
    if builtin.n_samples == 1:
        return "one array"
    if builtin.or_more:
        return "a tuple (x, y, ...)"
    return "a tuple of two arrays of the same length" if builtin.paired else "a tuple (x, y)"

"""A row of the table of built-in statistics as a statistic in the form "kernel"."""

from __future__ import annotations

import numpy as np

from bootes.errors import DataError
from bootes.protocols import Sampler
from bootes.statistics.builtin import COMBINE, Builtin
from bootes.statistics.kernel import KernelStatistic

__all__ = ["check_samples", "from_builtin"]


def from_builtin(builtin: Builtin, original: Sampler, *, named: bool) -> KernelStatistic:
    """Return the row as a statistic, with the fused loops that it has.

    Raises
    ------
    DataError
        If the data have not the samples or rows that it needs.
    """
    check_samples(builtin, original)
    fused = {
        kind: (loop, COMBINE[combine]) for kind, (loop, combine) in (builtin.fused or {}).items()
    }
    reason = "built-in kernel" if named else f"recognised as {builtin.name!r}"
    return KernelStatistic(
        builtin.name,
        builtin.kernel,
        builtin.args,
        reason=reason,
        fused=fused,
        rounding=builtin.rounding,
        centre=builtin.centre,
    )


def check_samples(builtin: Builtin, original: Sampler) -> None:
    """Refuse data of another number of samples, or of too few rows.

    Raises
    ------
    DataError
        With what the statistic needs and what the data are.
    """
    sizes = np.diff(original.offsets)
    if len(sizes) != builtin.n_samples:
        kind = "column" if len(original.arguments(original.source[:-1])) < len(sizes) else "sample"
        msg = (
            f"statistic {builtin.name!r} is of {_counted(builtin.n_samples, 'sample')}, and the "
            f"data have {_counted(len(sizes), kind)}. Pass {_shape_hint(builtin)}."
        )
        raise DataError(msg)
    if sizes.min() < builtin.minimum:
        msg = (
            f"statistic {builtin.name!r} needs at least {_counted(builtin.minimum, 'value')} per "
            f"sample, and sample {int(sizes.argmin())} has {int(sizes.min())}."
        )
        raise DataError(msg)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _shape_hint(builtin: Builtin) -> str:
    if builtin.n_samples == 1:
        return "one array"
    return "a tuple of two arrays of the same length" if builtin.paired else "a tuple (x, y)"

"""Built-in statistics with an option: a level, a divisor, a definition."""

from __future__ import annotations

import functools
import operator
from dataclasses import replace
from typing import Any

import numpy as np

from bootes.errors import InputError
from bootes.statistics import twins_one
from bootes.statistics.row import Builtin, Fused
from bootes.statistics.rows_one import QUANTILE_LOOP, kernel

__all__ = ["quantile", "trimmed_mean", "with_ddof", "with_options"]


def quantile(level: float) -> Builtin:
    """Return the statistic "quantile at ``level``", NumPy's linear rule.

    Parameters
    ----------
    level : float
        In [0, 1], for example 0.9.

    Raises
    ------
    InputError
        If ``level`` is outside [0, 1].

    References
    ----------
    Hyndman and Fan (1996), The American Statistician 50, 361-365, type 7.

    Examples
    --------
    >>> quantile(0.9).name
    'quantile:0.9'
    """
    value = _number(level)
    if not 0.0 <= value <= 1.0:
        msg = f"quantile level {level!r} is not a number from 0 to 1, for example 0.9."
        raise InputError(msg)
    return Builtin(
        f"quantile:{value:g}",
        "order statistic (n - 1) level, interpolated",
        f"np.quantile(x, {value:g})",
        functools.partial(np.quantile, q=value),
        kernel("order", "quantile"),
        rounding="data",
        constant="the value",
        args=(value,),
        fused={"samples": Fused(QUANTILE_LOOP)},
    )


def trimmed_mean(proportion: float) -> Builtin:
    """Return the statistic "mean without the share ``proportion`` at either end".

    Parameters
    ----------
    proportion : float
        In [0, 0.5), for example 0.1: int(0.1 n) values are left out below and above.

    Raises
    ------
    InputError
        If ``proportion`` is outside [0, 0.5).

    References
    ----------
    Tukey and McLaughlin (1963), Sankhya A 25, 331-352; as in ``scipy.stats.trim_mean``.

    Examples
    --------
    >>> import bootes as bt
    >>> bt.bootstrap([1.0, 2.0, 3.0, 4.0, 90.0], bt.trimmed_mean(0.2), rng=1).estimate
    3.0
    """
    value = _number(proportion)
    if not 0.0 <= value < 0.5:
        msg = (
            f"trimmed proportion {proportion!r} is not a number from 0 to below 0.5, for "
            "example 0.1."
        )
        raise InputError(msg)
    return Builtin(
        f"trimmed_mean:{value:g}",
        f"mean without the int({value:g} n) smallest and largest values",
        f"scipy.stats.trim_mean(x, {value:g})",
        functools.partial(twins_one.trimmed_mean, proportion=value),
        kernel("order", "trimmed_mean"),
        rounding="data",
        constant="the value",
        args=(value,),
    )


def _number(value: Any) -> float:
    try:
        return float(operator.index(value)) if isinstance(value, int) else float(value)
    except (TypeError, ValueError):
        return float("nan")


def with_ddof(row: Builtin, ddof: float) -> Builtin:
    """Return variance, std, sem or cv with another divisor n - ddof, as NumPy takes it."""
    return replace(
        row,
        name=f"{row.name}(ddof={ddof:g})" if ddof != 1 else row.name,
        python=functools.partial(getattr(twins_one, row.name), ddof=ddof),
        minimum=max(1, int(ddof) + 1),
        args=(float(ddof),),
    )


def with_options(row: Builtin, args: tuple[float, ...], **options: Any) -> Builtin:
    """Return a row with other constants; ``options`` are those of its Python form."""
    if args == row.args:
        return row
    shown = ", ".join(f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}"
                      for name, value in options.items())  # fmt: skip
    return replace(
        row,
        name=f"{row.name}({shown})",
        python=functools.partial(row.python, **options),
        args=args,
    )

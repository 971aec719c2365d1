"""The table of built-in statistics.

A new statistic is one kernel in ``bootes._kernels.statistics`` and one row here.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes.errors import InputError
from bootes.protocols import KernelReference

__all__ = ["BUILTINS", "Builtin", "quantile"]


@dataclass(frozen=True)
class Builtin:
    """One row: a statistic that bootes computes by its own kernel.

    ``minimum`` is the least number of rows per sample; ``centre`` the value under the null
    hypothesis of a permutation test, where "abs" measures distance from it; ``rounding`` says
    on which scale it rounds: of its "value", of the "data" that it moves with, or of its value
    times data over "spread".
    """

    name: str
    formula: str
    equivalent: str  # how NumPy or SciPy spell it
    python: Callable[..., Any]  # the same in NumPy: the oracle, and the form for compile=False
    kernel: KernelReference
    n_samples: int = 1
    paired: bool = False  # its two samples are columns of the same rows
    minimum: int = 1
    centre: float | None = None
    rounding: str = "value"
    args: tuple[float, ...] = (0.0,)
    fused: Mapping[str, tuple[KernelReference, str]] | None = None  # sampler kind -> loop, combine


def _own(name: str) -> KernelReference:
    return KernelReference("bootes._kernels.statistics", name)


def _ratio(x: Any, y: Any) -> Any:
    return np.divide(np.mean(x), np.mean(y))


def _welch_t(x: Any, y: Any) -> Any:
    spread = np.var(x, ddof=1) / len(x) + np.var(y, ddof=1) / len(y)
    return (np.mean(x) - np.mean(y)) / np.sqrt(spread)


def _rank_sum(x: Any, y: Any) -> Any:
    from scipy.stats import rankdata

    return rankdata(np.concatenate([x, y]))[: len(x)].sum()


def _pearson(x: Any, y: Any) -> Any:
    return np.corrcoef(x, y)[0, 1]


def _difference(of: Callable[..., Any], x: Any, y: Any) -> Any:
    return of(x) - of(y)


_MEANS = KernelReference("bootes._kernels.fused_means", "loop_bootstrap_means")
_PERMUTED = KernelReference("bootes._kernels.fused_difference", "loop_permuted_difference")
_MEAN = {"samples": (_MEANS, "first")}
_DIFFERENCE = {
    "samples": (_MEANS, "difference"),
    "two_groups": (_PERMUTED, "first"),
}
_QUANTILES = KernelReference("bootes._kernels.fused_quantiles", "loop_bootstrap_quantiles")
_QUANTILE = {"samples": (_QUANTILES, "first")}
_RATIO = {"samples": (_MEANS, "ratio")}

_ROWS = (
    Builtin("mean", "Σx / n", "np.mean(x)", np.mean, _own("mean"), rounding="data", fused=_MEAN),
    Builtin(
        "median",
        "middle value",
        "np.median(x)",
        np.median,
        _own("median"),
        rounding="data",
        args=(0.5,),
        fused=_QUANTILE,
    ),
    Builtin(
        "variance",
        "Σ(x - x̄)² / (n - 1)",
        "np.var(x, ddof=1)",
        functools.partial(np.var, ddof=1),
        _own("variance"),
        minimum=2,
        args=(1.0,),
    ),
    Builtin(
        "std",
        "√variance",
        "np.std(x, ddof=1)",
        functools.partial(np.std, ddof=1),
        _own("std"),
        minimum=2,
        args=(1.0,),
    ),
    Builtin(
        "mean_difference",
        "x̄ - ȳ",
        "np.mean(x) - np.mean(y)",
        functools.partial(_difference, np.mean),
        _own("mean_difference"),
        n_samples=2,
        centre=0.0,
        rounding="data",
        fused=_DIFFERENCE,
    ),
    Builtin(
        "median_difference",
        "median(x) - median(y)",
        "np.median(x) - np.median(y)",
        functools.partial(_difference, np.median),
        _own("median_difference"),
        n_samples=2,
        centre=0.0,
        rounding="data",
        args=(0.5,),
        fused={"samples": (_QUANTILES, "difference")},
    ),
    Builtin(
        "mean_ratio",
        "x̄ / ȳ",
        "np.mean(x) / np.mean(y)",
        _ratio,
        _own("mean_ratio"),
        n_samples=2,
        fused=_RATIO,
    ),
    Builtin(
        "welch_t",
        "(x̄ - ȳ) / √(s²ₓ/nₓ + s²ᵧ/nᵧ)",
        "scipy.stats.ttest_ind(x, y, equal_var=False).statistic",
        _welch_t,
        _own("welch_t"),
        n_samples=2,
        minimum=2,
        centre=0.0,
        rounding="spread",
    ),
    Builtin(
        "rank_sum",
        "sum of the midranks of the first sample",
        "scipy.stats.rankdata(np.concatenate([x, y]))[:len(x)].sum()",
        _rank_sum,
        _own("rank_sum"),
        n_samples=2,
    ),
    Builtin(
        "pearson",
        "Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²)",
        "np.corrcoef(x, y)[0, 1]",
        _pearson,
        _own("pearson"),
        n_samples=2,
        paired=True,
        minimum=2,
        centre=0.0,
    ),
)

COMBINE: Mapping[str, Callable[..., Any]] = {
    "first": lambda means: means,
    "difference": lambda means: means[:, :1] - means[:, 1:],
    "ratio": lambda means: np.divide(means[:, :1], means[:, 1:]),
}


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
    try:
        value = operator.index(level) if isinstance(level, int) else float(level)
    except (TypeError, ValueError):
        value = float("nan")
    if not 0.0 <= value <= 1.0:
        msg = f"quantile level {level!r} is not a number from 0 to 1, for example 0.9."
        raise InputError(msg)
    return Builtin(
        f"quantile:{value:g}",
        "order statistic (n - 1) level, interpolated",
        f"np.quantile(x, {value:g})",
        functools.partial(np.quantile, q=value),
        _own("quantile"),
        rounding="data",
        args=(float(value),),
        fused=_QUANTILE,
    )


def with_ddof(row: Builtin, ddof: float) -> Builtin:
    """Return variance or std with another divisor n - ddof, as ``np.var`` takes it."""
    python = np.var if row.name == "variance" else np.std
    return replace(
        row,
        name=f"{row.name}(ddof={ddof:g})" if ddof != 1 else row.name,
        python=functools.partial(python, ddof=ddof),
        args=(float(ddof),),
    )


BUILTINS: Mapping[str, Builtin] = {row.name: row for row in _ROWS}

"""Rows of statistics of one sample."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from bootes.protocols import KernelReference
from bootes.statistics import twins_one
from bootes.statistics.row import Builtin, Fused

__all__ = ["MEAN_LOOP", "ONE", "QUANTILE_LOOP", "kernel", "of_moments"]

MEAN_LOOP = KernelReference("bootes._kernels.fused_means", "loop_bootstrap_means")
QUANTILE_LOOP = KernelReference("bootes._kernels.fused_quantiles", "loop_bootstrap_quantiles")
_FUSED_MEAN = {"samples": Fused(MEAN_LOOP)}
_FUSED_QUANTILE = {"samples": Fused(QUANTILE_LOOP)}
_MOMENTS = KernelReference("bootes._kernels.fused_moments", "loop_bootstrap_moments")


def of_moments(name: str, *, joined: bool = False) -> dict[str, Fused]:
    """Return the loop of a statistic that is made of means and squares about them."""
    finish = KernelReference("bootes._kernels.finish_moments", f"finish_{name}")
    return {"samples": Fused(_MOMENTS, finish=finish, joined=joined)}


def kernel(module: str, name: str) -> KernelReference:
    """Return the reference of a kernel of ``_kernels/stat_<module>.py``."""
    return KernelReference(f"bootes._kernels.stat_{module}", name)


def _spread(
    name: str, formula: str, equivalent: str, python: Callable[..., Any], constant: str = "0"
) -> Builtin:
    """Return the row of a statistic with the divisor n - 1."""
    return Builtin(
        name,
        formula,
        equivalent,
        functools.partial(python, ddof=1),
        kernel("spread", name),
        minimum=2,
        constant=constant,
        args=(1.0,),
        fused=of_moments(name),
    )


ONE = (
    Builtin(
        "mean",
        "Σx / n",
        "np.mean(x)",
        np.mean,
        kernel("mean", "mean"),
        rounding="data",
        constant="the value",
        fused=_FUSED_MEAN,
    ),
    Builtin(
        "median",
        "middle value",
        "np.median(x)",
        np.median,
        kernel("order", "median"),
        rounding="data",
        constant="the value",
        args=(0.5,),
        fused=_FUSED_QUANTILE,
    ),
    _spread("variance", "Σ(x - x̄)² / (n - 1)", "np.var(x, ddof=1)", twins_one.variance),
    _spread("std", "√variance", "np.std(x, ddof=1)", twins_one.std),
    _spread("sem", "std / √n", "scipy.stats.sem(x)", twins_one.sem),
    _spread("cv", "std / x̄", "scipy.stats.variation(x, ddof=1)", twins_one.cv, "0 (NaN of zeros)"),
    Builtin(
        "mad",
        "median |x - median(x)|",
        "scipy.stats.median_abs_deviation(x)",
        twins_one.mad,
        kernel("order", "mad"),
        rounding="spread",
        constant="0",
        args=(1.0,),
    ),
    Builtin(
        "iqr",
        "quantile 0.75 - quantile 0.25",
        "scipy.stats.iqr(x)",
        twins_one.iqr,
        kernel("order", "iqr"),
        rounding="spread",
        constant="0",
        args=(0.25, 0.75, 1.0),
    ),
    Builtin(
        "skew",
        "m₃ / m₂^1.5, mⱼ = Σ(x - x̄)ʲ / n",
        "scipy.stats.skew(x)",
        twins_one.skew,
        kernel("shape", "skew"),
        args=(1.0,),
    ),
    Builtin(
        "kurtosis",
        "m₄ / m₂² - 3",
        "scipy.stats.kurtosis(x)",
        twins_one.kurtosis,
        kernel("shape", "kurtosis"),
        args=(1.0, 1.0),
    ),
    Builtin(
        "gini",
        "ΣΣ|xᵢ - xⱼ| / (2n Σx), for values from 0",
        "np.abs(np.subtract.outer(x, x)).sum() / (2 * len(x) * np.sum(x))",
        twins_one.gini,
        kernel("gini", "gini"),
        constant="0 (NaN of zeros)",
    ),
    Builtin(
        "proportion",
        "share of ones; the data are 0 and 1",
        "np.mean(x)",
        np.mean,
        kernel("mean", "mean"),
        binary=(0,),
        rounding="data",
        constant="the value",
        fused=_FUSED_MEAN,
    ),
    Builtin(
        "sum", "Σx", "np.sum(x)", np.sum, kernel("sums", "total"), constant="n times the value"
    ),
    Builtin(
        "min",
        "smallest value",
        "np.min(x)",
        np.min,
        kernel("order", "smallest"),
        rounding="data",
        constant="the value",
    ),
    Builtin(
        "max",
        "largest value",
        "np.max(x)",
        np.max,
        kernel("order", "largest"),
        rounding="data",
        constant="the value",
    ),
    Builtin(
        "geometric_mean",
        "exp(Σ log x / n), for values above 0",
        "scipy.stats.gmean(x)",
        twins_one.geometric_mean,
        kernel("sums", "geometric_mean"),
        constant="the value",
    ),
)

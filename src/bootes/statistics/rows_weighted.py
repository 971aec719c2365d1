"""Rows of statistics of weighted rows: the last column of every sample holds its weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bootes.protocols import KernelReference
from bootes.statistics import twins_weighted as twins
from bootes.statistics.row import Builtin

__all__ = ["WEIGHTED"]


def _row(
    name: str, formula: str, equivalent: str, python: Callable[..., Any], **options: Any
) -> Any:
    """Return the row of one sample or of paired columns, x first and the weights last."""
    kernel = KernelReference("bootes._kernels.stat_weighted", f"weighted_{name}")
    options = {"n_samples": 2, "paired": True, **options}
    return Builtin(name, formula, equivalent, python, kernel, **options)


_PAIR = {"n_samples": 3}
_SAMPLES = {"n_samples": 4, "paired": False, "rounding": "data"}

_ROWS = (
    _row("sum", "Σwx", "np.dot(w, x)", twins.total),
    _row("mean", "Σwx / Σw", "np.average(x, weights=w)", twins.mean, rounding="data"),
    _row(
        "variance",
        "Σw(x - x̄)² / (Σw - ddof Σw²/Σw)",
        "np.cov(x, aweights=w, ddof=1)",
        twins.variance,
        minimum=2,
        args=(1.0,),
    ),
    _row("std", "√variance", "√np.cov(x, aweights=w)", twins.std, minimum=2, args=(1.0,)),
    _row(
        "median",
        "where half of the weight is reached",
        "np.quantile(x, 0.5, weights=w, method='inverted_cdf') where no two values share it",
        twins.median,
        rounding="data",
        args=(0.5,),
    ),
    _row(
        "quantile",
        "where the share of weight is reached",
        "np.quantile(x, level, weights=w, method='inverted_cdf')",
        twins.quantile,
        rounding="data",
        args=(0.5,),
    ),
    _row(
        "mean_difference",
        "Σwx/Σw - Σvy/Σv",
        "np.average(x, weights=w) - np.average(y, weights=v)",
        twins.mean_difference,
        **_SAMPLES,
    ),
    _row(
        "mean_ratio",
        "(Σwx/Σw) / (Σvy/Σv)",
        "np.average(x, weights=w) / np.average(y, weights=v)",
        twins.mean_ratio,
        **{**_SAMPLES, "rounding": "value"},
    ),
    _row("ratio_of_sums", "Σwx / Σwy", "np.dot(w, x) / np.dot(w, y)", twins.ratio_of_sums, **_PAIR),
    _row(
        "pearson",
        "weighted covariance over weighted deviations",
        "np.cov(x, y, aweights=w), scaled",
        twins.pearson,
        minimum=2,
        **_PAIR,
    ),
    _row(
        "slope",
        "weighted least squares",
        "np.polyfit(x, y, 1, w=√w)[0]",
        twins.slope,
        minimum=2,
        **_PAIR,
    ),
    _row(
        "intercept",
        "weighted least squares",
        "np.polyfit(x, y, 1, w=√w)[1]",
        twins.intercept,
        minimum=2,
        **_PAIR,
    ),
    _row(
        "accuracy",
        "weight of the agreeing rows / Σw",
        "sklearn.metrics.accuracy_score(x, y, sample_weight=w)",
        twins.accuracy,
        **_PAIR,
    ),
    _row(
        "mae",
        "Σw|x - y| / Σw",
        "sklearn.metrics.mean_absolute_error(x, y, sample_weight=w)",
        twins.mae,
        **_PAIR,
    ),
    _row(
        "rmse",
        "√(Σw(x - y)² / Σw)",
        "sklearn.metrics.root_mean_squared_error(x, y, sample_weight=w)",
        twins.rmse,
        **_PAIR,
    ),
    _row(
        "r2",
        "1 - Σw(x - y)² / Σw(x - x̄)²",
        "sklearn.metrics.r2_score(x, y, sample_weight=w)",
        twins.r2,
        minimum=2,
        **_PAIR,
    ),
)

WEIGHTED: Mapping[str, Builtin] = {row.name: row for row in _ROWS}

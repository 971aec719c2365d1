"""Functions of other packages that a built-in statistic computes, with their arguments.

A function is known by being the very object of that name in its module. Nothing is imported: of a
package that is not loaded, nobody can have passed a function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.statistics.builtin import BUILTINS, Builtin, quantile, trimmed_mean, with_ddof
from bootes.statistics.variants import with_options

__all__ = ["KNOWN", "Known", "known"]

Make = Callable[..., Builtin | None]


@dataclass(frozen=True)
class Known:
    """A function; ``neutral`` keyword arguments may be given these values, which change nothing.

    The others go to ``make``; where it does not take them, the function is not recognised.
    """

    module: str
    name: str
    make: Make
    neutral: Mapping[str, tuple[Any, ...]]


def known(function: Any, options: Mapping[str, Any]) -> Builtin | None:
    """Return the row that computes ``function`` with these keyword arguments, or None."""
    name = getattr(function, "__name__", None)
    for one in KNOWN.get(name, ()) if isinstance(name, str) else ():
        if getattr(sys.modules.get(one.module), one.name, None) is function:
            return _row(one, options)
    return None


def _row(one: Known, options: Mapping[str, Any]) -> Builtin | None:
    left = {key: value for key, value in options.items() if key not in one.neutral}
    neutral = all(_among(options[key], one.neutral[key]) for key in options.keys() - left.keys())
    try:
        return one.make(**left) if neutral else None
    except (TypeError, ValueError):  # another keyword, or a value that no row has
        return None


def _among(value: Any, allowed: tuple[Any, ...]) -> bool:
    return any(value is one or (type(value) is type(one) and value == one) for one in allowed)


def _number(value: Any) -> float:
    if np.ndim(value) or isinstance(value, bool | str):
        raise TypeError
    return float(value)


def _flag(value: Any) -> float:
    if not isinstance(value, bool | np.bool_):
        raise TypeError
    return float(value)


def _plain(name: str) -> Make:
    return lambda: BUILTINS[name]


def _spread(name: str, default: float) -> Make:
    return lambda ddof=default: with_ddof(BUILTINS[name], _number(ddof))


def _trimmed(proportiontocut: Any) -> Builtin:
    return trimmed_mean(_number(proportiontocut))


def _mad(scale: Any = 1.0) -> Builtin:
    # SciPy's own constant: the 0.75 quantile of the normal distribution.
    value = 0.6744897501960817 if isinstance(scale, str) and scale == "normal" else _number(scale)
    return with_options(BUILTINS["mad"], (value,), scale=value)


def _iqr(rng: Any = (25, 75), scale: Any = 1.0) -> Builtin:
    low, high = (_number(level) / 100 for level in sorted(rng))
    if not 0 <= low <= high <= 1:
        raise ValueError
    args = (low, high, _number(scale))
    return with_options(BUILTINS["iqr"], args, low=low, high=high, scale=args[2])


def _skew(bias: Any = True) -> Builtin:
    return with_options(BUILTINS["skew"], (_flag(bias),), bias=bool(bias))


def _kurtosis(fisher: Any = True, bias: Any = True) -> Builtin:
    args = (_flag(fisher), _flag(bias))
    return with_options(BUILTINS["kurtosis"], args, fisher=bool(fisher), bias=bool(bias))


def _r2(force_finite: Any = True) -> Builtin:
    return with_options(BUILTINS["r2"], (_flag(force_finite),), finite=bool(force_finite))


_AXIS = (None, 0, -1)  # of one-dimensional data
_NUMPY = {"axis": _AXIS, "out": (None,), "dtype": (None,), "keepdims": (False,)}
_REDUCED = {"axis": _AXIS, "out": (None,), "keepdims": (False,)}
_ORDERED = {**_REDUCED, "overwrite_input": (False,)}
_QUANTILE = {**_ORDERED, "method": ("linear",), "weights": (None,)}
_AVERAGE = {"axis": _AXIS, "weights": (None,), "returned": (False,), "keepdims": (False,)}
_SCIPY = {"axis": _AXIS, "nan_policy": ("propagate",), "keepdims": (False,)}
_METRIC = {"sample_weight": (None,)}
_REGRESSION = {**_METRIC, "multioutput": ("uniform_average",)}
_LABELS = {
    **_METRIC,
    "average": ("macro",),
    "max_fpr": (None,),
    "multi_class": ("raise",),
    "labels": (None,),
}

_FUNCTIONS = (
    Known("numpy", "mean", _plain("mean"), _NUMPY),
    Known("numpy", "average", _plain("mean"), _AVERAGE),
    Known("numpy", "median", _plain("median"), _ORDERED),
    Known("numpy", "var", _spread("variance", 0), _NUMPY),
    Known("numpy", "std", _spread("std", 0), _NUMPY),
    Known("numpy", "quantile", lambda q: quantile(_number(q)), _QUANTILE),
    Known("numpy", "percentile", lambda q: quantile(_number(q) / 100), _QUANTILE),
    Known("numpy", "sum", _plain("sum"), _NUMPY),
    *(Known("numpy", name, _plain("min"), _REDUCED) for name in ("min", "amin")),
    *(Known("numpy", name, _plain("max"), _REDUCED) for name in ("max", "amax")),
    *(Known("builtins", name, _plain(name), {}) for name in ("sum", "min", "max")),
    Known("scipy.stats", "trim_mean", _trimmed, _SCIPY),
    Known("scipy.stats", "median_abs_deviation", _mad, {**_SCIPY, "center": (None,)}),
    Known("scipy.stats", "iqr", _iqr, {**_SCIPY, "interpolation": ("linear",)}),
    Known("scipy.stats", "skew", _skew, _SCIPY),
    Known("scipy.stats", "kurtosis", _kurtosis, _SCIPY),
    Known("scipy.stats", "variation", _spread("cv", 0), _SCIPY),
    Known("scipy.stats", "sem", _spread("sem", 1), _SCIPY),
    Known("scipy.stats", "gmean", _plain("geometric_mean"),
          {**_SCIPY, "dtype": (None,), "weights": (None,)}),
    Known("statistics", "mean", _plain("mean"), {}),
    Known("statistics", "fmean", _plain("mean"), {"weights": (None,)}),
    Known("statistics", "median", _plain("median"), {}),
    Known("statistics", "geometric_mean", _plain("geometric_mean"), {}),
    Known("statistics", "variance", lambda: with_ddof(BUILTINS["variance"], 1), {"xbar": (None,)}),
    Known("statistics", "pvariance", lambda: with_ddof(BUILTINS["variance"], 0), {"mu": (None,)}),
    Known("statistics", "stdev", lambda: with_ddof(BUILTINS["std"], 1), {"xbar": (None,)}),
    Known("statistics", "pstdev", lambda: with_ddof(BUILTINS["std"], 0), {"mu": (None,)}),
    Known("sklearn.metrics", "accuracy_score", _plain("accuracy"),
          {**_METRIC, "normalize": (True,)}),
    Known("sklearn.metrics", "roc_auc_score", _plain("roc_auc"), _LABELS),
    Known("sklearn.metrics", "mean_absolute_error", _plain("mae"), _REGRESSION),
    Known("sklearn.metrics", "root_mean_squared_error", _plain("rmse"), _REGRESSION),
    Known("sklearn.metrics", "r2_score", _r2, _REGRESSION),
)  # fmt: skip


def _by_name(functions: Sequence[Known]) -> dict[str, tuple[Known, ...]]:
    names = dict.fromkeys(one.name for one in functions)
    return {name: tuple(one for one in functions if one.name == name) for name in names}


KNOWN: Mapping[str, tuple[Known, ...]] = _by_name(_FUNCTIONS)

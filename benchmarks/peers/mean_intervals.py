"""The percentile interval of a mean, by the packages that offer it in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

__all__ = ["MEAN_INTERVALS"]


def _scipy(x: Any, size: int) -> Any:
    from scipy.stats import bootstrap

    found = bootstrap((x,), np.mean, n_resamples=size, batch=1000, method="percentile")
    return found.confidence_interval


def _tsbootstrap(x: Any, size: int) -> Any:
    from tsbootstrap import IID, conf_int

    return conf_int(
        x, "mean", method=IID(), kind="percentile", n_bootstraps=size, backend="compiled"
    )


def _arch(x: Any, size: int) -> Any:
    from arch.bootstrap import IIDBootstrap

    return IIDBootstrap(x).conf_int(np.mean, reps=size, method="percentile")


def _resample(x: Any, size: int) -> Any:
    from resample.bootstrap import confidence_interval

    return confidence_interval(np.mean, x, size=size, ci_method="percentile")


MEAN_INTERVALS: Mapping[str, Callable[[Any, int], Any]] = {
    "scipy": _scipy,
    "tsbootstrap": _tsbootstrap,
    "arch": _arch,
    "resample": _resample,
}

"""Parallel resampling inference: bootstrap, maximum-likelihood bootstrap, permutation tests.

Numba and its kernels, SciPy and every optional package are loaded when they are first used, so
that ``import bootes`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# Not lazily: importing a submodule later would put the module in the place of its function.
from bootes._core.progress_update import ProgressUpdate
from bootes.bootstrap import bootstrap
from bootes.fit import fit
from bootes.models.model import Model
from bootes.permutation import permutation_test
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.interval import Interval
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.shard import ShardResult
from bootes.statistics.builtin import quantile, trimmed_mean
from bootes.statistics.max_abs import max_abs
from bootes.storage import extend, load, merge

if TYPE_CHECKING:
    from bootes import compat, datasets, engines, errors, models

__version__ = "0.1.0"

__all__ = [
    "BootstrapResult",
    "FitResult",
    "Interval",
    "Model",
    "PermutationResult",
    "ProgressUpdate",
    "ResultMapping",
    "ShardResult",
    "bootstrap",
    "compat",
    "datasets",
    "engines",
    "errors",
    "extend",
    "fit",
    "load",
    "max_abs",
    "merge",
    "models",
    "permutation_test",
    "quantile",
    "trimmed_mean",
]

_MODULES = ("compat", "datasets", "engines", "errors", "models")


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        msg = f"module 'bootes' has no attribute {name!r}"
        raise AttributeError(msg)
    return importlib.import_module(f"bootes.{name}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

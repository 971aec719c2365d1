"""Parallel resampling inference: bootstrap, maximum-likelihood bootstrap, permutation tests.

Names are loaded when they are first used, so that ``import bootes`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bootes import compat, datasets, engines, errors, models
    from bootes.bootstrap import bootstrap
    from bootes.fit import fit
    from bootes.models.model import Model
    from bootes.permutation import permutation_test
    from bootes.results.bootstrap import BootstrapResult
    from bootes.results.fit import FitResult
    from bootes.results.interval import Interval
    from bootes.results.mapping import ResultMapping
    from bootes.results.permutation import PermutationResult
    from bootes.statistics.builtin import quantile

__version__ = "0.1.0"

__all__ = [
    "BootstrapResult",
    "FitResult",
    "Interval",
    "Model",
    "PermutationResult",
    "ResultMapping",
    "bootstrap",
    "compat",
    "datasets",
    "engines",
    "errors",
    "fit",
    "models",
    "permutation_test",
    "quantile",
]

_NAMES = {
    "BootstrapResult": "bootes.results.bootstrap",
    "FitResult": "bootes.results.fit",
    "Interval": "bootes.results.interval",
    "Model": "bootes.models.model",
    "PermutationResult": "bootes.results.permutation",
    "ResultMapping": "bootes.results.mapping",
    "bootstrap": "bootes.bootstrap",
    "fit": "bootes.fit",
    "permutation_test": "bootes.permutation",
    "quantile": "bootes.statistics.builtin",
}
_MODULES = ("compat", "datasets", "engines", "errors", "models")


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        value = getattr(importlib.import_module(_NAMES[name]), name)
    elif name in _MODULES:
        value = importlib.import_module(f"bootes.{name}")
    else:
        msg = f"module 'bootes' has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Import of the packages that only presentation needs."""

from __future__ import annotations

import importlib
from typing import Any

from bootes.errors import MissingPackageError


def load(module: str, feature: str) -> Any:
    """Import a module of an optional package, or say how to install it.

    Parameters
    ----------
    module : str
        Dotted name, for example ``"bokeh.plotting"``.
    feature : str
        What needs it, as the error will say: ``"the interval plot"``.

    Returns
    -------
    module

    Raises
    ------
    MissingPackageError
        The package, or something it needs, cannot be imported.

    Examples
    --------
    >>> load("math", "an example").pi > 3
    True
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingPackageError.from_package(package, feature, "viz") from error

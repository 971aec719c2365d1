"""Packages that an engine needs and that are installed only for it."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping

from bootes.errors import MissingPackageError

__all__ = ["PACKAGES", "check_installed"]

# Name of an engine, which is also the name of its extra: the package that it imports.
PACKAGES: Mapping[str, str] = {
    "dask": "distributed",
    "ray": "ray",
    "ipyparallel": "ipyparallel",
    "mpi": "mpi4py",
}


def check_installed(engine: str) -> None:
    """Refuse an engine whose package is missing.

    Raises
    ------
    MissingPackageError
        With the line that installs it.
    """
    package = PACKAGES.get(engine)
    if package is not None and importlib.util.find_spec(package) is None:
        raise MissingPackageError.from_package(package, f"engine={engine!r}", engine)

"""Rows as a frame of the user's library."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

from bootes.errors import MissingPackageError, UnknownNameError

__all__ = ["frame_of", "new_frame"]

_BACKENDS = ("pandas", "polars")


def frame_of(rows: Sequence[Mapping[str, Any]], backend: str | None = None) -> Any:
    """Return tidy rows as a frame; a key that a row does not have is missing there.

    Parameters
    ----------
    rows : sequence of mappings
        Of plain Python scalars.
    backend : {"pandas", "polars"}, optional
        The library; by default the first of them that is installed.

    Raises
    ------
    UnknownNameError
        If the backend is neither.
    MissingPackageError
        If it is not installed.

    Examples
    --------
    >>> frame_of([{"gene": "A", "n": 3}, {"gene": "B"}], "polars")["n"].to_list()
    [3, None]
    """
    names = dict.fromkeys(name for row in rows for name in row)
    return new_frame(
        {name: _one_type([row.get(name) for row in rows]) for name in names}, like=backend
    )


def new_frame(columns: Mapping[str, Sequence[Any]], *, like: str | None = None) -> Any:
    """Return a frame of the library ``like``, or of the first of pandas and polars installed.

    Raises
    ------
    UnknownNameError
        If ``like`` is neither.
    MissingPackageError
        If it is not installed.

    Examples
    --------
    >>> new_frame({"gene": ["A", "B"]}, like="pandas").shape
    (2, 1)
    """
    import narwhals

    if like is not None and like not in _BACKENDS:
        raise UnknownNameError.from_name_and_choices("backend", like, _BACKENDS)
    for backend in [like] if like else _BACKENDS:
        if _is_installed(backend):
            frame: Any = narwhals.from_dict(dict(columns), backend=backend)  # type: ignore[arg-type]
            return frame.to_native()
    package = like or _BACKENDS[0]
    raise MissingPackageError.from_package(package, "to_frame()", package)


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # imported, and without a specification
        return False


def _one_type(values: list[Any]) -> list[Any]:
    """Write a column that mixes text and numbers as text: not every library takes both."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) > 1 and str in kinds:
        return [None if value is None else str(value) for value in values]
    return values

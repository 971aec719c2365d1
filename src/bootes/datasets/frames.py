"""One table as a pandas or polars frame, or as a plain dict of arrays."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from bootes.errors import MissingPackageError, UnknownNameError

FRAMES = ("pandas", "polars", "dict")


def frame_kind(frame: str | None) -> str:
    """Return the kind of frame to make: the one asked for, else the first that is installed.

    Raises
    ------
    bootes.errors.UnknownNameError
        If `frame` is none of ``"pandas"``, ``"polars"``, ``"dict"``.
    bootes.errors.MissingPackageError
        If the package asked for is not installed.
    """
    if frame is None:
        return next(kind for kind in FRAMES if _is_installed(kind))
    if frame not in FRAMES:
        what = "frame"
        raise UnknownNameError.from_name_and_choices(what, frame, FRAMES)
    if not _is_installed(frame):
        raise MissingPackageError.from_package(frame, f"frame={frame!r}", frame)
    return frame


def as_frame(columns: Mapping[str, npt.NDArray[Any]], kind: str) -> Any:
    """Return a frame of this kind that owns a copy of the columns."""
    own = {name: np.array(values) for name, values in columns.items()}
    return own if kind == "dict" else importlib.import_module(kind).DataFrame(own)


def _is_installed(kind: str) -> bool:
    if kind == "dict":
        return True
    try:
        importlib.import_module(kind)
    except ImportError:
        return False
    return True

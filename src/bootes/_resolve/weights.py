"""Weights of rows: a further column of every sample, drawn with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bootes._resolve.frames import is_frame
from bootes._resolve.numbers import as_numbers
from bootes._resolve.samples import Resolved, as_samples
from bootes.errors import DataError, InputTypeError
from bootes.protocols import Floats
from bootes.samples import Columns

__all__ = ["check_weights", "weighted_samples"]


def weighted_samples(
    data: Any,
    weights: Any,
    *,
    paired: bool,
    nan_policy: str,
    names: Sequence[str] | None = None,
) -> Resolved:
    """Return samples whose last column holds the weights.

    Parameters
    ----------
    data : array_like or tuple of array_like
        As for :func:`as_samples`.
    weights : (n,) array_like, or tuple of them
        At least 0, not all 0; for independent samples one array each.
    paired, nan_policy, names
        As for :func:`as_samples`.

    Raises
    ------
    DataError
        If a weight is negative, all are 0, or they are not one per row.
    InputTypeError
        If independent samples have not a tuple of weights.
    """
    columns = data if isinstance(data, tuple) else (data,)
    if paired or len(columns) == 1:
        checked = _checked(weights, len(columns[0]), "weights")
        titles = None if names is None else [*names, "weights"]
        titles = titles or [*(f"column {j}" for j in range(len(columns))), "weights"]
        resolved = as_samples((*columns, checked), paired=True, nan_policy=nan_policy, names=titles)
        return Resolved(replace(resolved.samples, weighted=True), resolved.n_omitted)
    if not isinstance(weights, tuple) or len(weights) != len(columns):
        msg = (
            f"weights of {len(columns)} independent samples are a tuple of {len(columns)} arrays, "
            f"and weights is of type {type(weights).__name__}."
        )
        raise InputTypeError(msg)
    tables = tuple(
        np.column_stack([as_numbers(x, f"sample {j}"), _checked(w, len(x), f"weights {j}")])
        for j, (x, w) in enumerate(zip(columns, weights, strict=True))
    )
    resolved = as_samples(tables, nan_policy=nan_policy)
    return Resolved(
        replace(resolved.samples, arguments=Columns(), weighted=True), resolved.n_omitted
    )


def _checked(weights: Any, n: int, name: str) -> Floats:
    values = as_numbers(weights, name).astype(np.float64)
    if values.shape != (n,):
        msg = f"{name} has shape {values.shape}, and there is one weight per row, shape ({n},)."
        raise DataError(msg)
    if (values < 0).any():
        msg = f"{name} has {values[values < 0][0]:g} at index {int((values < 0).argmax())}; "
        msg += "a weight is 0 or more."
        raise DataError(msg)
    if not (values > 0).any() and not np.isnan(values).all():
        msg = f"all of {name} are 0, so nothing is weighed."
        raise DataError(msg)
    return values


def check_weights(data: Any, weights: Any, as_frame: bool) -> None:
    """Refuse weights that are no column of a frame, or that a function of frames has already.

    Raises
    ------
    InputTypeError
        With what they must be.
    """
    if weights is None:
        return
    if as_frame:
        msg = "weights= goes with arrays; a function of frames finds its weights in a column."
        raise InputTypeError(msg)
    if is_frame(data) != isinstance(weights, str):
        msg = (
            f"weights is of type {type(weights).__name__}, and data of type {type(data).__name__}: "
            "the weights of a frame are the name of a column, those of arrays are arrays."
        )
        raise InputTypeError(msg)

"""Whether a recognised function gives what the kernel gives, on this very data."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.errors import RecognitionWarning, warn
from bootes.protocols import Floats, Sampler
from bootes.statistics.combine import COMBINE
from bootes.statistics.row import Builtin

__all__ = ["agrees", "value_of"]

_RELATIVE = 1e-9
_ROUNDING = 64 * float(np.finfo(np.float64).eps)  # of the largest value, where values cancel
_SEED = 20_240_229  # of the trial resamples; no result depends on it
_RESAMPLES = 2
_LARGEST = 1_000  # rows of a trial resample

Trial = tuple[Floats, NDArray[np.int64]]


def agrees(builtin: Builtin, function: Callable[..., Any], original: Sampler) -> bool:
    """Compare on the data, on a few resamples and without a row; warn where they differ.

    A failure of the function and NaN of the kernel are the same: no value.
    """
    hand_over = getattr(original, "hand_over", None)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for values, offsets in _trials(builtin, original):
            kernels = value_of(builtin, values.copy(), offsets)
            given = original.arguments(values) if hand_over is None else hand_over.of(
                values.copy(), offsets
            )  # fmt: skip
            users = _called(function, given)
            if not _same(kernels, users, _slack(builtin, values)):
                break
        else:
            return True
    _warn(builtin, function, kernels, users)
    return False


def value_of(builtin: Builtin, values: Floats, offsets: NDArray[np.int64]) -> float:
    """Return the kernel's value of one flat resample, which it may overwrite."""
    kernel, args = builtin.kernel.load(), np.array(builtin.args, np.float64)
    if not builtin.combine:
        out = np.empty(1)
        kernel(values, offsets, args, out)
        return float(out[0])
    columns = np.empty((1, len(offsets) - 1))
    for j in range(columns.shape[1]):
        part = values[offsets[j] : offsets[j + 1]]
        kernel(part, np.array([0, len(part)], np.int64), args, columns[0, j : j + 1])
    return float(COMBINE[builtin.combine](columns)[0, 0])


def _trials(builtin: Builtin, original: Sampler) -> Iterator[Trial]:
    data = np.empty((1, int(original.offsets[-1])))
    original.draw(np.zeros(2, np.uint64), 0, 1, data)
    columns = np.split(data[0], original.offsets[1:-1])
    yield data[0], original.offsets
    rng = np.random.Generator(np.random.PCG64(_SEED))
    for _ in range(_RESAMPLES):
        yield _flat(_resampled(columns, builtin.paired, rng))
    if min(map(len, columns)) > builtin.minimum and hasattr(original, "hand_over"):
        yield _flat([column[1 : _LARGEST + 1] for column in columns])


def _resampled(columns: list[Floats], paired: bool, rng: np.random.Generator) -> list[Floats]:
    drawn = []
    rows = None
    for column in columns:
        if rows is None or not paired:
            rows = rng.integers(len(column), size=min(len(column), _LARGEST))
        drawn.append(column[rows])
    return drawn


def _flat(columns: list[Floats]) -> Trial:
    return np.concatenate(columns), np.cumsum([0, *map(len, columns)]).astype(np.int64)


def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Return its number, or the exception."""
    try:
        value = function(*arguments)
        return float(value) if np.ndim(value) == 0 else TypeError(f"returned {value!r}")
    except Exception as error:  # a function of another package may raise anything
        return error


def _same(kernels: float, users: Any, slack: float) -> bool:
    if isinstance(users, Exception) or math.isnan(users):
        return math.isnan(kernels)
    if kernels == users:
        return True
    return bool(abs(kernels - users) <= _RELATIVE * max(abs(kernels), abs(users)) + slack)


def _slack(builtin: Builtin, values: Floats) -> float:
    """Return how far rounding of the data may move a value that is near zero."""
    name, rounding = builtin.kernel.name, _ROUNDING * float(np.abs(values).max())
    if name in ("skew", "kurtosis", "r2"):
        return _RELATIVE
    if name == "variance":
        return rounding * rounding
    if name == "total":
        return rounding * len(values)
    if name == "cv":
        return float(np.divide(rounding, abs(np.mean(values))))
    return rounding if builtin.rounding != "value" or name in ("std", "sem") else 0.0


def _warn(builtin: Builtin, function: Callable[..., Any], kernels: float, users: Any) -> None:
    name = getattr(function, "__name__", None) or getattr(
        getattr(function, "func", None), "__name__", type(function).__name__
    )
    told = f"{users:.17g}" if isinstance(users, float) else f"{type(users).__name__}: {users}"
    warn(
        f"{name!r} was recognised as the built-in {builtin.name!r}, but of these data or a "
        f"resample of them it gives {told} and the built-in {kernels:.17g}: your function runs "
        f"itself. Pass {builtin.name!r} to have the built-in, or compile=False for no warning.",
        RecognitionWarning,
    )

"""Whether a compiled function gives what the Python function gives, on the very data.

Both are called on the data, without the row of the smallest and of the largest value, on
resamples of one row only (any, the smallest, the largest), on one of pairs, and on a few random
ones.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats
from bootes.samples import Columns
from bootes.statistics.python import as_row

__all__ = ["Objection", "disagreement"]

_RELATIVE = 1e-12
_RANDOM = 3
_SEED = 20_240_317  # of the trial resamples; no result depends on it

Trial = tuple[str, Floats, NDArray[np.int64]]


class Objection(NamedTuple):
    """Why the compiled form of a function is not used on some data."""

    why: str
    refused: bool  # even on demand


def disagreement(
    function: Callable[..., Any],
    kernel: Any,
    values: Floats,
    offsets: NDArray[np.int64],
    columns: Columns,
    names: tuple[str, ...] | None,
) -> Objection | None:
    """Return where the two differ and how, None where they agree.

    Values agree within 1e-12 of the value or, where it is smaller, of its median size in all
    trials: a value may be what is left of a cancellation. NaN agrees with NaN. Where Python
    raises, the compiled function must raise or give a value that is not finite, for then the
    replicate is computed in Python. Where only the compiled function raises, for it divides
    NumPy's numbers by zero like Python's, the same holds; but if it does so on the data or in
    most trials, the Python function is quicker, and the compiled one for who demands it.
    """
    p = 1 if names is None else len(names)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        seen = [
            (
                name,
                _by_python(function, columns.of(flat.copy(), edges), names),
                _by_kernel(kernel, flat.copy(), edges, p),
            )
            for name, flat, edges in _trials(values, offsets)
        ]
    size = _typical_size([found for _, found, _ in seen], p)
    for name, expected, found in seen:
        if not _same(expected, found, size):
            told = f"compiled it gives {_told(found)} and in Python {_told(expected)} {name}"
            return Objection(told, refused=True)
    return _mostly_stopped([(expected, found) for _, expected, found in seen])


def _mostly_stopped(seen: list[tuple[Floats | Exception, Floats | Exception]]) -> Objection | None:
    stopped = [
        isinstance(found, Exception) and not isinstance(expected, Exception)
        for expected, found in seen
    ]
    if not stopped[0] and 2 * sum(stopped) <= len(stopped):
        return None
    where = "the data" if stopped[0] else "most resamples"
    told = f"on {where} it divides a number of NumPy's by zero, which stops compiled code"
    return Objection(told, refused=False)


def _trials(values: Floats, offsets: NDArray[np.int64]) -> Iterator[Trial]:
    """Yield flat resamples; columns of one length lose and repeat the same rows."""
    parts = np.split(values, offsets[1:-1])
    sizes = [len(part) for part in parts]
    leader = parts if len(set(sizes)) > 1 else [parts[0]] * len(parts)
    yield "on the data", values, offsets
    extremes: dict[str, Any] = {"smallest": np.argmin, "largest": np.argmax}
    if min(sizes) > 1:
        for name, extreme in extremes.items():
            rows = [np.delete(np.arange(len(part)), extreme(part)) for part in leader]
            yield f"without the row of the {name} value", *_taken(parts, rows)
    rows = [np.full(n, n // 2) for n in sizes]
    yield "on a resample of one row only", *_taken(parts, rows)
    for name, extreme in extremes.items():
        rows = [np.full(len(part), extreme(part)) for part in leader]
        yield f"on a resample of only the row of the {name} value", *_taken(parts, rows)
    rows = [np.arange(n) // 2 * 2 for n in sizes]
    yield "on a resample of pairs", *_taken(parts, rows)
    rng = np.random.Generator(np.random.PCG64(_SEED))
    for _ in range(_RANDOM):
        drawn = {n: rng.integers(n, size=n) for n in dict.fromkeys(sizes)}
        yield "on a resample", *_taken(parts, [drawn[n] for n in sizes])


def _taken(parts: list[Floats], rows: list[NDArray[Any]]) -> tuple[Floats, NDArray[np.int64]]:
    taken = [part[chosen] for part, chosen in zip(parts, rows, strict=True)]
    return np.concatenate(taken), np.cumsum([0, *map(len, taken)]).astype(np.int64)


def _by_python(
    function: Callable[..., Any], arguments: tuple[Any, ...], names: tuple[str, ...] | None
) -> Floats | Exception:
    try:
        return as_row(function(*arguments), names)
    except Exception as error:  # the user's function may raise anything
        return error


def _by_kernel(kernel: Any, flat: Floats, offsets: NDArray[np.int64], p: int) -> Floats | Exception:
    out = np.full(p, np.nan)
    try:
        kernel(flat, offsets, np.empty(0), out)
    except Exception as error:  # as above
        return error
    return out


def _typical_size(found: list[Floats | Exception], p: int) -> Floats:
    rows = np.array([row for row in found if not isinstance(row, Exception)]).reshape(-1, p)
    finite = [np.abs(column[np.isfinite(column)]) for column in rows.T]
    return np.array([np.median(sizes) if len(sizes) else 0.0 for sizes in finite])


def _same(expected: Floats | Exception, found: Floats | Exception, size: Floats) -> bool:
    if isinstance(expected, Exception):
        return isinstance(found, Exception) or not np.isfinite(found).all()
    if isinstance(found, Exception):
        return isinstance(found, ZeroDivisionError)
    with np.errstate(all="ignore"):
        slack = _RELATIVE * np.maximum(np.abs(expected), size)
        near = np.abs(expected - found) <= slack
    same = (expected == found) | (np.isnan(expected) & np.isnan(found))
    return bool((same | (near & np.isfinite(expected))).all())


def _told(found: Floats | Exception) -> str:
    if isinstance(found, Exception):
        return f"{type(found).__name__}: {found}"
    return f"{found[0]:.17g}" if len(found) == 1 else str(found)

"""Any Python callable, one resample at a time or a block of them (``axis=-1``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.errors import StatisticError
from bootes.protocols import BLOCK, Evaluation, Failure, Floats, Key, Sampler

__all__ = ["PythonStatistic", "VectorizedStatistic", "as_row", "component_names"]

_SCRATCH_BYTES = 64 * 2**20
_SHOWN = 40  # characters of a bad value in a message


def component_names(value: Any) -> tuple[str, ...] | None:
    """Return the names of the components of a statistic's value; None for a scalar.

    A dict, a named tuple and a pandas Series have names; those of arrays are their places.
    """
    names = _own_names(value)
    found = tuple(map(str, range(_size(value)))) if names is None else names
    if not found:
        msg = f"the statistic returned {value!r}, which has no components{_ALLOWED}"
        raise StatisticError(msg)
    return found if names is not None or np.ndim(value) else None


def _size(value: Any) -> int:
    try:
        return int(np.size(value))
    except (TypeError, ValueError):  # rows of different lengths are no array
        raise _not_numbers(value) from None


def _own_names(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, Mapping):
        return tuple(map(str, value))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tuple(map(str, value._fields))
    if type(value).__name__ == "Series" and hasattr(value, "index"):
        return tuple(map(str, value.index))
    return None


def as_row(value: Any, names: tuple[str, ...] | None) -> Floats:
    """Return a statistic's value as one row of floats.

    Raises
    ------
    StatisticError
        If it is None, not numeric, or has another shape or other names than on the original data.
    """
    if names is None and isinstance(value, float):  # the common case, np.float64 included
        return np.array((value,))
    own = None if isinstance(value, np.ndarray) else _own_names(value)
    if isinstance(value, Mapping):
        value = list(value.values())
    if own is not None and own != names:
        value = _in_order(value, own, names)
    if isinstance(value, np.ma.MaskedArray):
        masked: Any = value.astype(np.float64)
        value = masked.filled(np.nan)
    row = _numbers(value)
    if row.shape != (() if names is None else (len(names),)):
        msg = (
            f"the statistic returned {_of_shape(row.shape)}, and {_told(names)} on the data"
            if row.ndim < 2
            else f"the statistic returned {_of_shape(row.shape)}{_ALLOWED}"
        )
        raise StatisticError(msg)
    return row.reshape(-1)


def _in_order(values: Any, own: tuple[str, ...], names: tuple[str, ...] | None) -> list[Any]:
    """Return values in the order of the names on the data; those must be the same."""
    if names is None or len(set(own)) < len(own) or sorted(own) != sorted(names):
        msg = f"the statistic returned the names {', '.join(own)}, and {_told(names)} on the data"
        raise StatisticError(msg)
    by_name = dict(zip(own, values, strict=True))
    return [by_name[name] for name in names]


_ALLOWED = "; it must return a number, a one-dimensional array or a dict of numbers"


def _numbers(value: Any) -> Floats:
    """Return real numbers as floats; text, complex numbers and None are none."""
    try:
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            return array.astype(np.float64)
        if array.dtype == object and not any(one is None for one in array.ravel()):
            return array.astype(np.float64)
    except (TypeError, ValueError):
        pass
    raise _not_numbers(value)


def _not_numbers(value: Any) -> StatisticError:
    shown = repr(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
    return StatisticError(f"the statistic returned {shown}{_ALLOWED}")


def _of_shape(shape: tuple[int, ...]) -> str:
    return "a number" if shape == () else f"an array of shape {shape}"


def _told(names: tuple[str, ...] | None) -> str:
    if names is None or names == tuple(map(str, range(len(names)))):
        return _of_shape(() if names is None else (len(names),))
    return f"the names {', '.join(names)}"


@dataclass(frozen=True)
class PythonStatistic:
    """One call per resample, on a scratch copy that the function may overwrite."""

    name: str
    function: Callable[..., Any]
    names: tuple[str, ...] | None
    reason: str
    rounding: str = "value"
    centre: float | None = None
    tail: str = "both"
    is_builtin: bool = False  # the Python form of a row of the table of built-ins

    form = "python"
    unit = 1

    @property
    def n_components(self) -> int:
        """The number of values per resample."""
        return 1 if self.names is None else len(self.names)

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        width = block_width(sampler)
        block = np.empty((min(width, stop - start), int(sampler.offsets[-1])))
        values = np.full((stop - start, self.n_components), np.nan)
        failures: list[Failure] = []
        for low in range(start, stop, width):
            high = min(low + width, stop)
            failed = sampler.draw(key, low, high, block[: high - low])
            drawn = np.ones(high - low, bool)
            drawn[[failure.replicate - low for failure in failed]] = False
            failures += failed
            for i in np.flatnonzero(drawn):
                try:
                    value = self.function(*sampler.arguments(block[i]))
                    values[low + i - start] = as_row(value, self.names)
                except Exception as error:  # the user's function may raise anything
                    failures.append(Failure(int(low + i), type(error).__name__, str(error), error))
        return Evaluation(values, failures)

    def identity(self) -> tuple[Any, ...]:
        """Return the form and the function."""
        return (self.form, self.function, self.names)


@dataclass(frozen=True)
class VectorizedStatistic:
    """One call per block of resamples, along ``axis=-1``.

    Blocks are always whole, whatever range is asked for, so that no value depends on it.
    """

    name: str
    function: Callable[..., Any]
    names: None
    reason: str
    rounding: str = "value"
    centre: float | None = None

    form = "vectorized"
    n_components = 1
    unit = BLOCK

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        width = block_width(sampler)
        first = start - start % width
        last = stop + (-stop) % width
        values = np.full((last - first, 1), np.nan)
        failures: list[Failure] = []
        block = np.empty((width, int(sampler.offsets[-1])))
        for low in range(first, last, width):
            part, failed = self._window(sampler, key, low, block)
            values[low - first : low - first + width, 0] = part
            failures += failed
        inside = [failure for failure in failures if start <= failure.replicate < stop]
        return Evaluation(np.ascontiguousarray(values[start - first : stop - first]), inside)

    def _window(
        self, sampler: Sampler, key: Key, low: int, block: Floats
    ) -> tuple[Floats, list[Failure]]:
        failed = list(draw_padded(sampler, key, low, block))
        undrawn = [failure.replicate - low for failure in failed]
        try:
            values = self.of(sampler.arguments(block))
            if undrawn:
                values = np.where(np.isin(range(len(block)), undrawn), np.nan, values)
            return values, failed
        except Exception:  # the user's function may raise anything: find out for which resample
            return self._one_by_one(sampler, key, low, block, failed)

    def _one_by_one(
        self, sampler: Sampler, key: Key, low: int, block: Floats, failed: list[Failure]
    ) -> tuple[Floats, list[Failure]]:
        draw_padded(sampler, key, low, block)
        undrawn = {failure.replicate - low for failure in failed}
        values = np.full(len(block), np.nan)
        for i in range(len(block)):
            if i in undrawn:
                continue
            try:
                values[i] = self.of(sampler.arguments(block[i : i + 1]))[0]
            except Exception as error:  # as above
                failed.append(Failure(low + i, type(error).__name__, str(error), error))
        return values, failed

    def alone(self, sampler: Sampler, key: Key, replicate: int) -> Evaluation:
        """Return the value of one resample, for where its block does not come to an end."""
        block = np.empty((1, int(sampler.offsets[-1])))
        failures = list(sampler.draw(key, replicate, replicate + 1, block))
        values = np.full((1, 1), np.nan)
        if not failures:
            try:
                values[0] = self.of(sampler.arguments(block))
            except Exception as error:  # as above
                failures.append(Failure(replicate, type(error).__name__, str(error), error))
        return Evaluation(values, failures)

    def of(self, arguments: tuple[Any, ...]) -> Floats:
        """Return the values of a block, checked for their shape."""
        value = _numbers(self.function(*arguments, axis=-1))
        if value.shape != arguments[0].shape[:1]:
            msg = (
                f"the vectorized statistic returned shape {value.shape} for resamples of shape "
                f"{arguments[0].shape}; it must reduce axis=-1 and return shape "
                f"{arguments[0].shape[:1]}. Pass vectorized=False for one call per resample."
            )
            raise StatisticError(msg)
        return value

    def identity(self) -> tuple[Any, ...]:
        """Return the form and the function."""
        return (self.form, self.function)


def block_width(sampler: Sampler) -> int:
    """Return the largest power of two up to 256 whose scratch fits 64 MB."""
    rows = _SCRATCH_BYTES // (8 * max(1, int(sampler.offsets[-1])))
    return int(min(BLOCK, 2 ** max(0, rows.bit_length() - 1)))


def draw_padded(sampler: Sampler, key: Key, low: int, block: Floats) -> list[Failure]:
    """Fill the whole block; beyond the end of an enumeration it starts over."""
    if sampler.total is None:
        return list(sampler.draw(key, low, low + len(block), block))
    distinct = min(sampler.total, len(block))
    first = low % sampler.total
    whole = min(distinct, sampler.total - first)  # before it starts over
    sampler.draw(key, first, first + whole, block[:whole])
    if whole < distinct:
        sampler.draw(key, 0, distinct - whole, block[whole:distinct])
    block[distinct:] = block[np.arange(distinct, len(block)) % distinct]
    return []

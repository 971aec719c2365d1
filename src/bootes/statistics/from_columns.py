"""Built-in statistics of tables: of every column, or the largest of all columns."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes.errors import DataError, DegenerateWarning, InputTypeError, warn
from bootes.protocols import Floats, KernelReference, Sampler, Statistic
from bootes.statistics.builtin import Builtin
from bootes.statistics.column_sampler import as_source, by_rows, columns_of
from bootes.statistics.columnwise import ColumnwiseStatistic
from bootes.statistics.from_builtin import check_samples, from_builtin
from bootes.statistics.max_abs import MaxAbs
from bootes.statistics.python import PythonStatistic
from bootes.statistics.recognise import recognise
from bootes.statistics.sums import RECIPES

__all__ = ["columnwise"]

_NO_KEY = np.zeros(2, np.uint64)
_ROWS = KernelReference("bootes._kernels.resample", "fill_rows")


def columnwise(statistic: Any, original: Sampler, compile: bool | str = "auto") -> Statistic | None:
    """Return a built-in statistic of every column of tables; None where it is of other data.

    That is the name of a statistic of k samples where the data are k tables of d columns each, or
    a recognised function that gives d values for such data.

    Raises
    ------
    InputTypeError, DataError
        If the largest of columns is asked for of another statistic or of other data, or the
        tables have not the rows or values that the statistic needs.
    """
    if isinstance(statistic, MaxAbs):
        return _largest(statistic, original, compile)
    shape = _shape(original)
    builtin = None if shape is None else recognise(statistic, compile)
    if shape is None or builtin is None or not _is_of(builtin, shape[0]):
        return None
    named = isinstance(statistic, str | Builtin)
    found = _of_columns(builtin, original, *shape, named=named)
    if not named and not _agrees(statistic, found, original):
        return None
    return _in_python(builtin, found) if compile is False else found


def _largest(statistic: MaxAbs, original: Sampler, compile: bool | str) -> Statistic:
    asked = statistic.statistic
    if not isinstance(asked, str | Builtin):
        msg = (
            f"max_abs is of a built-in statistic by its name, such as max_abs('welch_t'), and was "
            f"given {asked!r}. Reduce the columns in a function of your own instead."
        )
        raise InputTypeError(msg)
    shape, builtin = _shape(original), recognise(asked)
    assert builtin is not None
    if shape is None or not _is_of(builtin, shape[0]):
        raise _other_data(statistic.name, builtin, original)
    found = _of_columns(builtin, original, *shape, named=True)
    found = _reduced(statistic.name, found, original)
    return _in_python(builtin, found) if compile is False else found


def _shape(original: Sampler) -> tuple[int, int] | None:
    """Return the number of tables and of the columns that each of them has."""
    tables = original.arguments(original.source[:-1])
    widths = {array.shape[1] if np.ndim(array) == 2 else 0 for array in tables}
    return (len(tables), widths.pop()) if len(widths) == 1 and 0 not in widths else None


def _is_of(builtin: Builtin, tables: int) -> bool:
    return tables >= builtin.n_samples if builtin.or_more else tables == builtin.n_samples


def _of_columns(
    builtin: Builtin, original: Sampler, tables: int, width: int, *, named: bool
) -> ColumnwiseStatistic:
    columns, rows = columns_of(original, tables, width), by_rows(original, tables, width)
    for j in range(width if builtin.binary else 1):
        one = replace(rows, source=as_source([part[j] for part in columns]))
        try:
            check_samples(builtin, one)
        except DataError as error:
            msg = f"column {j}: {error}" if builtin.binary else str(error)
            raise DataError(msg) from None
    recipe = RECIPES.get(builtin.name.partition("(")[0])
    how = "built-in" if named else f"recognised as {builtin.name!r}:"
    return ColumnwiseStatistic(
        builtin.name,
        from_builtin(builtin, one, named=named),
        tables,
        width,
        np.arange(width),
        tuple(map(str, range(width))),
        f"{how} {'sums of drawn rows' if recipe else 'kernel, column by column'}",
        builtin.rounding,
        recipe,
        builtin.centre,
        builtin.tail,
    )


def _agrees(function: Any, found: ColumnwiseStatistic, original: Any) -> bool:
    """Whether a recognised function gives the values of the kernels, on the data and rows drawn."""
    drawn = replace(original, kind="rows", fill=_ROWS, total=None)
    for sampler in (original, drawn) if found.tables == 1 else (original,):
        block = np.empty((1, int(original.offsets[-1])))
        sampler.draw(_NO_KEY, 0, 1, block)
        expected = found.evaluate(sampler, _NO_KEY, 0, 1).values[0]
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = np.asarray(function(*sampler.arguments(block[0])), np.float64)
        except Exception:  # the function may raise anything: it runs itself, and says so
            return False
        slack = 1e-9 * np.nanmax(np.abs(expected), initial=0.0)
        if value.shape != expected.shape or not np.allclose(
            value, expected, rtol=1e-9, atol=slack, equal_nan=True
        ):
            return False
    return True


def _reduced(name: str, found: ColumnwiseStatistic, original: Sampler) -> ColumnwiseStatistic:
    """Return the largest of the columns that have a value on the data."""
    values = found.evaluate(original, _NO_KEY, 0, 1).values[0]
    kept = np.flatnonzero(~np.isnan(values))
    if 0 < len(kept) < found.width:
        first = int(np.isnan(values).argmax())
        warn(
            f"{found.width - len(kept)} of {found.width} columns (the first is column {first}) "
            f"have no {found.name} on the data, being constant for example, and take no part.",
            DegenerateWarning,
        )
    return replace(
        found,
        name=name,
        kept=kept if len(kept) else found.kept,
        names=None,
        reason=f"{found.reason}, the largest",
        centre=0.0,
        tail="upper",
    )


@dataclass(frozen=True)
class _EachColumn:
    """The Python form: a function of one column of each table, for every column."""

    of_column: Any
    columns: tuple[int, ...]
    largest_from: float | None

    def __call__(self, *tables: Floats) -> Any:
        values = [self.of_column(*(table[:, j] for table in tables)) for j in self.columns]
        if self.largest_from is None:
            return np.array(values, np.float64)
        return np.max(np.abs(np.array(values, np.float64) - self.largest_from))


def _in_python(builtin: Builtin, found: ColumnwiseStatistic) -> PythonStatistic:
    function = _EachColumn(
        builtin.python,
        tuple(found.kept.tolist()),
        (builtin.centre or 0.0) if found.largest else None,
    )
    return PythonStatistic(
        found.name,
        function,
        found.names,
        "compile=False",
        rounding=found.rounding,
        centre=found.centre,
        tail=found.tail,
        is_builtin=True,
    )


def _other_data(name: str, builtin: Builtin, original: Sampler) -> DataError:
    arrays = original.arguments(original.source[:-1])
    shapes = " and ".join(str(np.shape(array)) for array in arrays)
    one = builtin.n_samples == 1
    msg = (
        f"{name} needs {builtin.n_samples} table{'' if one else 's'} of rows, shape (n, d), with "
        f"the same d, and the data have shape {shapes}. Pass "
        f"{'one matrix' if one else 'a tuple of matrices (X, Y)'}."
    )
    return DataError(msg)

"""What a table of counts must hold to be the one we mean."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from bootes.errors import DataError

if TYPE_CHECKING:
    from bootes.tables import Table

Counts = npt.NDArray[np.int64]


class Facts(NamedTuple):
    """Facts about a table of counts, from coarse to fine, that together identify it."""

    names: tuple[str, ...]
    n_rows: int
    totals: tuple[int, ...]
    sha256: str


def facts(columns: Mapping[str, Counts]) -> Facts:
    """Return the facts of a table.

    The hash is of its canonical form in UTF-8: a line of names and a line for each row, cells
    joined by commas, each line ended by a line feed. Copies of one table that differ in comments,
    line ends, quotes or separators have one canonical form.
    """
    names = tuple(columns)
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    text = "".join(",".join(map(str, line)) + "\n" for line in [names, *rows])
    totals = tuple(int(values.sum()) for values in columns.values())
    n_rows = len(next(iter(columns.values())))
    return Facts(names, n_rows, totals, hashlib.sha256(text.encode("utf-8")).hexdigest())


def checked_counts(table: Table, expected: Facts) -> dict[str, Counts]:
    """Return the columns of a table that has the expected facts.

    Raises
    ------
    bootes.errors.DataError
        If it has not; the message says what differs.
    """
    if table.columns != expected.names:
        found, wanted = ", ".join(table.columns), ", ".join(expected.names)
        difference = f"its columns are {found} instead of {wanted}"
    else:
        columns = {name: _counts(table, name) for name in table.columns}
        difference = _difference(facts(columns), expected)
        if not difference:
            return columns
    message = f"{table.source} is not the table that was expected: {difference}."
    raise DataError(message)


def _counts(table: Table, name: str) -> Counts:
    values = table.numbers(name)
    bad = values[~((values >= 0) & (values == np.floor(values)) & (values < 2**53))]
    if bad.size:
        message = f"{table.source}: column {name!r} holds {bad[0]}, which is not a count."
        raise DataError(message)
    return values.astype(np.int64)


def _difference(found: Facts, expected: Facts) -> str:
    if found.n_rows != expected.n_rows:
        return f"it has {found.n_rows} rows instead of {expected.n_rows}"
    for name, total, wanted in zip(found.names, found.totals, expected.totals, strict=True):
        if total != wanted:
            return f"column {name!r} adds up to {total} instead of {wanted}"
    if found.sha256 != expected.sha256:
        return "its columns have the right totals but other values or another order of rows"
    return ""

"""The simulated tables that bootes ships; ``tools/simulate_data.py`` in its sources wrote them."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any, Literal

import numpy as np

from bootes.tables import Table, read_csv

from .frames import as_frame, frame_kind

Frame = Literal["pandas", "polars", "dict"]


def transcript_counts(*, frame: Frame | None = None) -> Any:
    """Return simulated counts of the transcripts of four genes in 279 cells.

    Each column is drawn independently from a negative binomial with the estimates that the
    lesson "Parallel bootstrap calculations" (BE/Bi 103) prints for the measured counts, which
    `singer_transcript_counts` returns.

    Parameters
    ----------
    frame : {"pandas", "polars", "dict"}, optional
        What to return. By default a pandas DataFrame if pandas is installed, else a polars one,
        else a dict of NumPy arrays.

    Returns
    -------
    DataFrame, or dict of str to ndarray
        Columns ``Rex1``, ``Rest``, ``Nanog``, ``Prdm14``: int64, shape (279,). A fresh copy.

    Raises
    ------
    bootes.errors.UnknownNameError
        If `frame` is not one of the three.
    bootes.errors.MissingPackageError
        If the package asked for is not installed.

    Examples
    --------
    >>> from bootes.datasets import transcript_counts
    >>> counts = transcript_counts(frame="dict")
    >>> list(counts), counts["Nanog"].shape
    (['Rex1', 'Rest', 'Nanog', 'Prdm14'], (279,))
    """
    kind = frame_kind(frame)
    table = _shipped("transcript_counts.csv")
    columns = {name: table.numbers(name).astype(np.int64) for name in table.columns}
    return as_frame(columns, kind)


def two_groups(*, frame: Frame | None = None) -> Any:
    """Return a simulated measurement of 50 cases and 50 controls that differ clearly.

    Student's t-test and the Mann-Whitney test, both two-sided, give a p-value near 1e-8: the
    situation of the text "Parallelizing Bootstrapped Distributions in iPython", where ten million
    permutations are just too few to see the p-value.

    Parameters
    ----------
    frame : {"pandas", "polars", "dict"}, optional
        What to return. By default a pandas DataFrame if pandas is installed, else a polars one,
        else a dict of NumPy arrays.

    Returns
    -------
    DataFrame, or dict of str to ndarray
        Columns ``value`` (float64, two decimals) and ``group`` (``case`` or ``control``), shape
        (100,). A fresh copy.

    Raises
    ------
    bootes.errors.UnknownNameError
        If `frame` is not one of the three.
    bootes.errors.MissingPackageError
        If the package asked for is not installed.

    Examples
    --------
    >>> from bootes.datasets import two_groups
    >>> table = two_groups(frame="dict")
    >>> case = table["value"][table["group"] == "case"]
    >>> control = table["value"][table["group"] == "control"]
    >>> case.size, control.size, f"{case.mean() - control.mean():.3f}"
    (50, 50, '1.222')
    """
    kind = frame_kind(frame)
    table = _shipped("two_groups.csv")
    return as_frame({"value": table.numbers("value"), "group": np.array(table.text("group"))}, kind)


def _shipped(name: str) -> Table:
    with as_file(files(__package__) / "data" / name) as path:
        return read_csv(path)

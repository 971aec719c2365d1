"""The measured transcript counts of the first lesson."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bootes.errors import InputTypeError
from bootes.tables import read_csv

from .counts import Facts, checked_counts
from .download import NAME, downloaded
from .frames import as_frame, frame_kind

if TYPE_CHECKING:
    from .simulated import Frame

MEASURED = Facts(
    names=("Rex1", "Rest", "Nanog", "Prdm14"),
    n_rows=279,
    totals=(38604, 20906, 24479, 1265),
    sha256="35e2c6883136b1e1d033e52fd778d5651afd46fef52981f620a964984ce9120b",
)


def singer_transcript_counts(
    path: str | os.PathLike[str] | None = None, *, frame: Frame | None = None
) -> Any:
    """Return measured counts of the transcripts of four genes in 279 mouse embryonic stem cells.

    The table is looked for in this order, and only the first that is given is used:

    1. `path`;
    2. the environment variable ``BOOTES_DATA``;
    3. the copy that an earlier call has downloaded;
    4. the address that the lesson "Parallel bootstrap calculations" (BE/Bi 103) prints. The file
       is kept in the cache folder of the user.

    The last two need ``pip install 'bootes[data]'``.

    Whatever the source, names and values are checked against a SHA-256 hash. Comment lines and
    line ends, in which copies of the file differ, do not matter.

    Parameters
    ----------
    path : str or path-like, optional
        A copy of ``singer_transcript_counts.csv``, or the folder that holds it; so may
        ``BOOTES_DATA`` be.
    frame : {"pandas", "polars", "dict"}, optional
        What to return. By default a pandas DataFrame if pandas is installed, else a polars one,
        else a dict of NumPy arrays.

    Returns
    -------
    DataFrame, or dict of str to ndarray
        Columns ``Rex1``, ``Rest``, ``Nanog``, ``Prdm14``: int64, shape (279,). A fresh copy.

    Raises
    ------
    bootes.tables.FileError
        If there is no such file, or it cannot be downloaded. Also an `OSError`.
    bootes.errors.DataError
        If the file holds another table; the message says what differs.
    bootes.errors.MissingPackageError
        If the download, or the frame asked for, needs a package that is not installed.

    See Also
    --------
    transcript_counts : a simulated table like it, which needs no network.

    References
    ----------
    Z. S. Singer, J. Yong, J. Tischler and others, "Dynamic heterogeneity and DNA methylation in
    embryonic stem cells", Molecular Cell 55 (2014) 319-331, doi:10.1016/j.molcel.2014.06.029.

    Examples
    --------
    >>> from bootes.datasets import singer_transcript_counts
    >>> counts = singer_transcript_counts()  # doctest: +SKIP
    """
    kind = frame_kind(frame)
    given = path if path is not None else os.environ.get("BOOTES_DATA") or None
    table = read_csv(downloaded(_check) if given is None else _file(given))
    return as_frame(checked_counts(table, MEASURED), kind)


def _file(given: str | os.PathLike[str]) -> Path:
    try:
        path = Path(os.path.expanduser(given))
    except TypeError:
        message = f"path must be a str or path-like, got {type(given).__name__}."
        raise InputTypeError(message) from None
    return path / NAME if path.is_dir() else path


def _check(path: Path) -> None:
    checked_counts(read_csv(path), MEASURED)

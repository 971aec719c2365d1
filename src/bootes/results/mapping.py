"""Results of several columns or groups, with one tidy table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = ["ResultMapping"]

Result = TypeVar("Result")


class ResultMapping(Mapping[Any, Result], Generic[Result]):
    """Results by column, or by (group, column); shown and tabulated together."""

    def __init__(self, results: Mapping[Any, Result]) -> None:
        self._results: dict[Any, Result] = dict(results)

    def __getitem__(self, label: Any) -> Result:
        return self._results[label]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def to_frame(self, backend: str | None = None) -> Any:
        """Return one row per column (or group) and component, as a pandas or polars frame."""
        from bootes.results.frame import frame_of
        from bootes.results.rows import rows_of

        return frame_of([row for result in self.values() for row in rows_of(result)], backend)

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write every result to a file of its own, in a folder that :func:`bootes.load` reads.

        Parameters
        ----------
        path : path
            The folder, which is made. It must not hold results of anything else.
        overwrite : bool
            Whether files that are none of bootes, and are in the way, are replaced.

        Returns
        -------
        pathlib.Path
            The folder.

        Raises
        ------
        StorageError
            If it cannot be written.
        InputTypeError
            If a label is neither text nor a number, nor a tuple of these.
        """
        from bootes.results.saving import save

        return save(self, path, overwrite=overwrite)

    def plot(self, **options: Any) -> Any:
        """Return a Bokeh layout of interval plots, one per parameter."""
        from bootes.results.figures import mapping_figure

        return mapping_figure(self, **options)

    def __repr__(self) -> str:
        from bootes.results.text import mapping_text

        return mapping_text(self)

    def _repr_html_(self) -> str:
        from bootes.results.html import mapping_html

        return mapping_html(self)

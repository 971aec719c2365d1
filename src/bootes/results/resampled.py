"""What every result of a run answers: its failures, its resamples, its table."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from bootes._core.plan import Plan
from bootes.results.call import Call
from bootes.results.replay import replay
from bootes.results.replicates import Kept

__all__ = ["Resampled"]


class Resampled:
    """The part of a result that follows from its plan and what was kept of its run."""

    _plan: Plan
    _kept: Kept
    _call: Call | None

    @property
    def n_resamples(self) -> int:
        """The number of resamples, failed ones included."""
        return self._plan.n_resamples

    @property
    def n_failed(self) -> int:
        """How many replicates failed."""
        return sum(self.failures.values())

    @property
    def failures(self) -> Mapping[str, int]:
        """How many replicates failed, by kind."""
        return self._kept.failures

    @property
    def failed(self) -> list[tuple[int, str, str]]:
        """The first failures as (replicate, kind, message); see :meth:`replay`."""
        return self._kept.failed

    def _failure_text(self) -> str:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in self.failures.items())
        return f"{self.n_failed} of {self.n_resamples} replicates failed ({kinds})"

    def replay(
        self, i: int, *, data: Any = None, statistic: Any = None, weights: Any = None
    ) -> NDArray[Any] | tuple[NDArray[Any], ...]:
        """Return resample ``i`` itself: the data whose statistic is replicate ``i``.

        Parameters
        ----------
        i : int
            The number of the replicate, from 0.
        data, statistic, weights : optional
            For a loaded result, which has none: those of the call. They are compared with it.

        Raises
        ------
        InputError
            If ``i`` is not from 0 to n_resamples - 1; if a loaded result gets no data; if what
            is given is not what the result is of.
        """
        if data is None or self._call is None:
            return replay(self._plan, i)
        return replay(self._call.revive(self, data, statistic, weights)._plan, i)

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the result to a file that :func:`bootes.load` reads.

        The leave-one-out values of BCa are computed now, where it is the method of the result.

        Parameters
        ----------
        path : path
            A file of bootes that is there is replaced.
        overwrite : bool
            Whether any other file is replaced, too.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        StorageError
            If it cannot be written; an old file then stays as it was.
        """
        from bootes.results.saving import save

        return save(self, path, overwrite=overwrite)

    def to_frame(self, backend: str | None = None) -> Any:
        """Return one row per component, as a pandas or polars frame."""
        from bootes.results.frame import frame_of
        from bootes.results.rows import rows_of

        return frame_of(rows_of(self), backend)

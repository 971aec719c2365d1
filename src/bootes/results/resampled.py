"""What every result of a run answers: its failures, its resamples, its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from bootes._core.plan import Plan
from bootes.results.replay import replay
from bootes.results.replicates import Kept

__all__ = ["Resampled"]


class Resampled:
    """The part of a result that follows from its plan and what was kept of its run."""

    _plan: Plan
    _kept: Kept

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

    def replay(self, i: int) -> NDArray[Any] | tuple[NDArray[Any], ...]:
        """Return resample ``i`` itself: the data whose statistic is replicate ``i``.

        Raises
        ------
        InputError
            If ``i`` is not from 0 to n_resamples - 1.
        """
        return replay(self._plan, i)

    def to_frame(self, backend: str | None = None) -> Any:
        """Return one row per component, as a pandas or polars frame."""
        from bootes.results.frame import frame_of
        from bootes.results.rows import rows_of

        return frame_of(rows_of(self), backend)

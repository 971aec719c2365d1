"""How far a whole run is: counted here, shown by one of several displays."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from bootes._core.pace import Pace
from bootes._core.progress_bar import Bar, in_notebook
from bootes._core.progress_calls import Calls
from bootes._core.progress_lines import Lines
from bootes._core.progress_update import ProgressOption, ProgressUpdate

__all__ = ["Progress"]

_EVERY_S = 0.1


class _Display(Protocol):
    def show(self, update: ProgressUpdate) -> None:
        """Show how far it is."""

    def end(self, update: ProgressUpdate, *, complete: bool) -> None:
        """Show how far it came; ``complete`` is whether that is the end."""


class Progress:
    """Counts replicates and failures; shows them at most ten times a second.

    ``show=None`` shows a bar in a terminal or a notebook, for runs of more than half a second;
    True writes lines where there is neither; a function is called. Everything happens in the
    thread that tells it, and nothing is shown of a run of no resamples.
    """

    def __init__(
        self,
        show: ProgressOption,
        n_resamples: int,
        what: str,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._display = _display_for(show, n_resamples, what) if n_resamples else None
        self._what = what
        self._n_resamples = n_resamples
        self._n_done = self._n_resumed = self._n_failed = 0
        self._engine, self._workers = "serial", 1
        self._pace = Pace()
        self._clock = clock
        self._begin = clock()
        self._shown = float("-inf")

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._display is not None:
            seconds = self._clock() - self._begin
            rate = (self._n_done - self._n_resumed) / seconds if seconds else 0.0
            self._display.end(self._update(seconds, rate), complete=kind is None)

    def grow(self, n_resamples: int) -> None:
        """Tell that so many more replicates are to be done."""
        self._n_resamples += n_resamples

    def resumed(self, n_done: int, n_failed: int = 0) -> None:
        """Tell that so many replicates of all were there already; they are in no rate."""
        self._n_done += n_done
        self._n_resumed += n_done
        self._n_failed += n_failed

    def advance(self, n_done: int, n_failed: int, engine: str, workers: int) -> None:
        """Tell that so many more replicates are done, and how many of these failed."""
        self._n_done += n_done
        self._n_failed += n_failed
        self._engine, self._workers = engine, workers
        if self._display is None:
            return
        seconds = self._clock() - self._begin
        if seconds - self._shown >= _EVERY_S:
            self._shown = seconds
            rate = self._pace.rate(seconds, self._n_done - self._n_resumed)
            self._display.show(self._update(seconds, rate))

    def _update(self, seconds: float, rate: float) -> ProgressUpdate:
        missing = self._n_resamples - self._n_done
        left = missing / rate if rate else None
        return ProgressUpdate(
            what=self._what,
            n_done=self._n_done,
            n_resamples=self._n_resamples,
            n_resumed=self._n_resumed,
            n_failed=self._n_failed,
            seconds=seconds,
            rate=rate,
            seconds_left=left if missing else 0.0,
            engine=self._engine,
            workers=self._workers,
        )


def _display_for(show: ProgressOption, n_resamples: int, what: str) -> _Display | None:
    if callable(show):
        return Calls(show)
    if show is False or sys.stderr is None:
        return None
    if in_notebook() or sys.stderr.isatty():
        return Bar(n_resamples, what, patient=show is None)
    return Lines(sys.stderr) if show else None

"""Progress as lines of a log: for batch jobs, whose output nobody watches."""

from __future__ import annotations

import contextlib
from typing import TextIO

from bootes._core.progress_update import ProgressUpdate

__all__ = ["Lines"]

_FIRST_S = 10.0
_LEAST_S = 30.0
_LEAST_PART = 0.1
_MOST_S = 600.0  # a run of days shows that it lives


class Lines:
    """Writes a line after 10 s, then one per tenth of the run but not within 30 s; one at the end.

    Where a tenth takes longer than ten minutes, a line comes every ten minutes.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._seconds: float | None = None
        self._n_done = 0

    def show(self, update: ProgressUpdate) -> None:
        """Write a line if it is time for one."""
        if self._is_time(update):
            self._seconds, self._n_done = update.seconds, update.n_done
            self._write(_passing(update))

    def end(self, update: ProgressUpdate, *, complete: bool) -> None:
        """Write the last line; of a run that failed the error is it."""
        if complete:
            self._write(_last(update))

    def _is_time(self, update: ProgressUpdate) -> bool:
        if self._seconds is None:
            return update.seconds >= _FIRST_S
        waited = update.seconds - self._seconds
        much = update.n_done - self._n_done >= _LEAST_PART * update.n_resamples
        return waited >= (_LEAST_S if much else _MOST_S)

    def _write(self, text: str) -> None:
        # A full disk under the log must not cost the run.
        with contextlib.suppress(OSError):
            print(text, file=self._file, flush=True)


def _passing(update: ProgressUpdate) -> str:
    percent = int(100 * update.n_done / update.n_resamples)
    left = "" if update.seconds_left is None else f"{_spoken(update.seconds_left)} left, "
    return (
        f"bootes: {update.what}: {update.n_done:,} of {update.n_resamples:,} resamples "
        f"({percent} %), {_rate(update)}, {left}{_who(update)}"
    )


def _last(update: ProgressUpdate) -> str:
    before = f" ({update.n_resumed:,} were there)" if update.n_resumed else ""
    return (
        f"bootes: {update.what}: {update.n_done:,} resamples{before} in "
        f"{_spoken(update.seconds)}, {_rate(update)}, {_who(update)}"
    )


def _who(update: ProgressUpdate) -> str:
    return f"{update.n_failed:,} failed, {update.engine_and_workers}"


def _rate(update: ProgressUpdate) -> str:
    """Write a rate with two digits or more."""
    rate = update.rate
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.2g}/s"


def _spoken(seconds: float) -> str:
    """Write a time in its two largest units."""
    whole = round(seconds)
    if whole < 60:
        return f"{seconds:.1f} s" if whole < 10 else f"{whole} s"
    minutes, hours, days = whole // 60, whole // 3600, whole // 86_400
    if minutes < 60:
        return f"{minutes} min {whole % 60} s"
    if hours < 24:
        return f"{hours} h {minutes % 60} min"
    return f"{days} d {hours % 24} h"

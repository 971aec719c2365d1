"""Progress told to a function of the caller's."""

from __future__ import annotations

from collections.abc import Callable

from bootes._core.progress_update import ProgressUpdate

__all__ = ["Calls"]


class Calls:
    """Calls a function, at the end only of a run that is complete.

    What it raises is the caller's own, and ends the run as it is.
    """

    def __init__(self, function: Callable[[ProgressUpdate], object]) -> None:
        self._function = function

    def show(self, update: ProgressUpdate) -> None:
        """Call the function."""
        try:
            self._function(update)
        except Exception as error:
            error.add_note("Raised by the function that was passed as progress=.")
            raise

    def end(self, update: ProgressUpdate, *, complete: bool) -> None:
        """Call the function, if the run is complete."""
        if complete:
            self.show(update)

"""Progress as a bar in a terminal or a notebook."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sys
from typing import Any

from bootes._core.progress_update import ProgressUpdate

__all__ = ["Bar", "in_notebook"]

_DELAY_S = 0.5  # a run that is over sooner shows nothing, unless a bar was asked for


def in_notebook() -> bool:
    """Whether this process is a kernel of Jupyter, or of what is built on one."""
    shell = sys.modules.get("IPython")
    running: Any = shell.get_ipython() if shell is not None else None
    return any(kind.__name__ == "ZMQInteractiveShell" for kind in type(running).__mro__)


class Bar:
    """A bar of tqdm with failures, engine and workers; ``patient`` waits for half a second."""

    def __init__(self, n_resamples: int, what: str, *, patient: bool) -> None:
        self._bar = _kind()(
            total=n_resamples, desc=what, unit=" resamples", unit_scale=True,
            delay=_DELAY_S if patient else 0.0, mininterval=0.0, miniters=0,
            leave=True, **_window(),
        )  # fmt: skip

    def show(self, update: ProgressUpdate) -> None:
        """Move the bar."""
        bar = self._bar
        if bar.total != update.n_resamples:
            _stretch(bar, update.n_resamples)
        if found := update.n_resumed - bar.initial:
            # Not by update, which would take them into the rate.
            bar.initial += found
            bar.n += found
            bar.last_print_n += found
        failed = f", {update.n_failed:,} failed" if update.n_failed else ""
        bar.set_postfix_str(update.engine_and_workers + failed, refresh=False)
        bar.update(update.n_done - bar.n)

    def end(self, update: ProgressUpdate, *, complete: bool) -> None:
        """Move the bar, and leave it there."""
        self.show(update)
        self._bar.close()


def _kind() -> Any:
    if in_notebook() and importlib.util.find_spec("ipywidgets") is not None:
        from tqdm.notebook import tqdm
    else:
        from tqdm.std import tqdm
    return tqdm


def _window() -> dict[str, Any]:
    """Return how wide the bar is: as the window; some pseudo-terminals say that it has no size."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # not a terminal of the system
        if 0 in os.get_terminal_size(sys.stderr.fileno()):
            columns, lines = shutil.get_terminal_size()
            return {"ncols": columns - 1, "nrows": lines}
    return {"dynamic_ncols": True}


def _stretch(bar: Any, total: int) -> None:
    bar.total = total
    widget = getattr(bar, "container", None)
    if widget is not None:
        widget.children[1].max = total

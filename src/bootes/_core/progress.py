"""One progress bar for a whole run."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

__all__ = ["Progress"]

_DELAY_S = 0.5  # a run that is over sooner shows nothing


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    running: Any = shell.get_ipython() if shell is not None else None
    return running is not None and type(running).__name__ == "ZMQInteractiveShell"


class Progress:
    """A bar over replicates with failures and engine; silent where nobody would see it.

    ``show=None`` shows it in a terminal or a notebook, for runs of more than half a second.
    """

    def __init__(self, show: bool | None, n_resamples: int, what: str) -> None:
        self._bar: Any = None
        delay = _DELAY_S if show is None else 0.0
        if show is None:
            show = _in_notebook() or (sys.stderr is not None and sys.stderr.isatty())
        if show:
            from tqdm import tqdm

            self._bar = tqdm(
                total=n_resamples, desc=what, unit=" resamples", unit_scale=True,
                delay=delay, dynamic_ncols=True, leave=True,
            )  # fmt: skip

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def grow(self, n_resamples: int) -> None:
        """Tell that so many more replicates are to be done."""
        if self._bar is not None:
            self._bar.total += n_resamples

    def advance(self, n_done: int, n_failed: int, engine: str) -> None:
        """Tell that so many more replicates are done, and how many have failed so far."""
        if self._bar is not None:
            note = f"{engine}, {n_failed} failed" if n_failed else engine
            self._bar.set_postfix_str(note, refresh=False)
            self._bar.update(n_done)

"""Say why the first call takes so long."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from .remarks import remark

__all__ = ["told_when_slow"]

_PATIENCE_S = 2.0


@contextlib.contextmanager
def told_when_slow(patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Tell why it takes long if the block takes longer than loading the kernels should."""
    begin = time.perf_counter()
    waiting = "loading the kernels; the first time they are compiled, and kept on disk ..."
    timer = threading.Timer(patience_s, remark, ("note", waiting))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    seconds = time.perf_counter() - begin
    if seconds > patience_s:
        remark("note", f"the kernels are ready after {seconds:.0f} s.")

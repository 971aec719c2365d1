"""One thread per numerical library while chunks run in a worker process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

__all__ = ["one_thread_per_library"]

_lock = threading.Lock()
_inside = 0  # chunks that run in this process, one per thread
_process_wide = ExitStack()
_found: tuple[int, Any] = (0, None)  # how many modules were loaded, and what is among them


@contextmanager
def one_thread_per_library() -> Iterator[None]:
    """Hold BLAS, OpenMP and Numba to one thread, and put back what was before.

    To be entered once the plan is unpacked, when its libraries are loaded. BLAS counts its
    threads per process: the first chunk sets them and the last one puts them back. OpenMP and
    Numba count them per thread.
    """
    with ExitStack() as stack:
        libraries = _libraries()
        _enter(libraries)
        stack.callback(_leave)
        stack.enter_context(libraries.select(user_api="openmp").limit(limits=1))
        numba: Any = sys.modules.get("numba")
        if hasattr(numba, "set_num_threads"):
            stack.callback(numba.set_num_threads, numba.get_num_threads())
            numba.set_num_threads(1)
        yield


def _libraries() -> Any:
    """Return the loaded libraries; looking them up takes milliseconds."""
    global _found
    from threadpoolctl import ThreadpoolController

    n_modules, libraries = _found
    if libraries is None or n_modules != len(sys.modules):
        libraries = ThreadpoolController()
        _found = len(sys.modules), libraries
    return libraries


def _enter(libraries: Any) -> None:
    global _inside
    with _lock:
        if _inside == 0:
            _process_wide.enter_context(libraries.select(user_api="blas").limit(limits=1))
        _inside += 1


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        if _inside == 0:
            _process_wide.close()

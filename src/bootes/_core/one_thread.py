"""One thread per numerical library while chunks run in a worker process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
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

    To be entered once the plan is unpacked, when its libraries are loaded. OpenMP and Numba count
    threads per calling thread. Most BLAS count them per process: the first chunk sets them, and
    the last one puts them back.
    """
    with ExitStack() as stack:
        libraries = _libraries()
        of_thread = libraries.select(user_api="openmp", threading_layer="openmp")
        stack.enter_context(of_thread.limit(limits=1))
        _enter(libraries, of_thread)
        stack.callback(_leave)
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


def _enter(libraries: Any, of_thread: Any) -> None:
    global _inside
    others = [one.filepath for one in libraries.lib_controllers]
    others = [p for p in others if p not in {one.filepath for one in of_thread.lib_controllers}]
    with _lock:
        if _inside == 0:
            limit = libraries.select(filepath=others).limit
            _in_a_thread(lambda: _process_wide.enter_context(limit(limits=1)))
        _inside += 1


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        if _inside == 0:
            _in_a_thread(_process_wide.close)


def _in_a_thread(function: Callable[[], Any]) -> None:
    # threadpoolctl obeys only the thread that set a limit for as long as it lives, and the last
    # chunk need not be in the thread of the first one.
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()

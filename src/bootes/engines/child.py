"""Work in processes that we started: they must not outlive the process that they work for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

__all__ = ["end_child", "run_in_child", "watch_parent"]

_LOOK_S = 0.5
_watching = threading.Event()


def run_in_child(function: Callable[..., Any], /, *arguments: Any) -> Any:
    """Run a function in a worker of ours, which from then on ends when its parent is gone.

    Only pools of processes that we made are given this; other workers are not ours to end.
    """
    watch_parent()
    return function(*arguments)


def watch_parent(number: int | None = None) -> None:
    """End this process when its parent is gone.

    ``number`` is the parent's, where nothing stands between: it may have gone before this one
    came so far.
    """
    if not _watching.is_set():
        _watching.set()
        number = os.getppid() if number is None else number
        name = "bootes-parent-watch"
        threading.Thread(target=_watch, args=(number,), daemon=True, name=name).start()


def end_child(process: Any) -> None:
    """Kill a process that a pool of ours has started; loky's have no ``kill``."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _watch(number: int) -> None:
    # A fork server is the parent by number, and tells nothing of the process that we work for.
    process = multiprocessing.parent_process()
    sentinel = None if process is None else process.sentinel
    while os.getppid() == number:
        if sentinel is None:  # loky's workers have none
            time.sleep(_LOOK_S)
        elif wait([sentinel], _LOOK_S):
            break
    os._exit(1)

"""Run a line of Python in a new process."""

from __future__ import annotations

import subprocess
import sys
import time

__all__ = ["seconds_of", "text_of"]


def text_of(code: str) -> str:
    """Return what the code prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def seconds_of(code: str) -> float:
    """Return how long the process took, from its start to its end."""
    begin = time.perf_counter()
    text_of(code)
    return time.perf_counter() - begin

"""How many threads the parallel loops of Numba may use."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numba

__all__ = ["numba_threads"]


@contextlib.contextmanager
def numba_threads(threads: int) -> Iterator[None]:
    """Allow ``threads`` of them, inside ``with``."""
    before = numba.get_num_threads()
    numba.set_num_threads(threads)
    try:
        yield
    finally:
        numba.set_num_threads(before)

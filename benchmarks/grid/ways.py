"""What a peer offers for a task: one or more ways to run it, or the reason why none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Offer", "Way"]


@dataclass(frozen=True)
class Way:
    """``run(arrays, size, seed, threads)`` returns the limits, two numbers or two vectors."""

    label: str
    run: Callable[[tuple[Any, ...], int, int, int], Any]
    threaded: bool = False
    """Whether it runs on as many threads as it is told."""


Offer = tuple[Way, ...] | str

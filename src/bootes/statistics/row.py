"""One row of the table of built-in statistics, and the loops made for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bootes.protocols import KernelReference

__all__ = ["Builtin", "Fused"]


@dataclass(frozen=True)
class Fused:
    """A loop that draws and computes at once, for one kind of sampler.

    Its values, one per sample unless the samples are ``joined``, are combined as ``combine`` says.
    A loop of moments hands them to the kernel ``finish``.
    """

    loop: KernelReference
    combine: str = "first"
    finish: KernelReference | None = None
    joined: bool = False


@dataclass(frozen=True)
class Builtin:
    """A statistic that bootes computes by its own kernel.

    ``minimum`` is the least number of rows per sample; ``centre`` the value under the null
    hypothesis of a permutation test, where "abs" measures distance from it; ``tail`` says whether
    "both" tails of that test are extreme or only the "upper" one; ``rounding`` says on which scale
    it rounds: of its "value", of the "data" that it moves with, or of its value times data over
    "spread".
    """

    name: str
    formula: str
    equivalent: str  # how NumPy or SciPy spell it
    python: Callable[..., Any]  # the same in NumPy: the oracle, and the form for compile=False
    kernel: KernelReference
    n_samples: int = 1
    or_more: bool = False  # it takes more samples as well
    paired: bool = False  # its two samples are columns of the same rows
    binary: tuple[int, ...] = ()  # the samples that may hold 0 and 1 only
    minimum: int = 1
    centre: float | None = None
    tail: str = "both"
    rounding: str = "value"
    constant: str = "NaN"  # what it is of constant data, in words
    args: tuple[float, ...] = (0.0,)
    combine: str = ""  # the kernel is of one sample, and its values are combined by this
    base: str = ""  # the statistic of one sample that it combines
    fused: Mapping[str, Fused] | None = None  # by kind of sampler

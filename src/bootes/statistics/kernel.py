"""Built-in statistics and compiled fits: our own kernels in our own loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.protocols import (
    BLOCK,
    Evaluation,
    Failure,
    Floats,
    KernelReference,
    Key,
    Sampler,
)
from bootes.statistics.combine import COMBINE
from bootes.statistics.drawn import Stored, run_kernel
from bootes.statistics.row import Fused

__all__ = ["KernelStatistic"]

_LARGEST_TABLE = 4_096  # pooled values whose byte table stays in the cache


@dataclass(frozen=True)
class KernelStatistic:
    """A kernel with the signature of ``bootes._kernels._jit.STATISTIC``."""

    name: str
    kernel: KernelReference
    args: tuple[float, ...]
    names: tuple[str, ...] | None = None
    reason: str = "built-in kernel"
    fused: Mapping[str, Fused] | None = None
    rounding: str = "value"  # the scale on which it rounds, as in the table of built-ins
    centre: float | None = None  # its value under the null hypothesis of a permutation test
    tail: str = "both"  # which tails of that test are extreme: "both" or "upper"
    combine: str = ""  # the kernel is of one sample: how its values of all samples make one

    form = "kernel"
    unit = 1

    @property
    def n_components(self) -> int:
        """The number of values per resample."""
        return 1 if self.names is None else len(self.names)

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        if self.fused and sampler.kind in self.fused and _fits(sampler):
            return self._evaluate_fused(sampler, key, start, stop)
        if sampler.fill is None:
            return self._evaluate_drawn(sampler, key, start, stop)
        return Evaluation(self._values(sampler, key, start, stop))

    def _evaluate_fused(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        assert self.fused is not None
        fused = self.fused[sampler.kind]
        out = np.empty((stop - start, 1 if fused.joined else len(sampler.offsets) - 1))
        finish = () if fused.finish is None else (fused.finish.load(),)
        args = np.array(self.args, np.float64)
        fused.loop.load()(*finish, args, key, start, stop, sampler.source, sampler.layout, out)
        return Evaluation(np.ascontiguousarray(COMBINE[fused.combine](out)))

    def _evaluate_drawn(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Let the generator draw a block, then run the kernel over the stored resamples."""
        values, failures = [], list[Failure]()
        for low in range(start, stop, BLOCK):
            high = min(low + BLOCK, stop)
            block = np.empty((high - low, int(sampler.offsets[-1])))
            failed = sampler.draw(key, low, high, block)
            part = self._values(Stored.of(block, low, sampler.offsets), key, low, high)
            part[[failure.replicate - low for failure in failed]] = np.nan
            values.append(part)
            failures += failed
        return Evaluation(np.concatenate(values), failures)

    def _values(self, sampler: Sampler | Stored, key: Key, start: int, stop: int) -> Floats:
        samples = len(sampler.offsets) - 1
        out = np.empty((stop - start, samples if self.combine else self.n_components))
        run_kernel(
            self.kernel.load(), np.array(self.args, np.float64), sampler, key, start, stop, out,
            np.zeros(1, np.int64), each=bool(self.combine),
        )  # fmt: skip
        return np.ascontiguousarray(COMBINE[self.combine](out)) if self.combine else out

    def identity(self) -> tuple[Any, ...]:
        """Return the kernel, its constants and what is made of its values."""
        kernel = (self.kernel.module, self.kernel.name)
        return (self.form, *kernel, self.args, self.names, self.combine)


def _fits(sampler: Sampler) -> bool:
    if sampler.kind == "two_groups":
        return int(sampler.offsets[-1]) <= _LARGEST_TABLE
    return sampler.side_by_side

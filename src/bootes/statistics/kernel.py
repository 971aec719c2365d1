"""Built-in statistics and compiled fits: our own kernels in our own loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

__all__ = ["KernelStatistic"]

_TOGETHER = KernelReference("bootes._kernels.loops", "loop_builtin")
_EACH = KernelReference("bootes._kernels.loop_each", "loop_each")
_STORED = KernelReference("bootes._kernels.stored", "fill_stored")
_LARGEST_FUSED = 65_536  # rows that are drawn with 16-bit lanes
_LARGEST_TABLE = 4_096  # pooled values whose byte table stays in the cache


@dataclass(frozen=True)
class KernelStatistic:
    """A kernel with the signature of ``bootes._kernels._jit.STATISTIC``."""

    name: str
    kernel: KernelReference
    args: tuple[float, ...]
    names: tuple[str, ...] | None = None
    reason: str = "built-in kernel"
    fused: dict[str, tuple[KernelReference, Callable[[Floats], Floats]]] | None = None
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
        fill = sampler.fill.load()
        return Evaluation(
            self._loop(fill, key, start, stop, sampler.source, sampler.layout, sampler.offsets)
        )

    def _evaluate_fused(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        assert self.fused is not None
        loop, combine = self.fused[sampler.kind]
        samples = len(sampler.offsets) - 1
        out = np.empty((stop - start, samples if sampler.kind == "samples" else 1))
        args = np.array(self.args, np.float64)
        loop.load()(args, key, start, stop, sampler.source, sampler.layout, out)
        return Evaluation(np.ascontiguousarray(combine(out)))

    def _evaluate_drawn(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Let the generator draw a block, then run the kernel over the stored resamples."""
        size = int(sampler.offsets[-1])
        values, failures = [], list[Failure]()
        for low in range(start, stop, BLOCK):
            high = min(low + BLOCK, stop)
            block = np.empty((high - low, size))
            failed = sampler.draw(key, low, high, block)
            stored = np.array([low], np.int64)
            fill = _STORED.load()
            part = self._loop(fill, key, low, high, block.ravel(), stored, sampler.offsets)
            part[[failure.replicate - low for failure in failed]] = np.nan
            values.append(part)
            failures += failed
        return Evaluation(np.concatenate(values), failures)

    def _loop(
        self, fill: Any, key: Key, start: int, stop: int, source: Floats, layout: Any, offsets: Any
    ) -> Floats:
        out = np.empty((stop - start, len(offsets) - 1 if self.combine else self.n_components))
        scratch, at = np.empty(int(offsets[-1])), np.zeros(1, np.int64)
        args = np.array(self.args, np.float64)
        loop = (_EACH if self.combine else _TOGETHER).load()
        loop(
            self.kernel.load(), args, fill, key, start, stop, source, layout, offsets,
            scratch, out, at,
        )  # fmt: skip
        return np.ascontiguousarray(COMBINE[self.combine](out)) if self.combine else out

    def identity(self) -> tuple[Any, ...]:
        """Return the kernel, its constants and what is made of its values."""
        kernel = (self.kernel.module, self.kernel.name)
        return (self.form, *kernel, self.args, self.names, self.combine)


def _fits(sampler: Sampler) -> bool:
    sizes: Sequence[int] = np.diff(sampler.offsets).tolist()
    if sampler.kind == "two_groups":
        return sum(sizes) <= _LARGEST_TABLE
    return max(sizes) <= _LARGEST_FUSED

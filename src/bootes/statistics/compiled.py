"""A user's ``numba.njit`` function, run inside our replicate loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.protocols import BLOCK, Evaluation, Failure, Floats, KernelReference, Key, Sampler

__all__ = ["CompiledStatistic", "is_compiled"]

_LOOPS = {
    (1, True): KernelReference("bootes._kernels.loops", "loop_one"),
    (2, True): KernelReference("bootes._kernels.loops", "loop_two"),
    (1, False): KernelReference("bootes._kernels.loops", "loop_one_vector"),
    (2, False): KernelReference("bootes._kernels.loops", "loop_two_vector"),
}
_STORED = KernelReference("bootes._kernels.stored", "fill_stored")
_WRAPPED = KernelReference("bootes._kernels.user", "wrapped")


def is_compiled(statistic: object) -> bool:
    """Whether this is a Numba-compiled function, asked without importing Numba."""
    return type(statistic).__module__.startswith("numba.") and hasattr(statistic, "py_func")


@dataclass(frozen=True)
class CompiledStatistic:
    """f(x) or f(x, y), returning a float or a one-dimensional float array."""

    name: str
    function: Any
    n_samples: int
    names: tuple[str, ...] | None
    reason: str = "compiled by the user"
    rounding: str = "value"
    centre: float | None = None

    form = "compiled"
    unit = 1

    @property
    def n_components(self) -> int:
        """The number of values per resample."""
        return 1 if self.names is None else len(self.names)

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        values = np.full((stop - start, self.n_components), np.nan)
        failures: list[Failure] = []
        step = stop - start if sampler.fill is not None else BLOCK
        for low in range(start, stop, step):
            high = min(low + step, stop)
            failures += self._evaluate(sampler, key, low, high, values[low - start : high - start])
        return Evaluation(values, failures)

    def _evaluate(
        self, sampler: Sampler, key: Key, start: int, stop: int, out: Floats
    ) -> list[Failure]:
        source, layout, fill = sampler.source, sampler.layout, sampler.fill
        failures: list[Failure] = []
        if fill is None:
            block = np.empty((stop - start, int(sampler.offsets[-1])))
            failures += sampler.draw(key, start, stop, block)
            source, layout, fill = block.ravel(), np.array([start], np.int64), _STORED
        scratch, at = np.empty(int(sampler.offsets[-1])), np.empty(1, np.int64)
        undrawn = {failure.replicate for failure in failures}
        low = start
        while low < stop:
            at[0] = low
            try:
                self._run(
                    fill.load(), key, low, stop, source, layout, sampler.offsets, scratch,
                    out[low - start :], at,
                )  # fmt: skip
                low = stop
            except Exception as error:  # the user's function may raise anything
                failed = int(at[0])
                if failed not in undrawn:
                    failures.append(Failure(failed, type(error).__name__, str(error), error))
                out[failed - start] = np.nan
                low = failed + 1
        out[[replicate - start for replicate in undrawn]] = np.nan
        return failures

    def _run(self, *arguments: Any) -> None:
        loop = _LOOPS[self.n_samples, self.names is None].load()
        try:
            loop(self.function, *arguments)
        except TypeError:
            # Default arguments or an eager signature do not match a function type.
            wrapped = _WRAPPED.load()(self.function, self.n_samples)
            loop(wrapped, *arguments)

    def identity(self) -> tuple[Any, ...]:
        """Return the form and the Python function behind the compiled one."""
        return (self.form, self.function.py_func, self.names)

"""Compiled functions of users, run inside our replicate loops."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.errors import EngineError
from bootes.protocols import BLOCK, Evaluation, Failure, Floats, KernelReference, Key, Sampler
from bootes.samples import Columns
from bootes.statistics.drawn import Stored, run_kernel
from bootes.statistics.made import kernel_of
from bootes.statistics.python import as_row

__all__ = ["CompiledStatistic", "is_compiled"]

_LOOPS = {
    (1, True): KernelReference("bootes._kernels.loops", "loop_one"),
    (2, True): KernelReference("bootes._kernels.loops", "loop_two"),
    (1, False): KernelReference("bootes._kernels.loops", "loop_one_vector"),
    (2, False): KernelReference("bootes._kernels.loops", "loop_two_vector"),
}
_DRAWN = {
    1: KernelReference("bootes._kernels.loops_drawn", "loop_drawn_one"),
    2: KernelReference("bootes._kernels.loops_drawn", "loop_drawn_two"),
}
_WRAPPED = KernelReference("bootes._kernels.user", "wrapped")
_NO_ARGS = np.empty(0)


def is_compiled(statistic: object) -> bool:
    """Whether this is a Numba-compiled function, asked without importing Numba."""
    return type(statistic).__module__.startswith("numba.") and hasattr(statistic, "py_func")


@dataclass(frozen=True)
class CompiledStatistic:
    """A function that the user compiled with Numba, or a plain one that bootes compiled.

    Attributes
    ----------
    function : callable
        As the user passed it.
    columns : Columns
        How it gets its samples.
    digest : str, optional
        Of a plain function: what its compiled form is kept under. A replicate of it that raises
        or is not finite is computed again in Python, whose value or exception counts; this takes
        at most as long as the Python form would.
    direct : bool
        The loops may call it without a wrapper: of one or two float vectors, to a float or a
        float vector.
    """

    name: str
    function: Any
    columns: Columns
    names: tuple[str, ...] | None
    reason: str = "compiled by the user"
    digest: str | None = None
    direct: bool = False
    rounding: str = "value"
    centre: float | None = None
    tail: str = "both"

    form = "compiled"
    unit = 1

    @property
    def n_components(self) -> int:
        """The number of values per resample."""
        return 1 if self.names is None else len(self.names)

    def kernel(self) -> Any:
        """Return the function with the signature of our own statistics, or why there is none."""
        return kernel_of(self.function, self.columns, self.names, self.digest)

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        values = np.full((stop - start, self.n_components), np.nan)
        failures: list[Failure] = []
        run = self._direct if self.direct else self._through_kernel()
        step = stop - start if sampler.fill is not None else BLOCK
        for low in range(start, stop, step):
            high = min(low + step, stop)
            part = values[low - start : high - start]
            failures += self._evaluate(run, sampler, key, low, high, part)
        return Evaluation(values, failures)

    def _evaluate(
        self,
        run: Callable[..., None],
        sampler: Sampler,
        key: Key,
        start: int,
        stop: int,
        out: Floats,
    ) -> list[Failure]:
        undrawn: list[Failure] = []
        resamples: Sampler | Stored = sampler
        if sampler.fill is None:
            block = np.empty((stop - start, int(sampler.offsets[-1])))
            undrawn += sampler.draw(key, start, stop, block)
            resamples = Stored.of(block, start, sampler.offsets)
        at = np.empty(1, np.int64)
        raised: list[Failure] = []
        low = start
        while low < stop:
            at[0] = low
            try:
                run(resamples, key, low, stop, out[low - start :], at)
                low = stop
            except Exception as error:  # the user's function may raise anything
                failed = int(at[0])
                raised.append(Failure(failed, type(error).__name__, str(error), error))
                out[failed - start] = np.nan
                low = failed + 1
        lost = {failure.replicate for failure in undrawn}
        out[[replicate - start for replicate in lost]] = np.nan
        if self.digest is not None:
            return undrawn + self._in_python(sampler, key, start, out, lost)
        return undrawn + [failure for failure in raised if failure.replicate not in lost]

    def _in_python(
        self, sampler: Sampler, key: Key, start: int, out: Floats, lost: set[int]
    ) -> list[Failure]:
        """Compute the replicates that are not finite in Python; return those that fail there."""
        failures: list[Failure] = []
        if np.isfinite(out.sum()):
            return failures
        for row in np.flatnonzero(~np.isfinite(out).all(axis=1)).tolist():
            replicate = start + row
            if replicate in lost:
                continue
            block = np.empty((1, int(sampler.offsets[-1])))
            sampler.draw(key, replicate, replicate + 1, block)
            try:
                value = self.function(*sampler.arguments(block[0]))
                out[row] = as_row(value, self.names)
            except Exception as error:  # as above
                out[row] = np.nan
                failures.append(Failure(replicate, type(error).__name__, str(error), error))
        return failures

    def _through_kernel(self) -> Callable[..., None]:
        kernel = self.kernel()
        if isinstance(kernel, str):  # in another process than the one that chose this form
            msg = f"the statistic {self.name!r} could not be compiled in this process: {kernel}."
            raise EngineError(msg)
        return functools.partial(run_kernel, kernel, _NO_ARGS)

    def _direct(
        self, sampler: Sampler | Stored, key: Key, start: int, stop: int, out: Floats, at: Any
    ) -> None:
        n_samples, offsets, source = len(self.columns.widths), sampler.offsets, sampler.source
        if self.names is None and sampler.side_by_side:
            together = sampler.kind == "rows"
            loop = _DRAWN[n_samples].load()
            arguments: tuple[Any, ...] = (together, key, start, stop, source, offsets, out, at)
        else:
            assert sampler.fill is not None
            loop, scratch = _LOOPS[n_samples, self.names is None].load(), np.empty(int(offsets[-1]))
            fill, layout = sampler.fill.load(), sampler.layout
            arguments = (fill, key, start, stop, source, layout, offsets, scratch, out, at)
        try:
            loop(self.function, *arguments)
        except TypeError:
            # Default arguments or an eager signature do not match a function type.
            loop(_WRAPPED.load()(self.function, n_samples), *arguments)

    def identity(self) -> tuple[Any, ...]:
        """Return the form and the Python function behind the compiled one."""
        how = () if self.digest is None else (self.reason,)
        return (self.form, getattr(self.function, "py_func", self.function), self.names, *how)

"""The contracts between the families: what a scheme, statistic, reducer and engine must answer.

The families never import each other; they meet in a :class:`~bootes._core.plan.Plan`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BLOCK",
    "Distribution",
    "Engine",
    "EngineChoice",
    "EngineInfo",
    "Evaluation",
    "Failure",
    "KernelReference",
    "Limits",
    "Reducer",
    "Sampler",
    "Statistic",
]

# The unit of vectorized evaluation and of floating-point accumulation; part of the stream version.
BLOCK = 256

Floats = NDArray[np.float64]
Key = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class KernelReference:
    """Where a kernel lives; it is loaded, with Numba, when it first runs."""

    module: str
    name: str

    def load(self) -> Any:
        """Import the module and return the kernel."""
        return getattr(importlib.import_module(self.module), self.name)


@dataclass(frozen=True, slots=True)
class Failure:
    """One replicate whose statistic failed."""

    replicate: int
    kind: str  # "nan" or the name of the exception
    message: str
    cause: BaseException | None = None


class Sampler(Protocol):
    """A scheme bound to data: gives resample ``i`` of a key, as one flat float64 array."""

    @property
    def kind(self) -> str:
        """The name by which fused loops know this way of drawing."""

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Sample j of a resample is ``resample[offsets[j]:offsets[j + 1]]``."""

    @property
    def source(self) -> Floats:
        """The values that the fill function draws from."""

    @property
    def layout(self) -> NDArray[np.int64]:
        """The integers that tell the fill function how ``source`` is laid out."""

    @property
    def fill(self) -> KernelReference | None:
        """The compiled fill function, or None where a Python generator draws."""

    @property
    def total(self) -> int | None:
        """The number of resamples where they are enumerated."""

    @property
    def side_by_side(self) -> bool:
        """Whether eight resamples are drawn at a time, by ``_kernels/eight.py``."""

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> Sequence[Failure]:
        """Write the resamples ``start`` to ``stop - 1`` into the rows of ``out``."""

    def arguments(self, resamples: Floats) -> tuple[Any, ...]:
        """Return the arrays of one flat resample, or of a block of them, as users take them."""

    def identity(self) -> tuple[Any, ...]:
        """Return what tells this sampler from others: data, options."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The (m, p) values of a range of replicates, NaN rows where the statistic failed."""

    values: Floats
    failures: Sequence[Failure] = ()


class Statistic(Protocol):
    """A statistic in one fixed form."""

    @property
    def name(self) -> str:
        """What to call it."""

    @property
    def form(self) -> str:
        """One of "kernel", "compiled", "vectorized", "python"."""

    @property
    def reason(self) -> str:
        """Why it runs in this form."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names of its components; None for a scalar."""

    @property
    def n_components(self) -> int:
        """The number of values per resample."""

    @property
    def unit(self) -> int:
        """How many replicates are computed together."""

    @property
    def rounding(self) -> str:
        """On which scale it rounds: "value", "data", or value times data over "spread"."""

    @property
    def centre(self) -> float | None:
        """Its value under the null hypothesis of a permutation test, where there is one."""

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""

    def identity(self) -> tuple[Any, ...]:
        """Return what tells this statistic from others: form, code, options."""


class Reducer(Protocol):
    """What is kept of the replicates; its states add up in any order."""

    def empty(self, start: int, stop: int) -> Any:
        """Return the state of a run of replicates of which none has been seen."""

    def update(self, state: Any, start: int, values: Floats) -> None:
        """Take in the values of replicates ``start`` onwards."""

    def merge(self, total: Any, part: Any) -> None:
        """Add the state of another run to ``total``."""

    def to_arrays(self, state: Any) -> Mapping[str, NDArray[Any]]:
        """Return the state as arrays for a file."""

    def from_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> Any:
        """Return the state that gave these arrays."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What the driver must know of an engine."""

    name: str
    workers: int | None  # None: unknown, or it changes; ``alive`` may tell
    shares_memory: bool  # threads, serial: nothing is pickled
    min_chunk_seconds: float
    same_host: bool = True
    own_retries: int = 0  # how often the engine itself repeats work that was lost
    options: Mapping[str, Any] = field(default_factory=dict)


class Engine(Protocol):
    """Moves opaque work: it never sees an array or a random number.

    Only ``submit`` and ``info`` are mandatory; :class:`~bootes.engines.EngineDefaults` has the
    rest.
    """

    info: EngineInfo

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function somewhere; an exception of the future means that work was lost."""

    def alive(self) -> int | None:
        """Return how many workers there are now; None where that cannot be told."""

    def share(self, payload: bytes) -> Any:
        """Return what to submit in place of ``payload``: the same, or a handle of the engine."""

    def cancel(self, futures: Iterable[Future[Any]]) -> None:
        """Take back work that has not begun, and running work where the engine can."""

    def kill(self, pid: int) -> bool:
        """End a worker process that is overdue, if it is one of ours; whether it was.

        Only asked of an engine whose options have ``timeout_s``.
        """

    def restart(self) -> None:
        """Replace broken workers; EngineError where that cannot be done."""

    def close(self, *, kill: bool = False) -> None:
        """Release what we own; ``kill`` ends running work at once where possible."""


class EngineChoice(Protocol):
    """Decides where the rest of a run goes once the first replicates have been timed."""

    @property
    def timed(self) -> bool:
        """Whether the first replicates are computed by the caller and timed, to choose."""

    @property
    def owned(self) -> bool:
        """Whether the engine is ours to close; one that the user made is not."""

    def pick(self, seconds_left: float) -> Engine:
        """Return the engine for work that would take this long in one thread.

        Work that takes no time is not worth leaving this process for.
        """


class Distribution(Protocol):
    """The replicates of one component, as intervals need them; failed ones are left out."""

    @property
    def n(self) -> int:
        """The number of replicates with a value."""

    @property
    def n_missing(self) -> int:
        """The number of failed replicates."""

    @property
    def mean(self) -> float:
        """The mean; NaN where a replicate is infinite."""

    @property
    def standard_deviation(self) -> float:
        """With ddof 1; NaN where a replicate is infinite."""

    @property
    def standard_deviation_error(self) -> float:
        """The Monte Carlo standard error of the standard deviation."""

    def quantile(self, level: float) -> float:
        """Return the (n + 1) level-th order statistic, interpolated; the extremes beyond it."""

    @property
    def resolution(self) -> float:
        """What a quantile may be off because values were binned; 0 where all are kept."""

    def sides(self, value: float, tolerance: float) -> tuple[float, float]:
        """Return the shares of replicates below and above ``value``; the rest are ties."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one component with their Monte Carlo standard errors."""

    low: float
    high: float
    low_error: float
    high_error: float
    status: str = ""  # why a limit is not defined or not to be trusted; empty: all is well

"""The verb ``bootstrap``: confidence intervals by resampling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bootes._arguments import ALTERNATIVES, check_choice, check_confidence_level, check_n_resamples
from bootes._core.plan import Plan
from bootes._resolve.frames import check_frame, is_frame
from bootes._resolve.options import check_interval, check_options
from bootes._resolve.planning import estimate_of
from bootes._resolve.prepared import Prepared, View, run_units
from bootes._resolve.samples import Resolved, as_samples, check_bool
from bootes._resolve.units import Unit, frame_units
from bootes._streams import Seed, as_seed
from bootes.intervals.resolve import INTERVALS
from bootes.protocols import Sampler, Samples
from bootes.results.bootstrap import BootstrapResult
from bootes.results.mapping import ResultMapping
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.statistics.recognise import recognise
from bootes.statistics.resolve import as_statistic

__all__ = ["bootstrap"]

SCHEMES: Mapping[str, Callable[[Samples], Sampler]] = {"iid": iid}


def bootstrap(
    data: Any,
    statistic: Any,
    *,
    scheme: str = "iid",
    paired: bool = False,
    columns: str | Iterable[str] | None = None,
    by: str | None = None,
    nan_policy: str = "raise",
    n_resamples: int = 9_999,
    confidence_level: float = 0.95,
    method: str = "auto",
    alternative: str = "two-sided",
    compile: bool | str = "auto",
    vectorized: bool | None = None,
    on_error: str = "raise",
    keep: str = "auto",
    rng: Any = None,
    engine: Any = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
) -> BootstrapResult | ResultMapping[BootstrapResult]:
    """Bootstrap a statistic and return its confidence interval.

    Parameters
    ----------
    data : array_like, tuple of array_like, or frame
        One sample (n,) or rows (n, d); a tuple of samples; or a pandas, polars or arrow frame
        (or a dict of arrays), whose columns are then bootstrapped one by one, on the same
        resampled rows.
    statistic : str or callable
        A name of the table of built-in statistics, a NumPy function, a ``numba.njit`` function
        or any function of the sample(s) that returns a number, an array or a dict of numbers.
        A function with a parameter ``axis`` is called with blocks of resamples, ``axis=-1``.
    scheme : {"iid"}
        How resamples are drawn.
    paired : bool
        The samples (or the columns of a frame) are columns of the same rows, drawn together.
    columns : str or iterable of str, optional
        Which columns of a frame; by default every numeric one.
    by : str, optional
        A column of labels: every group is bootstrapped by itself.
    nan_policy : {"raise", "omit"}
        What missing values do; "omit" leaves them out, column by column, rows of paired data
        whole.
    n_resamples : int
        The number of resamples, at least 1; enough for the interval's level.
    confidence_level : float
        In (0, 1).
    method : {"auto", "percentile", "basic", "normal", "bca"}
        Which limits :meth:`BootstrapResult.interval` gives by default; "auto" is "bca".
    alternative : {"two-sided", "less", "greater"}
        "less" bounds the parameter from above, "greater" from below.
    compile : {"auto", True, False}
        False runs recognised NumPy functions, and the Python twin of a built-in name, in Python,
        on the same resamples.
    vectorized : bool, optional
        Whether the statistic takes blocks of resamples; by default, if it has a parameter
        ``axis``.
    on_error : {"raise", "omit"}
        Whether a replicate that raises or is NaN ends the run, or is left out and counted.
    keep : {"auto", "replicates", "sketch", "tails", "moments"}
        What is kept: "auto" is every replicate up to 64 MB, beyond that tails, moments and a
        histogram.
    rng : int, numpy.random.SeedSequence, numpy.random.Generator or None
        The seed. Two words are drawn from a Generator, so that two calls differ; None takes a
        fresh seed, which is in the result's ``provenance``.
    engine : str or engine, optional
        "serial", "threads", "processes" or an engine object; by default chosen from the cost.
    n_jobs : int, optional
        The number of workers; -1 is all usable CPUs. It changes no bit of the result.
    progress : bool, optional
        Whether to show a progress bar; by default in terminals and notebooks.

    Returns
    -------
    BootstrapResult or ResultMapping
        A mapping from column (and group) to result where the data are a frame.

    Raises
    ------
    DataError, InputError, InputTypeError, UnknownNameError
        For bad arguments, before any work.
    StatisticError
        If the statistic fails on the data, or on a resample and ``on_error="raise"``.
    IntervalError
        If ``n_resamples`` is too small for the confidence level.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap.

    Examples
    --------
    >>> import bootes as bt
    >>> r = bt.bootstrap([4.1, 5.0, 3.2, 6.3, 4.4, 5.8], "mean", rng=1)
    >>> round(r.estimate, 6)
    4.8
    >>> low, high = r.interval()
    >>> low < r.estimate < high
    True
    """
    request = _Request(
        statistic=statistic,
        scheme=check_choice("scheme", scheme, SCHEMES),
        paired=paired,
        nan_policy=nan_policy,
        n_resamples=check_n_resamples(n_resamples),
        confidence_level=check_confidence_level(confidence_level),
        method=_METHODS[check_choice("method", method, _METHODS)],
        alternative=check_choice("alternative", alternative, ALTERNATIVES),
        compile=compile,
        vectorized=vectorized,
        on_error=on_error,
        keep=keep,
        seed=as_seed(rng),
        engine=engine,
        n_jobs=n_jobs,
    )
    check_options(
        nan_policy=nan_policy,
        on_error=on_error,
        keep=keep,
        engine=engine,
        n_jobs=n_jobs,
        progress=progress,
        compile=compile,
        vectorized=vectorized,
    )
    check_bool("paired", paired)
    check_interval(request.n_resamples, keep, request.method, request.confidence_level, alternative)
    check_frame(data, columns=columns, by=by)
    if not is_frame(data):
        unit = Unit(data)
        return request.prepare(unit, request.resolve(unit)).run(progress)
    found: BootstrapResult | ResultMapping[BootstrapResult] = request.run_frame(
        data, columns, by, progress
    )
    return found


_METHODS = {"auto": "bca", **{name: name for name in INTERVALS}}


@dataclass(frozen=True)
class _Request:
    """The checked arguments of one call, for one or many units of data."""

    statistic: Any
    scheme: str
    paired: bool
    nan_policy: str
    n_resamples: int
    confidence_level: float
    method: str
    alternative: str
    compile: bool | str
    vectorized: bool | None
    on_error: str
    keep: str
    seed: Seed
    engine: Any
    n_jobs: int | None

    @property
    def _builtin(self) -> Any:
        return recognise(self.statistic, self.compile)

    @property
    def _takes_columns(self) -> bool:
        """Whether the statistic is of several columns at once."""
        return self.paired or (self._builtin is not None and self._builtin.n_samples > 1)

    def run_frame(self, data: Any, columns: Any, by: str | None, progress: bool | None) -> Any:
        together = self._takes_columns
        units = list(frame_units(data, columns, by, together=together))
        resolved = [self.resolve(unit) for unit in units]  # all of them, before anything is called
        results = run_units(
            {unit.label: self.prepare(unit, r) for unit, r in zip(units, resolved, strict=True)},
            Prepared.run,
            n_resamples=self.n_resamples,
            progress=progress,
            what="bootstrap",
        )
        return next(iter(results.values())) if together and by is None else results

    def resolve(self, unit: Unit) -> Resolved:
        """Check the data of one unit."""
        paired = self.paired or (self._builtin is not None and self._builtin.paired)
        return as_samples(unit.data, paired=paired, nan_policy=self.nan_policy, names=unit.titles)

    def prepare(self, unit: Unit, resolved: Resolved) -> Prepared:
        """Check the statistic on the data and make the plan."""
        data = original(resolved.samples)
        statistic = as_statistic(
            self.statistic, data, vectorized=self.vectorized, compile=self.compile
        )
        plan = Plan(
            statistic,
            SCHEMES[self.scheme](resolved.samples),
            (),
            self.seed,
            "resample",
            self.n_resamples,
            self.on_error,
            unit.key,
        )
        return Prepared.of(
            unit,
            resolved,
            plan,
            estimate_of(statistic, data),
            View(self.method, self.confidence_level, self.alternative),
            keep=self.keep,
            engine=self.engine,
            n_jobs=self.n_jobs,
            options={"keep": self.keep, "nan_policy": self.nan_policy},
        )

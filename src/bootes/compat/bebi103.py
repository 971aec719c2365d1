"""The bootstrap functions of the bebi103 course package, seeded and parallel.

Replicate *i* is a function of the data, the functions and (``rng``, *i*), so that ``n_jobs``
changes no bit; there is one progress bar; a fit that fails names its replicate.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bootes._arguments import check_n_resamples
from bootes.errors import InputError
from bootes.fit import fit
from bootes.models.model import Model
from bootes.protocols import Floats

__all__ = ["confints", "draw_bs_reps_mle", "draw_parametric_bs_reps_mle"]


def draw_bs_reps_mle(
    mle_fun: Callable[..., Any],
    gen_fun: Callable[..., Any],
    data: ArrayLike,
    mle_args: Sequence[Any] = (),
    gen_args: Sequence[Any] = (),
    size: int = 1,
    n_jobs: int | None = 1,
    progress_bar: bool = False,
    rng: Any = None,
    rg: Any = None,
) -> Floats:
    """Draw bootstrap replicates of a maximum-likelihood estimator.

    Parameters
    ----------
    mle_fun : callable
        ``mle_fun(data, *mle_args)`` returns the estimates.
    gen_fun : callable
        ``gen_fun(params, *gen_args, size=size, rng=rng)`` draws a data set: from the model for a
        parametric bootstrap, from data in ``gen_args`` for a nonparametric one. A function with
        a parameter ``rg`` gets ``rg=rng``.
    data : (n,) array_like
        The measurements.
    mle_args, gen_args : sequence
        Further arguments of the two functions.
    size : int
        The number of replicates, at least 1.
    n_jobs : int, optional
        The number of processes; None or -1 is all usable CPUs. It changes no bit.
    progress_bar : bool
        Whether to show a progress bar: one, whatever ``n_jobs``.
    rng, rg : int, numpy.random.Generator or None
        The seed, with any ``n_jobs``; ``rg`` is another name of the same argument.

    Returns
    -------
    (size, p) float64, or (size,) where ``mle_fun`` returns a number

    Raises
    ------
    StatisticError
        If a fit fails, naming its replicate.

    Examples
    --------
    >>> import numpy as np
    >>> def resample(params, data, size, rng):
    ...     return rng.choice(data, size=size)
    >>> x = np.array([1.0, 2.0, 4.0, 8.0])
    >>> draw_bs_reps_mle(np.mean, resample, x, gen_args=(x,), size=3, rng=1).shape
    (3,)
    """
    model = Model.from_functions(mle_fun, gen_fun, mle_args=mle_args, gen_args=gen_args)
    scalar = np.ndim(mle_fun(np.array(data), *mle_args)) == 0
    result = fit(
        data,
        model,
        n_resamples=check_n_resamples(size),
        method="normal",  # no interval is wanted here, and this one needs no least number
        on_error="raise",
        keep="replicates",
        rng=_seed(rng, rg),
        n_jobs=n_jobs,
        progress=bool(progress_bar),
    )
    replicates: Floats = np.array(result.replicates)  # type: ignore[union-attr]
    return replicates[:, 0] if scalar else replicates


def draw_parametric_bs_reps_mle(
    mle_fun: Callable[..., Any],
    gen_fun: Callable[..., Any],
    data: ArrayLike,
    args: Sequence[Any] = (),
    size: int = 1,
    n_jobs: int | None = 1,
    progress_bar: bool = False,
    rng: Any = None,
    rg: Any = None,
) -> Floats:
    """Draw parametric bootstrap replicates of a maximum-likelihood estimator.

    The function that the lesson itself writes: ``gen_fun(*params, *args, size=size, rng=rng)``
    gets the parameters one by one. Unlike there, ``mle_fun`` gets ``args`` on every resample,
    not only on the data.

    Parameters
    ----------
    mle_fun : callable
        ``mle_fun(data, *args)`` returns the estimates.
    gen_fun : callable
        ``gen_fun(*params, *args, size=size, rng=rng)`` draws a data set. A function with a
        parameter ``rg`` gets ``rg=rng``.
    data : (n,) array_like
        The measurements.
    args : sequence
        Further arguments of both functions.
    size, n_jobs, progress_bar, rng, rg
        As in :func:`draw_bs_reps_mle`.

    Returns
    -------
    (size, p) float64, or (size,) where ``mle_fun`` returns a number

    Raises
    ------
    StatisticError
        If a fit fails, naming its replicate.

    Examples
    --------
    >>> import numpy as np
    >>> def gen_exponential(scale, size, rng):
    ...     return rng.exponential(scale, size=size)
    >>> draw_parametric_bs_reps_mle(np.mean, gen_exponential, [1.0, 2.0, 6.0], size=4, rng=1).shape
    (4,)
    """
    return draw_bs_reps_mle(
        mle_fun, _Spread(gen_fun), data, args, args, size, n_jobs, progress_bar, rng, rg
    )


@dataclass(frozen=True)
class _Spread:
    """Call a generator with its parameters one by one."""

    gen_fun: Callable[..., Any]

    def __call__(self, params: Any, *args: Any, size: int, rng: np.random.Generator) -> Any:
        name = "rg" if _takes_rg(self.gen_fun) else "rng"
        return self.gen_fun(*params, *args, size=size, **{name: rng})


def _takes_rg(function: Callable[..., Any]) -> bool:
    try:
        known = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return False
    return "rg" in known and "rng" not in known


def _seed(rng: Any, rg: Any) -> Any:
    if rng is not None and rg is not None:
        msg = "rng and rg are two names of one argument; pass only one of them."
        raise InputError(msg)
    return rng if rg is None else rg


def confints(
    summaries: Sequence[Mapping[str, Any]],
    p: Any = None,
    marker_kwargs: Mapping[str, Any] | None = None,
    line_kwargs: Mapping[str, Any] | None = None,
    palette: Any = None,
    **kwargs: Any,
) -> Any:
    """Plot confidence intervals, one row per summary.

    Parameters
    ----------
    summaries : sequence of mapping
        Each with ``estimate``, ``conf_int`` (low, high) and ``label``.
    p : bokeh.plotting.figure, optional
        Draw into this figure.
    marker_kwargs, line_kwargs : mapping, optional
        Options of the dots and of the lines.
    palette : sequence of str, optional
        Colours of the rows.
    **kwargs
        Options of ``bokeh.plotting.figure``.

    Returns
    -------
    bokeh.plotting.figure

    Raises
    ------
    MissingPackageError
        If Bokeh is not installed.
    """
    from bootes.viz.intervals import interval_plot

    options = {} if p is not None else kwargs
    return interval_plot(
        summaries,
        p=p,
        marker_kwargs=dict(marker_kwargs or {}),
        line_kwargs=dict(line_kwargs or {}),
        palette=palette,
        **options,
    )

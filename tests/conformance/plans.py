"""One plan per form of evaluation, and everything that comes of it as one hash."""

from __future__ import annotations

import functools
import hashlib
import json

import numba
import numpy as np

from bootes._core.chunks import ChunkSizes
from bootes._core.execute import execute
from bootes._core.plan import Plan
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.engines.resolve import as_engine
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import Tails
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.schemes.permutation import arrangements, permutation
from bootes.statistics.max_abs import max_abs
from bootes.statistics.resolve import as_statistic

__all__ = ["PLANS", "chunks_of", "make_plan", "outcome", "run"]

B = 1_003  # three whole blocks and a short one
X, Y = (np.random.default_rng(s).gamma(2.0, 2.0, n) for s, n in ((1, 14), (2, 9)))
TABLE, OTHER = (np.random.default_rng(s).gamma(2.0, 2.0, (n, 9)) for s, n in ((5, 14), (6, 10)))
ROWS = np.random.default_rng(3).normal(size=(12, 3))


@numba.njit
def _compiled(x):
    if x[0] > 6.0:
        raise ValueError("a large first value")
    return np.array([x.mean(), x.max()])


def _vectorized(x, axis):
    values = np.median(x, axis=axis)
    return np.where(x[..., 0] > 6.0, np.nan, values)


def _python(x, y):
    if x[0] > 6.0:
        raise ValueError("a large first value")
    x[:] = 0.0 * x + np.sort(x)  # its own scratch
    return {"middle": x[len(x) // 2], "top": np.inf if y[0] > 5.0 else y.max()}


def _above(x, axis):
    return (x > 1.0).sum(axis=axis)  # a number even where x is NaN


def _python_range(x):
    if x[0] > 6.0:
        raise ValueError("a large first value")
    return x.max() - x.min()


def _of_rows(rows):
    return np.cov(rows.T)[0, 1]


def _exponential(rng):
    if rng.random() < 0.02:
        raise ArithmeticError("no sample")
    return rng.spawn(1)[0].exponential(size=8) + rng.exponential(size=8)


def _generated(samples):
    return generated(_exponential, 8, Seed(9).key("generate"))


# name: (data, statistic, compile, scheme)
PLANS = {
    "fused means": ((X, Y), "mean_difference", "auto", iid),
    "fused permutations": ((X, Y), "mean_difference", "auto", permutation),
    "columns": ((TABLE,), "median", "auto", iid),
    "columns, drawn sums": ((TABLE,), "mean", "auto", iid),
    "columns, listed sums": ((TABLE, OTHER), "welch_t", "auto", iid),
    "columns, dealt sums": ((TABLE, OTHER), "std_difference", "auto", permutation),
    "largest column": ((TABLE, OTHER), max_abs("student_t"), "auto", permutation),
    "largest column, by kernels": ((TABLE, OTHER), max_abs("rank_sum"), "auto", permutation),
    "kernel": ((X,), "median", "auto", iid),
    "kernel, arrangements": ((X[:6], Y[:5]), "rank_sum", "auto", arrangements),
    "compiled": ((X,), _compiled, "auto", iid),
    "vectorized": ((X,), _vectorized, "auto", iid),
    "python": ((X, Y), _python, False, permutation),
    "rows": ((ROWS,), _of_rows, False, iid),
    "automatic": ((X, Y), _python, True, permutation),
    "automatic, rows": ((ROWS,), _of_rows, True, iid),
    "generated, kernel": ((X[:8],), "mean", "auto", _generated),
    "generated, compiled": ((X[:8],), _compiled, "auto", _generated),
    "generated, vectorized": ((X[:8],), _above, "auto", _generated),
    "generated, python": ((X[:8],), _python_range, False, _generated),
    "generated, automatic": ((X[:8],), _python_range, True, _generated),
}


def make_plan(name, n_resamples=B, seed=9, on_error="omit"):
    """A plan that keeps everything that can be kept."""
    data, function, compile, scheme = PLANS[name]
    samples = as_samples(data if len(data) > 1 else data[0]).samples
    statistic = as_statistic(function, original(samples), compile=compile)
    sampler = scheme(samples)
    total = n_resamples if sampler.total is None else min(n_resamples, sampler.total)
    plan = Plan(statistic, sampler, (), Seed(seed), "resample", total, on_error)
    first = statistic.evaluate(sampler, plan.key, 0, 256).values
    p = statistic.n_components
    observed = np.nanmedian(np.where(np.isfinite(first), first, np.nan), axis=0)
    tails = Tails(observed, np.zeros(p), np.full(p, 1e-9))
    return plan.having(reducers=(Replicates(p), tails, Moments(p), Histogram.around(first)))


def _sha(*arrays):
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def outcome(run):
    """All numbers of a run: replicates, counts, moments, bins, failures."""
    replicates, tails, moments, bins = run.states
    finish = run.plan.reducers[2].finish
    failures = run.partial.failures
    return {
        "replicates": _sha(replicates[1]),
        "tails": tails.tolist(),
        "moments": _sha(finish(moments)),
        "bins": _sha(bins),
        "failures": (json.dumps(dict(sorted(failures.counts.items()))), tuple(failures.examples)),
        "done": run.partial.n_done,
    }


def chunks_of(monkeypatch, size):
    """Let the driver cut chunks of this size; None leaves the choice to it."""
    if size is not None:
        monkeypatch.setattr(
            ChunkSizes, "stop", lambda self, start, n_resamples, workers: start + size
        )


def run(plan, engine=None, n_jobs=None):
    """Execute with an engine's name or an engine, nothing computed beforehand."""
    return execute(plan, as_engine(engine, n_jobs, compiled=True), progress=False)


@functools.cache
def reference(name):
    """What the plan gives in one piece, in this thread."""
    from bootes._core.evaluate import evaluate

    plan = make_plan(name)
    partial = evaluate(plan, 0, plan.n_resamples)

    class _Run:
        states = partial.states

    _Run.plan, _Run.partial = plan, partial
    return outcome(_Run)

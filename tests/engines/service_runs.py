"""A call of each kind of plan, and statistics that end badly, for engines of every kind."""

from __future__ import annotations

import functools
import hashlib
import sys
import threading

import numpy as np

import bootes as bt

__all__ = ["ENDINGS", "RUNS", "ending", "expected", "sha"]

X, Y = (np.random.default_rng(s).normal(size=n) for s, n in ((0, 20), (1, 12)))
SHIFT = np.arange(3.0)
OPTIONS = {"n_resamples": 700, "rng": 5, "on_error": "raise"}


def sha(values):
    """One word for all bits of an array."""
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()


def _closure():
    weights = np.linspace(0.0, 1.0, 20)

    def statistic(x):
        def inner(v):
            return weights @ np.sort(v) + SHIFT[1]

        return inner(x)

    return statistic


def _vectorized(x, axis):
    return np.median(x, axis=axis) - x.max(axis=axis)


def _spread(case, control):
    return float(np.ptp(case) - np.ptp(control))


def _normal():
    scale = np.array([1.0, 2.0])
    return bt.Model.from_functions(
        lambda x: [x.mean() * scale[0], x.std() * scale[1]],
        lambda params, size, rng: rng.normal(params[0], params[1], size=size),
        parameters=("mu", "sigma"),
    )


def _bootstrap(statistic, engine, **options):
    return bt.bootstrap(X, statistic, engine=engine, method="percentile", **OPTIONS, **options)


RUNS = {
    "compiled": lambda engine: _bootstrap("median", engine).replicates,
    "closure": lambda engine: _bootstrap(_closure(), engine, compile=False).replicates,
    "vectorized": lambda engine: _bootstrap(_vectorized, engine, vectorized=True).replicates,
    "permutation": lambda engine: (
        bt.permutation_test((X, Y), _spread, engine=engine, compile=False, **OPTIONS).null
    ),
    "MLE": lambda engine: bt.fit(X, _normal(), engine=engine, **OPTIONS).replicates,
}


@functools.cache
def expected(name):
    """What the run gives in this thread."""
    return sha(RUNS[name]("serial"))


class TwoArguments(Exception):
    """Cannot be read back from a pickle."""

    def __init__(self, what, number):
        super().__init__(f"{what} {number}")


# As in a script or a notebook.
OfMain = type("OfMain", (Exception,), {"__module__": "__main__"})


def _failing(make):
    def statistic(x):
        if x[0] > 1.2:
            return make()
        return x.mean()

    return statistic


def _raising(make):
    def fail():
        raise make()

    return _failing(fail)


def ending(kind):
    """A statistic that ends like this on a tenth of the resamples, not on the data."""
    return {
        "two arguments": _raising(lambda two=TwoArguments: two("boom", 2)),
        "class of __main__": _raising(lambda: OfMain("boom")),
        "value that cannot travel": _failing(threading.Lock),
        "exit": _failing(lambda: sys.exit(3)),
    }[kind]


# The name of the exception, and what its message says.
ENDINGS = {
    "two arguments": ("TwoArguments", "boom 2"),
    "class of __main__": ("OfMain", "boom"),
    "value that cannot travel": ("StatisticError", "must return a number"),
    "exit": ("SystemExit", "3"),
}

"""The factors of an execution, a call of each kind, and everything that comes of it as one hash."""

from __future__ import annotations

import functools
import hashlib
import itertools

import numpy as np
import pytest

import bootes as bt
from bootes._core import progress
from tests.conformance.plans import chunks_of
from tests.engines.reordering import ReorderingEngine

__all__ = ["CALLS", "FACTORS", "execute_case", "expected", "forbidden", "study_cases", "word"]

B = 300  # a whole block and a part of one
POINTS = 5  # where a run is interrupted

FACTORS = {
    "engine": ["serial", "threads", "loky", "spawn", "dask", "ipyparallel", "ray"],
    "workers": [1, 2, 3, 7],
    "size": [13, 100, 256, None],  # of chunks; None is what the driver chooses
    "order": ["as completed", "shuffled"],
    "point": range(POINTS + 1),  # 0 is a run that is not interrupted
    "then": ["serial", "threads", "loky", "spawn", "dask", "ipyparallel", "ray"],
}

X = np.random.default_rng(0).normal(size=20)
Y = np.random.default_rng(1).normal(size=12)
PAIRS = tuple(np.random.default_rng(2).normal(size=(2, 4)))
COUNTS = np.random.default_rng(3).negative_binomial(3, 0.2, size=40)
OPTIONS = {"n_resamples": B, "rng": 5, "on_error": "omit"}
BOOT = {"method": "percentile", "confidence_level": 0.9, **OPTIONS}


def _closure():
    weights = np.linspace(0.0, 1.0, 20)

    def statistic(x):
        if x[0] > 1.2:
            raise ValueError("a large first value")
        return weights @ np.sort(x)

    return statistic


def _spread():
    limit = 1.0

    def statistic(case, control):
        if case[0] > limit:
            raise ArithmeticError("a large first value")
        return float(np.ptp(case) - np.ptp(control))

    return statistic


def _normal():
    scale = np.array([1.0, 2.0])

    def estimate(x):
        if x[0] > 2.0:
            raise ValueError("a large first value")
        return [x.mean() * scale[0], x.std() * scale[1]]

    return bt.Model.from_functions(
        estimate,
        lambda params, size, rng: rng.normal(params[0], params[1], size=size),
        parameters=("mu", "sigma"),
    )


def _test(statistic, **options):
    return bt.permutation_test((X, Y), statistic, method="montecarlo", **OPTIONS, **options)


CALLS = {
    "bootstrap, compiled": lambda **o: bt.bootstrap(PAIRS, "pearson", paired=True, **BOOT, **o),
    "bootstrap, Python": lambda **o: bt.bootstrap(X, _closure(), compile=False, **BOOT, **o),
    "permutation, compiled": lambda **o: _test("welch_t", **o),
    "permutation, Python": lambda **o: _test(_spread(), compile=False, **o),
    "MLE, compiled": lambda **o: bt.fit(COUNTS, "negative_binomial", **BOOT, **o),
    "MLE, Python": lambda **o: bt.fit(X, _normal(), **BOOT, **o),
}
FACTORS["call"] = [*CALLS]


def forbidden(one, other):
    """Whether two values cannot meet: a single thread completes its work in its own order."""
    pair = {one, other}
    return any(
        [
            ("engine", "serial") in pair and one[0] != "then" and other[0] == "workers"
            and ("workers", 1) not in pair,
            pair == {("engine", "serial"), ("order", "shuffled")},
            pair in [{("engine", name), ("then", name)} for name in FACTORS["engine"]],
        ]
    )  # fmt: skip


def study_cases(engine):
    """All cases of so many workers of an engine, but for where interrupted ones go on."""
    orders = FACTORS["order"][: 1 if engine == "serial" else 2]
    for values in itertools.product(FACTORS["size"], orders, FACTORS["point"], FACTORS["call"]):
        yield dict(zip(("size", "order", "point", "call"), values, strict=True))


def word(result):
    """One word for all numbers of a result: replicates, counts of tails, failures."""
    one = result.bootstrap if isinstance(result, bt.FitResult) else result
    values = one.null if isinstance(one, bt.PermutationResult) else one.replicates
    told = [one.n_failed, one.failures, one.failed, one._kept.tails, str(result)]
    told[-1] = told[-1].rpartition("made by")[0]
    digest = hashlib.sha256(np.ascontiguousarray(values).tobytes())
    digest.update(repr(told).encode())
    return digest.hexdigest()


@functools.cache
def expected(call):
    """What the call gives in this thread."""
    return word(CALLS[call](engine="serial"))


class _Stop:
    """Interrupts the run as soon as so many replicates are done."""

    def __init__(self, n):
        self.n = n

    def __call__(self, update):
        if update.n_done >= self.n:
            raise KeyboardInterrupt


def execute_case(case, engine, then, folder):
    """Run one case; return its word, and in which order chunks came back.

    An interrupted run goes on on another engine, at the next chunk size of the list.
    """
    call, order = CALLS[case["call"]], []
    if case["order"] == "shuffled":
        engine = ReorderingEngine(engine, case["point"])
        order = engine.order
    with pytest.MonkeyPatch.context() as patch:
        chunks_of(patch, case["size"])
        if not case["point"]:
            return word(call(engine=engine)), order
        patch.setattr(progress, "_EVERY_S", 0.0)
        stop = _Stop(case["point"] * B // (POINTS + 1))
        with pytest.raises(bt.errors.RunInterrupted, match="the same call goes on from there"):
            call(engine=engine, checkpoint=folder, progress=stop)
    sizes = FACTORS["size"]
    with pytest.MonkeyPatch.context() as patch:
        chunks_of(patch, sizes[(sizes.index(case["size"]) + 1) % len(sizes)])
        found = call(engine=then, checkpoint=folder)
    one = found.bootstrap if isinstance(found, bt.FitResult) else found
    assert one.provenance["execution"]["from_checkpoint"] >= stop.n
    return word(found), order

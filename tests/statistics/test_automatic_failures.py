"""Replicates of compiled functions that fail: the exceptions and values of Python."""

from __future__ import annotations

import math

import numpy as np
import pytest

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.errors import EngineError, StatisticError
from bootes.protocols import BLOCK
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.statistics import made
from bootes.statistics.resolve import as_statistic

KEY = Seed(70).key("resample")
X = np.random.default_rng(1).normal(size=15)
COUNTS = np.array([0, 1, 0, 2, 0, 1, 3, 0])


class OfTheUser(Exception):
    """An exception that Numba knows nothing of."""


def raises(x):
    if x[0] > 0.8:
        raise OfTheUser("too large")
    return x[0]


def divides(x):
    return 1.0 / len(x[x > 0.56])


def divides_whole(x):
    return len(x) // len(x[x > 0.56])


def out_of_bounds(x):
    return x[x > 0.56][1]


def outside_the_domain(x):
    return math.log(x[0] + 1.0)


def infinite(x):
    return x[1] / x[0]


def is_nan(x):
    return np.nan if x[0] > 0.8 else x[1]


def none(x):
    return None if x[0] > 0.8 else x[1]


def another_length(x):
    return x[x > 0.56][:2]


def another_name(x):
    return {"a": x[0]} if x[0] < 0.8 else {"b": x[0]}


def facts(evaluation):
    return [(f.replicate, f.kind, f.message) for f in evaluation.failures]


def both(function, data, scheme=iid):
    samples = as_samples(data).samples
    forms = [as_statistic(function, original(samples), compile=c) for c in (True, False)]
    assert [form.form for form in forms] == ["compiled", "python"]
    return (*forms, scheme(samples))


@pytest.mark.filterwarnings("ignore:(divide by zero|invalid value) encountered:RuntimeWarning")
@pytest.mark.parametrize(
    ("function", "data", "kind"),
    [
        (raises, X, "OfTheUser"),
        (divides, X, "ZeroDivisionError"),
        (divides_whole, X, "ZeroDivisionError"),
        (out_of_bounds, X, "IndexError"),
        (outside_the_domain, X, "ValueError"),
        (infinite, COUNTS + 0.0, None),
        (is_nan, X, None),
        (none, X, "StatisticError"),
        (another_length, X, "StatisticError"),
        (another_name, X, "StatisticError"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize(("start", "stop"), [(0, 700), (300, 700), (511, 513)])
def test_they_are_those_of_python(function, data, kind, start, stop):
    compiled, python, sampler = both(function, data)
    found = compiled.evaluate(sampler, KEY, start, stop)
    expected = python.evaluate(sampler, KEY, start, stop)
    assert facts(found) == facts(expected)
    assert found.values.tobytes() == expected.values.tobytes()
    assert {f.kind for f in found.failures} <= {kind}
    if stop - start > 300:
        assert not np.isfinite(found.values).all()


def test_the_users_exception_is_the_cause():
    with pytest.raises(StatisticError, match=r"resample \d+ \(OfTheUser: too large\)") as caught:
        bt.bootstrap(X, raises, rng=1, n_resamples=199, compile=True)
    assert type(caught.value.__cause__) is OfTheUser
    number = int(str(caught.value).split("on resample ")[1].split(" ")[0])
    values = bt.bootstrap(X, "mean", rng=1, n_resamples=199)
    assert values.replay(number)[0] > 0.8
    assert all(values.replay(i)[0] <= 0.8 for i in range(number))


def draw(rng):
    if rng.random() < 0.05:
        raise ArithmeticError("no sample")
    return rng.normal(size=15)


@pytest.mark.parametrize("start", [0, 100, 2 * BLOCK - 3])
def test_drawn_samples_fail_at_their_own_index(start):
    compiled, python, _ = both(raises, X)
    sampler = generated(draw, 15, KEY)
    found = compiled.evaluate(sampler, KEY, start, start + 3 * BLOCK + 7)
    expected = python.evaluate(sampler, KEY, start, start + 3 * BLOCK + 7)
    assert found.values.tobytes() == expected.values.tobytes()
    assert sorted(facts(found)) == sorted(facts(expected))
    assert {f.kind for f in found.failures} == {"ArithmeticError", "OfTheUser"}


def test_a_worker_that_cannot_compile_says_so(monkeypatch):
    """The form is fixed: no silent change in another process."""
    compiled, _, sampler = both(raises, X)
    monkeypatch.setattr(made, "_make", lambda *a: "Numba is not what it was")
    made._made.clear()
    with pytest.raises(EngineError, match="could not be compiled in this process: Numba is not"):
        compiled.evaluate(sampler, KEY, 0, 10)
    made._made.clear()

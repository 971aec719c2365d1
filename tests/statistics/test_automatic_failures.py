"""Replicates of compiled functions that fail: the exceptions and values of Python."""

from __future__ import annotations

import math

import numpy as np
import pytest

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.errors import EngineError, PerformanceWarning, StatisticError
from bootes.protocols import BLOCK
from bootes.samples import Columns
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.statistics import made
from bootes.statistics.agreement import disagreement
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


MATH = {
    "sqrt": lambda v: math.sqrt(v),
    "log": lambda v: math.log(v),
    "log2": lambda v: math.log2(v),
    "log10": lambda v: math.log10(v),
    "log1p": lambda v: math.log1p(v),
    "exp": lambda v: math.exp(v * 1000.0),
    "expm1": lambda v: math.expm1(v * 1000.0),
    "pow": lambda v: math.pow(v, 0.5),
    "pow, range": lambda v: math.pow(10.0, v * 500.0),
    "acos": lambda v: math.acos(v),
    "asin": lambda v: math.asin(v),
    "acosh": lambda v: math.acosh(v + 0.8),
    "atanh": lambda v: math.atanh(v),
    "sin": lambda v: math.sin(1e309 if v > 0.8 else v),
    "cos": lambda v: math.cos(1e309 if v > 0.8 else v),
    "tan": lambda v: math.tan(1e309 if v > 0.8 else v),
    "cosh": lambda v: math.cosh(v * 1000.0),
    "sinh": lambda v: math.sinh(v * 1000.0),
    "gamma": lambda v: math.gamma(v * 300.0),
    "gamma, pole": lambda v: math.gamma(math.floor(v) + 1),
    "lgamma": lambda v: math.lgamma(math.floor(v) + 1) + 1.0,
    "fmod": lambda v: math.fmod(1.0, max(v, 0.0)),
    "floor": lambda v: math.floor(np.log(v)),
    "ceil": lambda v: math.ceil(np.sqrt(v)),
    "trunc": lambda v: math.trunc(np.log2(v) * v),
    "int": lambda v: int(np.log(max(v, 0.0))),
    "int, infinite": lambda v: int(1e309 if v > 0.8 else v),
    "round": lambda v: round(np.sqrt(v)),
    "a list": lambda v: max([math.sqrt(v) for _ in range(2)]),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", MATH)
def test_exceptions_are_not_swallowed(name):
    """``min`` and comparisons hide NaN and infinity, so that only an exception tells."""
    compute = MATH[name]

    def hidden(x):
        value = compute(x[0])
        return min(5.0, float(value)) if value > 0.5 else 0.0

    compiled, python, sampler = both(hidden, np.append(X, 0.0))
    found = compiled.evaluate(sampler, KEY, 0, 500)
    expected = python.evaluate(sampler, KEY, 0, 500)
    assert facts(found) == facts(expected)
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-12)
    assert 0 < len(found.failures) < 500


DIVISIONS = {
    "/": lambda n: 1 / n,
    "/, float": lambda n: 1.0 / float(n),
    "//": lambda n: 1 // n,
    "%": lambda n: 1 % n,
    "% of floats": lambda n: 1.0 % float(n),
    "/=": lambda n: divided_in_place(n),
    "divmod": lambda n: divmod(1, n)[1],
    "complex": lambda n: abs(1.0 / complex(n)),
    "**, float": lambda n: float(n) ** -1.0,
    "**, root": lambda n: n**-0.5,
    "**, no constant": lambda n: float(n) ** -len((1, 2)),
    "**=": lambda n: power_in_place(n),
    "**, complex": lambda n: abs(complex(n) ** -1),
    "pow": lambda n: pow(float(n), -1.0),
    "a list": lambda n: min([1.0 / n for _ in range(2)]),
    "a list of powers": lambda n: min([float(n) ** -1.0 for _ in range(2)]),
}


def divided_in_place(n):
    value = 1.0
    value /= n
    return value


def power_in_place(n):
    value = float(n)
    value **= -1.0
    return value


@pytest.mark.parametrize("name", DIVISIONS)
def test_a_division_by_zero_is_not_hidden(name):
    compute = DIVISIONS[name]

    def hidden(x):
        return min(5.0, float(compute(len(x[x > 0.56]))))

    compiled, python, sampler = both(hidden, X)
    found = compiled.evaluate(sampler, KEY, 0, 500)
    expected = python.evaluate(sampler, KEY, 0, 500)
    assert facts(found) == facts(expected)
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-12)
    assert 0 < len(found.failures) < 500
    assert {failure.kind for failure in found.failures} == {"ZeroDivisionError"}


@pytest.mark.filterwarnings("ignore:divide by zero encountered:RuntimeWarning")
@pytest.mark.parametrize(
    "function",
    [
        lambda x: min(5.0, 1.0 / np.sum(x > 0.8)),
        lambda x: min(5.0, np.sum(x > 0.8) * x.std() ** -1.0),
        lambda x: np.minimum(5.0, 1 / (x * (x < 0.8))).mean() + np.sum(x**-2.0),
    ],
)
def test_a_number_of_numpys_that_is_divided_by_zero_has_its_value(function):
    compiled, python, sampler = both(function, X)
    found = compiled.evaluate(sampler, KEY, 0, 500)
    expected = python.evaluate(sampler, KEY, 0, 500)
    assert found.failures == expected.failures == []
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-12)


@pytest.mark.filterwarnings("ignore:divide by zero encountered:RuntimeWarning")
@pytest.mark.parametrize(
    ("function", "where"),
    [
        (lambda x: min(5.0, 1.0 / np.sum(x > 9.0)), "the data"),
        (lambda x: min(5.0, 1.0 / np.sum(x < -1.0) / np.sum(x > 0.9)), "most resamples"),
    ],
)
def test_where_compiled_code_would_mostly_stop_python_runs(function, where):
    with pytest.warns(PerformanceWarning, match=f"on {where} it divides a number of NumPy's"):
        result = bt.bootstrap(X, function, rng=1, n_resamples=99)
    assert result.provenance["form"].startswith("python")
    assert result.n_failed == 0
    demanded = bt.bootstrap(X, function, rng=1, n_resamples=99, compile=True)
    assert demanded.provenance["form"].startswith("compiled")
    np.testing.assert_array_equal(demanded.replicates, result.replicates)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "function",
    [
        lambda v: min(5.0, float(int(np.log(max(4.4 - v[0], 0))))),
        lambda v: 1 / (1 + math.exp(v[0] * 200)),
        lambda v: 1.0 if math.sqrt(4.4 - v[0]) > 0.5 else 0.0,
    ],
)
def test_failures_are_counted_as_in_python(function):
    data = np.random.default_rng(12).gamma(3.0, 1.0, 31)
    found, expected = (
        bt.bootstrap(data, function, rng=1, n_resamples=500, on_error="omit", compile=c)
        for c in ("auto", False)
    )
    assert found.provenance["form"].startswith("compiled")
    assert found.n_failed == expected.n_failed > 0
    np.testing.assert_allclose(found.replicates, expected.replicates, rtol=1e-12)


def test_the_smallest_and_the_largest_row_alone_are_tried():
    """All rows of a resample are alike there, and only there."""
    values = np.arange(1.0, 41.0)

    def kernel(flat, offsets, args, out):
        out[0] = 0.0

    columns, edges = Columns((0,), (False,)), np.array([0, 40])
    for limit, name in ((1.0, "smallest"), (40.0, "largest")):

        def function(x, limit=limit):
            return 1.0 if x.min() == x.max() == limit else 0.0

        told = disagreement(function, kernel, values, edges, columns, None)
        assert told is not None
        assert told.why.endswith(f"on a resample of only the row of the {name} value")


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

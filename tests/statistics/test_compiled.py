"""Users' compiled functions: the values and failures of the same function in Python."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.protocols import BLOCK
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.statistics.compiled import CompiledStatistic, is_compiled
from bootes.statistics.python import PythonStatistic
from bootes.statistics.resolve import as_statistic

KEY = Seed(70).key("resample")
X, Y = np.random.default_rng(1).normal(size=(2, 15))


@numba.njit
def plain(x):
    return x.mean() + x[0]


@numba.njit
def with_default(x, power=2.0):
    return (x**power).sum()


@numba.njit("float64(float64[:])")
def eager(x):
    return x[1]


@numba.njit
def to_int(x):
    return (x > 0).sum()


@numba.njit
def to_bool(x):
    return x[0] > 0


@numba.njit
def to_float32(x):
    return np.float32(x[0])


@numba.njit
def to_array(x):
    return np.sort(x)[:4]


@numba.njit
def overwriting(x):
    x[:] = np.sort(x)
    return x[3]


@numba.njit
def sometimes_none(x):
    if x[0] > 0.8:
        return None
    return x[0]


@numba.njit
def raising(x):
    if x[0] > 0.8:
        raise ValueError("large")
    return x[0]


@numba.njit
def raising_type_error(x):
    if x[0] > 0.8:
        raise TypeError("large")
    return x[0]


@numba.njit
def of_two(x, y):
    if y[0] > 1.0:
        raise ValueError("large")
    return np.array([x.mean(), y.max()])


@numba.njit
def two_with_default(x, y, shift=1.0):
    return x.mean() - y.mean() + shift


def forms(function, *data, scheme=iid):
    samples = as_samples(data if len(data) > 1 else data[0]).samples
    compiled = as_statistic(function, original(samples))
    assert isinstance(compiled, CompiledStatistic)
    python = PythonStatistic("twin", function.py_func, compiled.names, "twin")
    return compiled, python, scheme(samples)


@pytest.mark.parametrize(
    "function",
    [plain, with_default, eager, to_int, to_bool, to_float32, to_array, overwriting],
    ids=lambda f: f.py_func.__name__,
)
def test_values_are_those_of_the_python_function(function):
    compiled, python, sampler = forms(function, X)
    found = compiled.evaluate(sampler, KEY, 0, 300)
    expected = python.evaluate(sampler, KEY, 0, 300)
    assert not found.failures
    assert found.values == pytest.approx(expected.values, rel=1e-13)


@pytest.mark.parametrize("function", [of_two, two_with_default])
def test_two_samples(function):
    compiled, python, sampler = forms(function, X, Y)
    found = compiled.evaluate(sampler, KEY, 0, 300)
    expected = python.evaluate(sampler, KEY, 0, 300)
    assert found.values == pytest.approx(expected.values, rel=1e-13, nan_ok=True)
    assert facts(found) == facts(expected)


def facts(evaluation):
    return [(f.replicate, f.kind, f.message) for f in evaluation.failures]


@pytest.mark.parametrize("function", [raising, raising_type_error])
@pytest.mark.parametrize(("start", "stop"), [(0, 700), (300, 700), (511, 513)])
def test_failures_are_those_of_the_python_function(function, start, stop):
    compiled, python, sampler = forms(function, X)
    found = compiled.evaluate(sampler, KEY, start, stop)
    expected = python.evaluate(sampler, KEY, start, stop)
    assert facts(found) == facts(expected)
    assert found.values.tobytes() == expected.values.tobytes()
    assert stop - start < 10 or found.failures


def test_a_value_that_is_none_is_a_failure():
    compiled, python, sampler = forms(sometimes_none, X)
    found = compiled.evaluate(sampler, KEY, 0, 300)
    expected = python.evaluate(sampler, KEY, 0, 300)
    assert [f.replicate for f in found.failures] == [f.replicate for f in expected.failures]
    assert found.values.tobytes() == expected.values.tobytes()


def test_every_replicate_fails_by_itself_where_the_loop_cannot_begin(monkeypatch):
    """Whatever breaks before the first replicate, the search for who failed comes to an end."""
    compiled, _, sampler = forms(plain, X)

    def broken(self, *arguments):
        raise TypeError("no match for the function type")

    monkeypatch.setattr(CompiledStatistic, "_direct", broken)
    found = compiled.evaluate(sampler, KEY, 100, 120)
    assert [failure.replicate for failure in found.failures] == list(range(100, 120))
    assert np.isnan(found.values).all()


@numba.njit
def changing(x):
    return x[:2].copy() if x[0] > 0 else x[:1].copy()


def test_a_length_that_changes_is_a_failure():
    compiled, _, sampler = forms(changing, np.abs(X))
    assert compiled.n_components == 2
    sampler = iid(as_samples(X).samples)
    found = compiled.evaluate(sampler, KEY, 0, 200)
    failed = {failure.replicate for failure in found.failures}
    for i in range(200):
        block = np.empty((1, 15))
        sampler.draw(KEY, i, i + 1, block)
        assert (i in failed) == (block[0, 0] <= 0)
        assert np.isnan(found.values[i]).all() == (i in failed)
    assert {failure.kind for failure in found.failures} == {"ValueError"}


def draw(rng):
    if rng.random() < 0.05:
        raise ArithmeticError("no sample")
    return rng.normal(size=15)


@pytest.mark.parametrize("start", [0, 100, 2 * BLOCK - 3])
def test_drawn_samples_fail_at_their_own_index(start):
    """Over several blocks, drawing and computing may both fail."""
    compiled, python, _ = forms(raising, X)
    sampler = generated(draw, 15, KEY)
    found = compiled.evaluate(sampler, KEY, start, start + 3 * BLOCK + 7)
    expected = python.evaluate(sampler, KEY, start, start + 3 * BLOCK + 7)
    assert found.values.tobytes() == expected.values.tobytes()
    assert sorted(facts(found)) == sorted(facts(expected))
    assert {f.kind for f in found.failures} == {"ArithmeticError", "ValueError"}


def test_what_numba_compiled_is_told_apart():
    assert is_compiled(plain)
    assert not is_compiled(plain.py_func)
    assert not is_compiled(np.mean)
    assert not is_compiled("mean")

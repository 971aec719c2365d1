"""Names and NumPy's functions that kernels compute."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from bootes.errors import InputError, UnknownNameError
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.recognise import recognise

partial = functools.partial
X = np.random.default_rng(1).normal(size=10)


@pytest.mark.parametrize("name", BUILTINS)
def test_a_name_is_its_row(name):
    assert recognise(name) is BUILTINS[name]
    assert recognise(name, compile=False) is BUILTINS[name]
    assert recognise(BUILTINS[name]) is BUILTINS[name]


@pytest.mark.parametrize("name", ["quantile:0.9", "quantile:.9", "quantile:9e-1"])
def test_a_quantile_has_its_level_in_its_name(name):
    assert recognise(name).args == (0.9,)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (np.mean, "mean"),
        (np.median, "median"),
        (np.var, "variance(ddof=0)"),
        (np.std, "std(ddof=0)"),
        (partial(np.var, ddof=1), "variance"),
        (partial(np.std, ddof=2), "std(ddof=2)"),
        (partial(np.quantile, q=0.3), "quantile:0.3"),
        (partial(np.percentile, q=30), "quantile:0.3"),
        (partial(np.mean), "mean"),
    ],
)
def test_numpys_functions_are_recognised_with_their_arguments(function, name):
    row = recognise(function)
    assert row.name == name
    assert row.python(X) == pytest.approx(function(X), rel=1e-15)
    assert recognise(function, compile=False) is None


class Unhashable:
    __hash__ = None

    def __call__(self, x):
        return x.mean()


@pytest.mark.parametrize(
    "function",
    [
        np.max,
        np.nanmean,
        partial(np.mean, dtype=np.float32),
        partial(np.quantile, q=[0.1, 0.9]),
        partial(np.quantile, q=0.5, method="lower"),
        partial(np.var, 1),
        lambda x: np.mean(x),
        Unhashable(),
    ],
)
def test_other_functions_are_not(function):
    assert recognise(function) is None


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'medain'.*Did you mean 'median'.*quantile:LEVEL"):
        recognise("medain")


@pytest.mark.parametrize("name", ["quantile:", "quantile:high", "quantile:1.5", "quantile:90%"])
def test_a_level_that_is_none_is_refused(name):
    with pytest.raises(InputError, match="quantile"):
        recognise(name)

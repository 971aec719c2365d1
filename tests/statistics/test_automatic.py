"""Plain functions compiled by themselves: the same values, and a word where they are not."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import bootes as bt
from bootes.errors import InputError, PerformanceWarning, StatisticError
from bootes.statistics import automatic
from tests.statistics.automatic_cases import COMPILED, LEFT, RANDOM, REFUSED, X, Y

B = 150


@pytest.fixture(autouse=True)
def _nothing_was_told():
    automatic._told.clear()


def run(data, statistic, **options):
    options = {"rng": 5, "n_resamples": B, "method": "percentile", **options}
    return bt.bootstrap(data, statistic, engine=options.pop("engine", "serial"), **options)


def form_of(result):
    return result.provenance["form"]


@pytest.mark.parametrize("name", COMPILED)
def test_values_are_those_of_python(name):
    """On the same resamples, within 1e-12 of the value or of its typical size."""
    data, function = COMPILED[name]
    found, demanded = run(data, function), run(data, function, compile=True)
    expected = run(data, function, compile=False)
    assert form_of(found) == form_of(demanded) == "compiled (from Python, by Numba)"
    assert form_of(expected) == "python (not compiled: compile=False)"
    typical = np.median(np.abs(expected.replicates), axis=0)
    near = np.abs(found.replicates - expected.replicates) <= 1e-12 * np.maximum(
        np.abs(expected.replicates), typical
    )
    assert near.all()
    np.testing.assert_allclose(found.estimate, expected.estimate, rtol=1e-12)
    assert found.replicates.tobytes() == demanded.replicates.tobytes()


@pytest.mark.parametrize("name", LEFT)
def test_what_is_no_candidate_runs_in_python_without_a_warning(name):
    function, words = LEFT[name]
    found = run(X, function)
    assert form_of(found).startswith("python (not compiled: ")
    assert words in form_of(found)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_compiled_is_told_once(name):
    function, words = REFUSED[name]
    with pytest.warns(PerformanceWarning, match=f"runs in Python: {words}.*compile=False") as seen:
        found = run(X, function)
    assert seen[0].filename == __file__
    assert form_of(found).startswith("python (not compiled: ")
    run(X, function)  # once per function, or the warning would be an error


@pytest.mark.parametrize("name", REFUSED)
def test_on_demand_it_is_an_error(name):
    function, words = REFUSED[name]
    with pytest.raises(InputError, match=f"compile=True: .* cannot be compiled, for {words}"):
        run(X, function, compile=True)


def test_on_demand_a_doubt_is_no_veto():
    def defines(x):
        inner = lambda v: v * v  # noqa: E731
        return inner(x).mean()

    assert form_of(run(X, defines)) == "python (not compiled: it defines a function inside)"
    assert form_of(run(X, defines, compile=True)).startswith("compiled")


@pytest.mark.parametrize("compile", ["auto", True])
@pytest.mark.parametrize("name", RANDOM)
def test_random_numbers_inside_are_refused(name, compile):
    words = {"auto": "for the same resample", True: "draws random numbers of its own"}[compile]
    with pytest.raises((StatisticError, InputError), match=words):
        run(X, RANDOM[name], compile=compile)


def test_what_a_closure_holds_is_looked_at_in_every_call():
    held = 1.0

    def shifted(x):
        return x.mean() + held

    first = run(X, shifted).replicates
    held = 2.5
    np.testing.assert_allclose(run(X, shifted).replicates, first + 1.5, rtol=1e-12)
    assert form_of(run(X, shifted)).startswith("compiled")


SHIFT = 1.0
TABLE = np.array([1.0, 2.0])


def helper(x):
    return x.mean() + SHIFT


def by_helper(x):
    return helper(x) + TABLE[1]


def test_what_globals_hold_is_looked_at_in_every_call(monkeypatch):
    """Also those of the functions that it calls, and what arrays hold."""
    first = run(X, by_helper).replicates
    monkeypatch.setitem(globals(), "SHIFT", 5.0)
    np.testing.assert_allclose(run(X, by_helper).replicates, first + 4.0, rtol=1e-12)
    before = TABLE[1]
    try:
        TABLE[1] = before + 2.0
        np.testing.assert_allclose(run(X, by_helper).replicates, first + 6.0, rtol=1e-12)
    finally:
        TABLE[1] = before
    monkeypatch.setitem(globals(), "helper", lambda x: x.max())
    assert run(X, by_helper).estimate == X.max() + before


def test_more_resamples_begin_with_the_same_ones():
    function = COMPILED["variation"][1]
    few, many = run(X, function, n_resamples=300), run(X, function, n_resamples=1_000)
    assert many.replicates[:300].tobytes() == few.replicates.tobytes()


@pytest.mark.parametrize("name", ["helper", "closure over arrays", "dict", "rows and vector"])
def test_processes_give_the_same_bits(name):
    data, function = COMPILED[name]
    here = run(data, function)
    there = run(data, function, engine="processes", n_jobs=2)
    assert form_of(there).startswith("compiled")
    assert there.replicates.tobytes() == here.replicates.tobytes()


def test_permutations_and_bca():
    def difference(x, y):
        return np.median(x) - np.median(y)

    found = bt.permutation_test((X, Y), difference, rng=1, n_resamples=199)
    expected = bt.permutation_test((X, Y), difference, rng=1, n_resamples=199, compile=False)
    assert found.null.tobytes() == expected.null.tobytes()
    assert found.pvalue == expected.pvalue
    function = COMPILED["variation"][1]
    for limit, wanted in zip(
        *(run(X, function, method="bca", compile=c).interval() for c in ("auto", False)),
        strict=True,
    ):
        assert limit == pytest.approx(wanted, rel=1e-12)


def test_a_function_may_overwrite_its_argument():
    def sorts(x):
        x.sort()
        x[0] = 1e9
        return x[5]

    found, expected = run(X, sorts), run(X, sorts, compile=False)
    assert form_of(found).startswith("compiled")
    assert found.replicates.tobytes() == expected.replicates.tobytes()


def test_the_data_decide_whatever_ran_before():
    """Whole numbers of Python do not overflow; those of Numba are checked on these very data."""

    def power_of_three(x):
        product = 1
        for _ in range(int(x.max())):
            product *= 3
        return 1.0 * product

    small, large = np.arange(2.0, 12.0), np.arange(52.0, 62.0)
    for data, form in ((large, "python"), (small, "compiled"), (large, "python")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PerformanceWarning)
            found = run(data, power_of_three)
        assert form_of(found).startswith(form)
        assert found.estimate == float(3 ** int(data.max()))

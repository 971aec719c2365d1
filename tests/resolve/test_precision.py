"""As many resamples as a Monte Carlo error asks for."""

from __future__ import annotations

import functools
import math
import warnings

import numpy as np
import pytest

import bootes as bt
from bootes._resolve import planning, precision
from bootes.errors import InputError, InputTypeError, IntervalError, PrecisionWarning
from tests.test_storage import COUNTS, VERBS, X, Y, facts

METHODS = ("percentile", "basic", "normal", "bca")
_NO_BCA = ("vectorized", "failures")  # a largest value; a statistic that fails without a row
STAGES = [1_000 * 2**k - 1 for k in range(9)] + [511_999, 999_999]


def auto(data=X, statistic="mean", rng=5, **options):
    return bt.bootstrap(data, statistic, n_resamples="auto", rng=rng, **options)


def without_precision(result):
    told, provenance, *rest, shown = facts(result)
    provenance.pop("precision", None)
    lines = [line for line in shown.splitlines() if not line.lstrip().startswith("precision")]
    return told, provenance, *rest, "\n".join(lines)


@pytest.mark.parametrize("method", METHODS)
def test_it_stops_at_a_fixed_number_within_the_tolerance(method):
    r = auto(method=method, tolerance=0.05)
    found = r.precision
    assert r.n_resamples in STAGES
    assert found.reached
    assert r.warnings == ()
    assert [n for n, _ in found.stages] == STAGES[: len(found.stages)]
    assert [error <= 0.05 for _, error in found.stages] == [False] * (len(found.stages) - 1) + [
        True
    ]
    assert found.achieved == found.stages[-1][1]
    assert found.achieved == pytest.approx(max(r.interval().error) / r.standard_error, rel=1e-12)


@pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")
@pytest.mark.parametrize(
    "name", ["kernel", "two samples", "paired", "rows", "vectorized", "python", "failures"]
)
def test_it_equals_the_run_of_that_number(name):
    """To the bit: values, intervals, failures, what it says, but for what was asked for."""
    call = functools.partial(VERBS[name], method="percentile" if name in _NO_BCA else "bca")
    r = call(n_resamples="auto", tolerance=0.06)
    assert len(r.precision.stages) > 1
    whole = call(n_resamples=r.n_resamples)
    assert whole.precision is None
    assert without_precision(r) == without_precision(whole)
    np.testing.assert_array_equal(tuple(r.interval()), tuple(whole.interval()))


@pytest.mark.parametrize("options", [{"engine": "serial"}, {"engine": "threads", "n_jobs": 3}])
def test_the_answer_does_not_depend_on_the_execution(options):
    r = auto(tolerance=0.05, **options)
    expected = auto(tolerance=0.05, engine="processes", n_jobs=2)
    assert r.precision == expected.precision
    assert facts(r) == facts(expected)


def test_columns_of_a_fit_decide_by_themselves():
    data = {"a": COUNTS, "b": np.where(np.arange(50) < 46, COUNTS // 4, 40)}
    found = bt.fit(data, n_resamples="auto", tolerance=0.08, rng=5, scheme="iid")
    numbers = {name: one.n_resamples for name, one in found.items()}
    assert numbers["a"] != numbers["b"]
    table = found.to_frame("pandas")
    assert dict(zip(table["column"], table["n_resamples"], strict=True)) == numbers
    for name, one in found.items():
        alone = bt.fit({name: data[name]}, n_resamples=numbers[name], rng=5, scheme="iid")[name]
        np.testing.assert_array_equal(one.replicates, alone.replicates)
        assert one.precision.reached


def test_the_worst_component_decides():
    def both(x):
        return {"mean": x.mean(), "third": ((x - x.mean()) ** 3).mean()}

    r = auto(statistic=both, tolerance=0.08, compile=False)
    errors = np.max(r.interval().error, axis=0) / r.standard_error
    assert r.precision.achieved == pytest.approx(errors.max())
    alone = auto(statistic=lambda x: both(x)["mean"], tolerance=0.08, compile=False)
    assert r.n_resamples > alone.n_resamples


def test_the_standard_error_may_decide():
    """Its relative error is about 1/sqrt(2 B): 5,000 for 0.01, and for 0.02 a quarter of it."""
    for tolerance, least in ((0.01, 3_999), (0.005, 15_999)):
        r = auto(np.arange(50.0), tolerance=tolerance, tolerance_of="standard_error", rng=2)
        assert least <= r.n_resamples <= 2 * least + 1
        assert r.precision.achieved == pytest.approx(1 / math.sqrt(2 * r.n_resamples), rel=0.1)


@pytest.mark.parametrize("alternative", ["less", "greater"])
def test_the_open_end_does_not_decide(alternative):
    r = auto(alternative=alternative, method="percentile", tolerance=0.05)
    end = 1 if alternative == "less" else 0
    error = r.interval().error[end] / r.standard_error
    assert r.precision.achieved == pytest.approx(error, rel=1e-12)


@pytest.mark.parametrize(
    ("level", "alternative", "first"),
    [(0.95, "two-sided", 999), (0.9, "less", 999), (0.99, "two-sided", 3_999),
     (0.999, "two-sided", 63_999)],
)  # fmt: skip
def test_the_first_number_has_enough_replicates_beyond_the_limits(level, alternative, first):
    """Twenty of them; and the limits are order statistics: (B + 1) times the tail is whole."""
    r = auto(method="percentile", tolerance=0.9, confidence_level=level, alternative=alternative)
    assert r.n_resamples == first
    tail = (1 - level) / (2 if alternative == "two-sided" else 1)
    assert (first + 1) * tail == pytest.approx(round((first + 1) * tail), abs=1e-6)
    assert (first + 1) * tail >= 20


def test_the_bound_is_told():
    with pytest.warns(PrecisionWarning, match="max_resamples=3000 are too few") as warned:
        r = auto(tolerance=0.001, max_resamples=3_000)
    assert warned[0].filename == __file__
    assert [n for n, _ in r.precision.stages] == [999, 1_999, 3_000]
    assert not r.precision.reached
    assert r.warnings == (r.precision.warning,)
    assert "0.001 was asked for" in repr(r)
    assert r.provenance["precision"]["reached"] is False
    whole = bt.bootstrap(X, "mean", n_resamples=3_000, rng=5)
    assert tuple(r.interval()) == tuple(whole.interval())


def test_a_bound_that_gives_no_interval_is_an_error():
    with pytest.raises(IntervalError, match="30 replicates"):
        auto(max_resamples=30)


@pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")
def test_what_is_not_defined_does_not_run_to_the_bound():
    with pytest.warns(PrecisionWarning, match="cannot be told where limits"):
        r = auto(np.full(20, 3.0))
    assert r.n_resamples == 999
    assert math.isnan(r.precision.achieved)
    with pytest.warns(PrecisionWarning, match="1 of 2 components"):
        r = auto(statistic=lambda x: {"mean": x.mean(), "one": 1.0}, tolerance=0.1, compile=False)
    assert r.precision.achieved <= 0.1


def test_replicates_that_are_all_alike_are_a_point():
    r = auto(np.full(20, 3.0), method="percentile")
    assert r.n_resamples == 1_999
    assert r.precision.achieved == 0.0


def test_infinite_replicates_have_the_spread_of_their_middle():
    """The standard error is NaN; 0.3 % of the replicates are boundary values."""

    def sometimes(x):
        return math.inf if (x == x[0]).sum() > 5 else x.mean()

    data = np.random.default_rng(7).normal(size=30)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        r = auto(data, sometimes, method="percentile", tolerance=0.1, compile=False)
        whole = auto(data, "mean", method="percentile", tolerance=0.1)
    assert r.n_boundary > 0
    assert math.isnan(r.standard_error)
    assert r.precision.reached
    assert r.precision.achieved == pytest.approx(whole.precision.achieved, rel=0.3)


def test_a_lattice_is_looked_at_twice():
    """Around a limit all replicates may be ties: one look would see an error of 0 and stop."""
    r = auto(np.arange(12.0), "median", method="percentile")
    assert r.precision.achieved == 0.0
    (_, first), *_, (_, last) = r.precision.stages
    assert first > 0.0
    assert last == 0.0
    n = r.n_resamples
    before = bt.bootstrap(np.arange(12.0), "median", n_resamples=(n - 1) // 2, rng=5)
    assert tuple(before.interval("percentile")) == tuple(r.interval("percentile"))


def test_bins_that_are_too_wide_are_told(monkeypatch):
    monkeypatch.setattr(planning, "_KEPT_BYTES", 8 * 1_500)
    monkeypatch.setattr("bootes.reducers.histogram._MOST_BINS", 256)
    with pytest.warns(PrecisionWarning, match="keep='replicates'"):
        r = auto(method="percentile", tolerance=0.02)
    assert r.n_resamples == 1_999
    assert auto(method="percentile", tolerance=0.1).precision.reached


@pytest.mark.parametrize(
    ("options", "error", "match"),
    [
        ({"tolerance": 0.0}, InputError, "between 0 and 1"),
        ({"tolerance": 2}, InputError, "fraction of the standard error"),
        ({"tolerance": math.nan}, InputError, "between 0 and 1"),
        ({"tolerance": "small"}, InputTypeError, "is not a number"),
        ({"tolerance": [0.1]}, InputTypeError, "is not a number"),
        ({"tolerance_of": "se"}, InputError, "tolerance_of 'se'"),
        ({"max_resamples": 1.5}, InputError, "max_resamples=1.5 is not a whole number"),
        ({"max_resamples": 0}, InputError, "max_resamples=0 is too small"),
        ({"keep": "tails"}, InputError, "keep='tails' keeps none"),
        ({"keep": "moments"}, InputError, "keep='moments' keeps none"),
        ({"n_resamples": 99, "tolerance": 0.1}, InputError, "goes with n_resamples='auto'"),
        ({"n_resamples": 99, "max_resamples": 999}, InputError, "goes with n_resamples='auto'"),
        ({"n_resamples": "many"}, InputTypeError, "is not a whole number"),
        ({"confidence_level": 95}, InputError, "Did you mean 0.95"),
        ({"alternative": "upper"}, InputError, "alternative"),
    ],
)
@pytest.mark.parametrize("verb", ["bootstrap", "fit"])
def test_arguments_are_checked(verb, options, error, match):
    call = {
        "bootstrap": lambda **o: bt.bootstrap(X, "mean", **o),
        "fit": lambda **o: bt.fit(COUNTS, **o),
    }
    with pytest.raises(error, match=match):
        call[verb](**{"n_resamples": "auto", **options})


def test_a_test_is_not_looked_at_until_it_pleases():
    with pytest.raises(InputError, match="needs a sequential rule"):
        bt.permutation_test((X, Y), n_resamples="auto")


def test_numbers_of_resamples_double_to_the_bound():
    assert [999, *precision._stages(999, 999_999)] == STAGES
    assert precision._stages(999, 999) == []
    assert precision._stages(500, 500) == []


def spread_of_limits(n_seeds, tolerance, method):
    """How the limits of one small problem spread over seeds, in its standard errors."""
    data = np.random.default_rng(6).normal(size=25)
    found = [auto(data, "mean", tolerance=tolerance, method=method, rng=s) for s in range(n_seeds)]
    limits = np.array([tuple(r.interval()) for r in found])
    return limits.std(axis=0, ddof=1) / np.mean([r.standard_error for r in found])


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_limits_spread_over_seeds_as_was_asked_for(method):
    """60 seeds: a spread estimate is off by 9 %; 1.4 tolerances are 4 sigma, and below 1e-4."""
    assert np.all(spread_of_limits(60, 0.06, method) < 1.4 * 0.06)
    assert np.all(spread_of_limits(60, 0.06, method) > 0.3 * 0.06)


@pytest.mark.study
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("tolerance", [0.06, 0.03, 0.02])
def test_limits_spread_over_200_seeds_as_was_asked_for(method, tolerance):
    """200 seeds: a spread estimate is off by 5 %; 1.2 tolerances are 4 sigma, below 1e-4 each."""
    spread = spread_of_limits(200, tolerance, method)
    print(method, tolerance, spread / tolerance)
    assert np.all(spread < 1.2 * tolerance)

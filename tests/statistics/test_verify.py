"""A recognised function is compared with its kernel before the kernel runs for it."""

from __future__ import annotations

import functools
import statistics
import sys
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.stats

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes.errors import InputError, RecognitionWarning
from bootes.schemes.original import original
from bootes.statistics.builtin import BUILTINS, quantile, trimmed_mean
from bootes.statistics.known import Known
from bootes.statistics.recognise import recognise
from bootes.statistics.resolve import as_statistic
from bootes.statistics.verify import agrees, value_of
from tests.statistics.row_data import KINDS, samples_for

X = np.random.default_rng(1).gamma(3.0, size=15)


def source_of(*samples, paired=False):
    data = samples if len(samples) > 1 else samples[0]
    return original(as_samples(data, paired=paired, minimum=1).samples)


FUNCTIONS = [
    np.mean,
    np.median,
    np.std,
    functools.partial(np.quantile, q=0.8),
    np.sum,
    scipy.stats.iqr,
    scipy.stats.median_abs_deviation,
    functools.partial(scipy.stats.trim_mean, proportiontocut=0.2),
    scipy.stats.sem,
    scipy.stats.variation,
    statistics.fmean,
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 30, 3000])
@pytest.mark.parametrize("function", FUNCTIONS, ids=range(len(FUNCTIONS)))
def test_true_functions_agree_on_all_kinds_of_data(function, n, kind):
    """Rounding of the function itself, on constants and far from zero, is no difference."""
    row = recognise(function)
    (x,) = samples_for(BUILTINS["mean"], max(n, row.minimum), kind)
    assert agrees(row, function, source_of(x))


@pytest.mark.parametrize("function", [scipy.stats.skew, scipy.stats.kurtosis, scipy.stats.gmean])
@pytest.mark.parametrize("kind", ["gamma", "ties", "constant", "equal constants"])
def test_scipys_moments_agree(function, kind):
    (x,) = samples_for(BUILTINS["mean"], 20, kind)
    assert agrees(recognise(function), function, source_of(x))


@pytest.mark.parametrize("name", BUILTINS)
def test_the_python_form_agrees_with_every_kernel(name):
    row = BUILTINS[name]
    assert agrees(row, row.python, source_of(*samples_for(row, 12), paired=row.paired))


@pytest.mark.parametrize("name", [n for n, row in BUILTINS.items() if row.n_samples == 1])
def test_another_function_is_found_out(name):
    row = BUILTINS[name]
    with pytest.warns(RecognitionWarning, match=f"'other' was recognised as .*'{name}', but"):
        assert not agrees(row, named(lambda x: row.python(x) * (1 + 1e-7)), source_of(X))


def named(function):
    function.__name__ = "other"
    return function


def test_a_difference_that_only_resamples_show_is_found():
    def other(x):
        return np.mean(x) if len(np.unique(x)) == len(x) else np.mean(x) + 1e-6

    with pytest.warns(RecognitionWarning):
        assert not agrees(BUILTINS["mean"], other, source_of(X))


def test_a_difference_that_only_a_missing_row_shows_is_found():
    def other(x):
        return np.mean(x) if len(x) == 15 else np.mean(x) + 1e-6

    with pytest.warns(RecognitionWarning):
        assert not agrees(BUILTINS["mean"], other, source_of(X))


def test_pairs_are_drawn_by_rows():
    def other(x, y):
        assert len(x) == len(y)
        assert set(zip(x, y, strict=True)) <= set(zip(X, 2 * X, strict=True))
        return 1.0

    assert agrees(BUILTINS["pearson"], other, source_of(X, 2 * X, paired=True))


def failing(x):
    raise ZeroDivisionError("by design")


def test_a_function_that_raises_differs_from_a_value():
    with pytest.warns(RecognitionWarning, match="ZeroDivisionError: by design and the built-in"):
        assert not agrees(BUILTINS["mean"], failing, source_of(X))


def test_a_function_that_raises_agrees_with_nan():
    assert agrees(BUILTINS["skew"], failing, source_of(np.ones(5)))
    assert agrees(BUILTINS["skew"], lambda x: np.nan, source_of(np.ones(5)))


def test_nan_differs_from_a_value_and_a_value_from_nan():
    for name, result in (("mean", np.nan), ("skew", 0.0)):
        with pytest.warns(RecognitionWarning):
            assert not agrees(BUILTINS[name], lambda x, r=result: r, source_of(np.ones(5)))


def test_an_array_is_no_number():
    with pytest.warns(RecognitionWarning, match="TypeError: returned array"):
        assert not agrees(BUILTINS["mean"], lambda x: np.array([x.mean()]), source_of(X))


def test_the_function_may_change_what_it_gets():
    def changing(x):
        value = np.mean(x)
        x[:] = 0.0
        return value

    source = source_of(X)
    assert agrees(BUILTINS["mean"], changing, source)
    assert source.source[:-1].tolist() == X.tolist()


def test_warnings_of_the_function_are_not_shown():
    def warning(x):
        warnings.warn("of its own", stacklevel=1)
        return np.mean(x) + 0 * np.log(np.zeros(1))[0] if False else np.mean(x)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert agrees(BUILTINS["mean"], warning, source_of(X))


@pytest.mark.parametrize("row", [quantile(0.2), trimmed_mean(0.2), BUILTINS["std_ratio"]])
def test_the_value_of_a_kernel(row):
    samples = samples_for(row, 9)
    offsets = np.cumsum([0, *map(len, samples)]).astype(np.int64)
    found = value_of(row, np.concatenate(samples), offsets)
    assert found == pytest.approx(row.python(*samples), rel=1e-13)


def test_integers_of_the_standard_library_are_truncated_and_that_is_seen():
    """statistics.mean of NumPy's integers is an integer: the user's own function runs."""
    whole = np.array([1, 2, 4, 7, 9, 11])
    assert statistics.mean(whole) == 5
    with pytest.warns(RecognitionWarning, match="gives 5 and the built-in 5.66") as caught:
        result = bt.bootstrap(whole, statistics.mean, n_resamples=99, rng=1, method="percentile")
    assert result.estimate == 5.0
    assert caught[0].filename == __file__


def test_the_choice_of_the_form():
    found = as_statistic(np.std, source_of(X))
    assert (found.form, found.reason) == ("kernel", "recognised as 'std(ddof=0)'")
    rows = as_statistic(functools.partial(np.mean, axis=0), source_of(np.column_stack([X, X])))
    assert rows.n_components == 2  # a mean of each column, not of all


def test_labels_that_are_not_0_and_1_are_left_to_the_function(monkeypatch):
    def share(x):
        return np.mean(x)

    monkeypatch.setattr("bootes.statistics.resolve.recognise", lambda *_: BUILTINS["proportion"])
    assert as_statistic(share, source_of(X)).form != "kernel"
    assert as_statistic(share, source_of((X > 3) * 1.0)).form == "kernel"


def test_the_check_does_not_change_the_result():
    """Nor its fingerprint: the same kernel, by its name and recognised."""
    options = {"n_resamples": 99, "rng": 1, "method": "percentile"}
    named_by = bt.bootstrap(X, "median", **options)
    recognised = bt.bootstrap(X, np.median, **options)
    assert named_by.replicates.tolist() == recognised.replicates.tolist()
    assert named_by.provenance["fingerprint"] == recognised.provenance["fingerprint"]


def test_a_metric_of_pairs_sees_the_same_rows_in_every_form(monkeypatch):
    """Rows stay together because of what the function is, not because of how it runs."""
    labels = (X > 2.5) * 1
    metric = named(lambda x, y: float(np.mean(np.abs(x - y))))
    known_as = Known("tests.metrics", "other", lambda: BUILTINS["mae"], {})
    monkeypatch.setitem(sys.modules, "tests.metrics", SimpleNamespace(other=metric))
    monkeypatch.setattr("bootes.statistics.known.KNOWN", {"other": (known_as,)})
    kernel, python = (
        bt.bootstrap((labels, X), metric, n_resamples=99, rng=1, method="percentile", compile=c)
        for c in ("auto", False)
    )
    assert kernel.provenance["form"].startswith("kernel")
    assert python.provenance["form"].startswith("python")
    assert kernel.replicates == pytest.approx(python.replicates, rel=1e-12)
    with pytest.raises(InputError, match="is of paired columns"):
        bt.permutation_test((labels, X), metric, compile=False, rng=1)

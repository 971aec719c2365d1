"""Functions of other packages: recognised with exactly the arguments that a kernel has."""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.stats as ss

from bootes.statistics.known import KNOWN
from bootes.statistics.recognise import recognise
from tests.statistics.row_data import value

partial = functools.partial
X = np.random.default_rng(1).gamma(3.0, size=23)

RECOGNISED = [
    (np.mean, "mean"),
    (partial(np.mean), "mean"),
    (partial(np.mean, axis=-1), "mean"),
    (partial(np.mean, axis=0, dtype=None, out=None, keepdims=False), "mean"),
    (np.average, "mean"),
    (partial(np.average, weights=None, returned=False), "mean"),
    (np.median, "median"),
    (partial(np.median, overwrite_input=False), "median"),
    (np.var, "variance(ddof=0)"),
    (np.std, "std(ddof=0)"),
    (partial(np.var, ddof=1), "variance"),
    (partial(np.var, ddof=np.int64(1), axis=0), "variance"),
    (partial(np.std, ddof=2), "std(ddof=2)"),
    (partial(np.std, ddof=0.5), "std(ddof=0.5)"),
    (partial(np.quantile, q=0.3), "quantile:0.3"),
    (partial(np.quantile, q=0.3, method="linear", axis=-1), "quantile:0.3"),
    (partial(np.percentile, q=30), "quantile:0.3"),
    (partial(np.percentile, q=np.array(97.5)), "quantile:0.975"),
    (np.sum, "sum"),
    (sum, "sum"),
    (np.min, "min"),
    (np.amin, "min"),
    (min, "min"),
    (np.max, "max"),
    (partial(np.amax, axis=0), "max"),
    (max, "max"),
    (partial(ss.trim_mean, proportiontocut=0.1), "trimmed_mean:0.1"),
    (ss.median_abs_deviation, "mad"),
    (partial(ss.median_abs_deviation, scale="normal"), "mad(scale=0.67449)"),
    (partial(ss.median_abs_deviation, scale=2, axis=None), "mad(scale=2)"),
    (ss.iqr, "iqr"),
    (partial(ss.iqr, rng=(10, 90)), "iqr(low=0.1, high=0.9, scale=1)"),
    (partial(ss.iqr, rng=[75, 25], scale=1.349), "iqr(low=0.25, high=0.75, scale=1.349)"),
    (ss.skew, "skew"),
    (partial(ss.skew, bias=False), "skew(bias=False)"),
    (ss.kurtosis, "kurtosis"),
    (partial(ss.kurtosis, fisher=False), "kurtosis(fisher=False, bias=True)"),
    (partial(ss.kurtosis, bias=False), "kurtosis(fisher=True, bias=False)"),
    (ss.variation, "cv(ddof=0)"),
    (partial(ss.variation, ddof=1), "cv"),
    (ss.sem, "sem"),
    (partial(ss.sem, ddof=0), "sem(ddof=0)"),
    (ss.gmean, "geometric_mean"),
    (partial(ss.gmean, nan_policy="propagate"), "geometric_mean"),
    (statistics.mean, "mean"),
    (statistics.fmean, "mean"),
    (statistics.median, "median"),
    (statistics.geometric_mean, "geometric_mean"),
    (statistics.variance, "variance"),
    (statistics.pvariance, "variance(ddof=0)"),
    (statistics.stdev, "std"),
    (statistics.pstdev, "std(ddof=0)"),
]


@pytest.mark.parametrize(("function", "name"), RECOGNISED, ids=range(len(RECOGNISED)))
def test_the_kernel_gives_what_the_function_gives(function, name):
    """To 1e-12 relative, kernel and Python form."""
    row = recognise(function)
    assert row.name == name
    expected = float(function(X))
    assert value(row, X) == pytest.approx(expected, rel=1e-12)
    assert float(row.python(X)) == pytest.approx(expected, rel=1e-12)


class Unhashable:
    __hash__ = None

    def __call__(self, x):
        return x.mean()


def mean(x):
    """Not the mean of any package."""
    return 2 * x.mean()


@pytest.mark.parametrize(
    "function",
    [
        np.nanmean,
        np.ptp,
        mean,
        ss.tmean,
        ss.pearsonr,
        ss.trim_mean,
        statistics.mode,
        statistics.harmonic_mean,
        np.ndarray.mean,
        Unhashable(),
        lambda x: np.mean(x),
        partial(np.mean, dtype=np.float32),
        partial(np.mean, axis=1),
        partial(np.mean, axis=False),
        partial(np.mean, axis=(0,)),
        partial(np.mean, keepdims=True),
        partial(np.mean, where=[True]),
        partial(np.average, weights=X),
        partial(np.average, returned=True),
        partial(np.quantile, q=[0.1, 0.9]),
        partial(np.quantile, q=0.5, method="lower"),
        partial(np.quantile, q="0.5"),
        partial(np.quantile, q=1.5),
        partial(np.quantile, q=True),
        np.quantile,
        partial(np.var, 1),
        partial(np.var, ddof=[1]),
        partial(np.var, ddof=1, mean=2.0),
        partial(np.std, correction=1),
        partial(np.sum, initial=3.0),
        partial(max, default=0),
        partial(partial(np.mean, keepdims=True), axis=0),
        partial(ss.trim_mean, proportiontocut=0.5),
        partial(ss.median_abs_deviation, center=np.mean),
        partial(ss.median_abs_deviation, scale="other"),
        partial(ss.iqr, interpolation="lower"),
        partial(ss.iqr, rng=(25, 50, 75)),
        partial(ss.iqr, rng=(-5, 50)),
        partial(ss.iqr, keepdims=True),
        partial(ss.skew, bias=0),
        partial(ss.skew, nan_policy="omit"),
        partial(ss.gmean, weights=X),
        partial(statistics.variance, xbar=3.0),
        partial(statistics.fmean, weights=X.tolist()),
    ],
)
def test_other_functions_and_arguments_are_not(function):
    assert recognise(function) is None


LABELS = (X > 3.0) * 1.0
SCORES = np.random.default_rng(2).normal(LABELS, 1.0)


def roc_auc_score(y_true, y_score, *, average="macro"):
    return 0.0


def accuracy_score(y_true, y_pred, *, normalize=True):
    return 0.0


def r2_score(y_true, y_pred, *, force_finite=True):
    return 0.0


def mean_absolute_error(y_true, y_pred):
    return 0.0


def root_mean_squared_error(y_true, y_pred):
    return 0.0


@pytest.fixture
def metrics(monkeypatch):
    """A stand-in for the module, which is looked up by name and never imported."""
    module = SimpleNamespace(
        roc_auc_score=roc_auc_score,
        accuracy_score=accuracy_score,
        r2_score=r2_score,
        mean_absolute_error=mean_absolute_error,
        root_mean_squared_error=root_mean_squared_error,
    )
    monkeypatch.setitem(sys.modules, "sklearn.metrics", module)
    return module


def test_metrics_of_predictions(metrics):
    assert recognise(metrics.roc_auc_score).name == "roc_auc"
    assert recognise(partial(metrics.roc_auc_score, average="macro")).name == "roc_auc"
    assert recognise(partial(metrics.roc_auc_score, average="micro")) is None
    assert recognise(partial(metrics.accuracy_score, normalize=True)).name == "accuracy"
    assert recognise(partial(metrics.accuracy_score, normalize=False)) is None
    assert recognise(metrics.mean_absolute_error).name == "mae"
    assert recognise(metrics.root_mean_squared_error).name == "rmse"
    assert recognise(partial(metrics.r2_score, force_finite=False)).name == "r2"
    assert recognise(partial(metrics.r2_score, sample_weight=X)) is None


def test_r2_of_constant_labels_is_that_of_scikit_learn(metrics):
    """Documented there: 1 for perfect predictions and 0 for others, NaN unless made finite."""
    row = recognise(metrics.r2_score)
    constant = np.full(5, 0.1)
    for form in (lambda *v: value(row, *v), row.python):
        assert form(constant, constant) == 1.0
        assert form(constant, X[:5]) == 0.0
        assert np.isnan(form(constant[:1], constant[:1]))
    assert np.isnan(value(recognise("r2"), constant, constant))


def test_without_the_module_nothing_is_recognised():
    assert recognise(roc_auc_score) is None


def test_every_known_function_is_tried_here():
    """All of SciPy, NumPy and the standard library in RECOGNISED, the metrics above."""
    tried = {getattr(f, "func", f).__name__ for f, _ in RECOGNISED} | {
        "accuracy_score", "roc_auc_score", "mean_absolute_error", "root_mean_squared_error",
        "r2_score",
    }  # fmt: skip
    assert set(KNOWN) == tried


def test_nothing_is_imported_to_look_a_function_up():
    code = (
        "import sys, bootes.statistics.recognise as r, numpy as np\n"
        "before = set(sys.modules)\n"
        "assert r.recognise(np.mean).name == 'mean'\n"
        "assert r.recognise(lambda x: x) is None\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "assert not new & {'scipy', 'sklearn', 'statistics', 'numba'}, new\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

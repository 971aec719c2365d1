"""What a critical reader found: wrong numbers in silence, and functions that could have run."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import scipy.stats

import bootes as bt
from bootes.errors import DataError, InputError

X, Y = (np.random.default_rng(s).gamma(2.0, 2.0, 40) for s in (1, 2))
run = functools.partial(bt.bootstrap, n_resamples=99, rng=1)


class TestBooleans:
    MASK = np.arange(40) % 2 == 0

    @pytest.mark.parametrize("compile", ["auto", False])
    def test_a_mask_is_a_mask(self, compile):
        def gap(mask, y):
            return y[mask].mean() - y[~mask].mean()

        result = run((self.MASK, Y), gap, paired=True, compile=compile)
        assert result.estimate == gap(self.MASK, Y)
        mask, y = result.replay(5)
        assert mask.dtype == bool
        assert result.replicates[5] == gap(mask, y)

    def test_one_sample_of_them(self):
        assert run(self.MASK, lambda v: (~v).sum()).estimate == 20
        assert run(self.MASK, "proportion").estimate == 0.5

    def test_they_are_not_compiled(self):
        with pytest.raises(InputError, match="gets booleans"):
            run(self.MASK, lambda v: v.sum(), compile=True)


class TestScaleOfTies:
    def test_a_column_is_rounded_on_its_own_scale(self):
        other = np.column_stack([X + 0.8, Y])
        scale = np.array([1.0, 2.0**50])
        run = functools.partial(
            bt.permutation_test, statistic="mean_difference", n_resamples=999, rng=1
        )
        apart = run((X, X + 0.8))
        together = run((np.column_stack([X, Y]) * scale, other * scale))
        assert together.pvalue[0] == apart.pvalue
        assert together.n_ties[0] == apart.n_ties

    @pytest.mark.parametrize("weight", [2.0**-40, 1.0, 2.0**50])
    def test_weights_have_no_scale(self, weight):
        weights = np.arange(1.0, 41.0)
        found, expected = (
            run(X, "mean", weights=w, n_resamples=999).interval()
            for w in (weights * weight, weights)
        )
        np.testing.assert_allclose(tuple(found), tuple(expected), rtol=1e-13)


def test_labels_that_look_the_same_are_refused():
    labels = np.array([1, 1, "1", "1"] * 10, object)
    with pytest.raises(DataError, match="which are one as text"):
        run({"x": X, "g": labels}, "mean", columns="x", by="g")


@pytest.mark.parametrize(
    "function",
    [functools.partial(np.quantile, q=[0.1, 0.9]), np.sort, lambda v, axis=None: np.var(v)],
    ids=["two levels", "sort", "an axis that is not used"],
)
def test_functions_whose_axis_is_no_blocks_axis_run_one_by_one(function):
    result = run(X, function, compile=False)
    np.testing.assert_array_equal(result.estimate, function(X))
    assert "gives no value for each resample of a block" in result.provenance["form"]


def test_a_scipy_function_of_pairs():
    result = run((X, Y), scipy.stats.pearsonr, paired=True)
    assert result.names == ("statistic", "pvalue")
    assert result.estimate[0] == scipy.stats.pearsonr(X, Y).statistic


def test_a_weighted_result_says_so():
    result = run(X, "mean", weights=Y)
    assert result.provenance["statistic"] == "weighted mean"
    assert "weighted mean" in repr(result)


@pytest.mark.parametrize(
    "share",
    [
        lambda v: min(5.0, 1.0 / len(v[v > 9.0])),  # no value so large in some resamples
        lambda v: min(5.0, 1 / (len(np.unique(v)) - 22)),
    ],
)
def test_a_division_of_python_numbers_raises_as_in_python(share):
    compiled, python = (
        run(X, share, compile=c, n_resamples=999, on_error="omit") for c in ("auto", False)
    )
    assert "by Numba" in compiled.provenance["form"]
    assert compiled.failures == python.failures == {"ZeroDivisionError": compiled.n_failed}
    assert compiled.n_failed > 0
    np.testing.assert_array_equal(compiled.replicates, python.replicates)

from __future__ import annotations

import numpy as np
import pytest

import bootes as bt
from bootes.compat.bebi103 import confints, draw_bs_reps_mle, draw_parametric_bs_reps_mle
from bootes.errors import InputError, StatisticError
from tests.compat.seed_functions import (
    gen_nbinom,
    log_like_iid_nbinom,
    mle_iid_nbinom,
    resample_fun,
)
from tests.oracles.negative_binomial import maximum

COUNTS = np.random.default_rng(20).negative_binomial(1.3, 1 / 71, size=60)


def mean_and_std(x):
    return np.array([x.mean(), x.std()])


def gen_normal(params, size, rng):
    return rng.normal(*params, size=size)


@pytest.mark.parametrize("n_jobs", [2, 3])
def test_the_first_texts_functions_give_the_same_replicates_for_any_n_jobs(n_jobs):
    arguments = {"size": 24, "rng": 3}
    one = draw_parametric_bs_reps_mle(mle_iid_nbinom, gen_nbinom, COUNTS, n_jobs=1, **arguments)
    more = draw_parametric_bs_reps_mle(
        mle_iid_nbinom, gen_nbinom, COUNTS, n_jobs=n_jobs, **arguments
    )
    assert one.shape == (24, 2)
    assert np.array_equal(one, more)


def test_nonparametric_replicates_are_fits_of_resampled_data():
    """Every resample holds only values of the data, and its fit is the replicate."""
    seen = []

    def fit_and_note(x):
        seen.append(np.array(x))
        return mean_and_std(x)

    got = draw_bs_reps_mle(
        fit_and_note, resample_fun, COUNTS, gen_args=(COUNTS,), size=5, rng=1, n_jobs=1
    )
    assert all(np.isin(x, COUNTS).all() and x.size == COUNTS.size for x in seen)
    fits = [tuple(mean_and_std(x)) for x in seen]
    assert {tuple(row) for row in got} <= set(fits)


def test_integers_reach_the_functions_as_integers():
    def fit_integers(x):
        assert x.dtype.kind == "i"
        return np.bincount(x).argmax()

    got = draw_bs_reps_mle(fit_integers, resample_fun, COUNTS, gen_args=(COUNTS,), size=3, rng=1)
    assert got.shape == (3,)


def test_the_built_in_fit_reaches_a_higher_likelihood_than_powell():
    """Powell stops early, with relative errors of percents, and says success."""
    powell = mle_iid_nbinom(COUNTS)
    ours = bt.fit(COUNTS, n_resamples=0)
    assert np.allclose(powell, ours.params, rtol=5e-2)
    assert log_like_iid_nbinom(ours.params, COUNTS) > log_like_iid_nbinom(powell, COUNTS)
    assert np.allclose(ours.params, maximum(COUNTS), rtol=1e-9)


def test_rng_and_rg_are_one_argument():
    def with_rg(params, size, rg):
        return rg.normal(*params, size=size)

    x = np.arange(10.0)
    by_rng = draw_bs_reps_mle(mean_and_std, gen_normal, x, size=4, rng=5)
    by_rg = draw_bs_reps_mle(mean_and_std, with_rg, x, size=4, rg=5)
    assert np.array_equal(by_rng, by_rg)
    with pytest.raises(InputError, match="rng and rg"):
        draw_bs_reps_mle(mean_and_std, gen_normal, x, rng=1, rg=1)


def test_a_generator_moves_on_between_calls():
    rng = np.random.default_rng(1)
    x = np.arange(10.0)
    first = draw_bs_reps_mle(mean_and_std, gen_normal, x, size=4, rng=rng)
    second = draw_bs_reps_mle(mean_and_std, gen_normal, x, size=4, rng=rng)
    assert not np.array_equal(first, second)


def test_mle_fun_gets_its_arguments_on_every_resample():
    def power_mean(x, power):
        return np.mean(x**power)

    def gen_shifted(mean, power, size, rng):
        return mean + power + rng.random(size)

    got = draw_parametric_bs_reps_mle(
        power_mean, gen_shifted, np.arange(5.0), args=(2,), size=3, rng=1
    )
    # The mean of squares of the data is 6; resamples lie in [8, 9), their squares in [64, 81).
    assert ((got > 64) & (got < 81)).all()


def test_a_failing_fit_names_its_replicate():
    def fails_sometimes(x):
        if x.mean() > 4.5:
            message = "too large"
            raise RuntimeError(message)
        return x.mean()

    def constant(params, size, rng):
        return rng.normal(4.5, 1.0, size=size)

    with pytest.raises(StatisticError, match=r"resample \d+ \(RuntimeError: too large\)") as caught:
        draw_bs_reps_mle(fails_sometimes, constant, np.full(4, 4.0), size=50, rng=1)
    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize("size", [0, -5, 1.5])
def test_impossible_sizes_are_refused(size):
    with pytest.raises(InputError, match="n_resamples"):
        draw_bs_reps_mle(mean_and_std, gen_normal, np.arange(5.0), size=size, rng=1)


def test_one_line_of_progress_whatever_n_jobs(capfd):
    draw_parametric_bs_reps_mle(
        mle_iid_nbinom, gen_nbinom, COUNTS, size=250, n_jobs=2, rng=3, progress_bar=True
    )
    shown = capfd.readouterr().err
    assert "250 resamples in" in shown
    assert shown.count("\n") == 1


def test_confints_draws_a_row_per_summary():
    summaries = [
        {"label": "Nanog", "estimate": 1.26, "conf_int": [1.09, 1.49]},
        {"label": "Rest", "estimate": 4.53, "conf_int": np.array([3.87, 5.44])},
    ]
    plot = confints(summaries, x_axis_label="α*", frame_height=75)
    assert list(plot.y_range.factors)[::-1] == ["Nanog", "Rest"] or list(plot.y_range.factors) == [
        "Nanog",
        "Rest",
    ]
    assert plot.xaxis.axis_label == "α*"
    assert plot.frame_height == 75

"""What every model in the table must answer, against SciPy's distributions."""

from __future__ import annotations

import pickle
import subprocess
import sys

import cloudpickle
import numpy as np
import pytest
from scipy import stats

from bootes.errors import DataError
from bootes.models import MODELS, Model

PARAMS = {
    "negative_binomial": (1.3, 70.0),
    "nbinom": (4.5, 0.06),
    "poisson": (3.2,),
    "normal": (-2.0, 3.0),
    "exponential": (5.0,),
    "gamma": (2.3, 5.0),
}
FROZEN = {
    "negative_binomial": lambda alpha, b: stats.nbinom(alpha, 1 / (1 + b)),
    "nbinom": stats.nbinom,
    "poisson": stats.poisson,
    "normal": stats.norm,
    "exponential": lambda scale: stats.expon(scale=scale),
    "gamma": lambda shape, scale: stats.gamma(shape, scale=scale),
}
# At these estimates (all-equal or equidispersed data) the likelihood has no maximum inside.
BOUNDARIES = {
    "negative_binomial": ([2.0, 2.0, 3.0], [np.inf, 0.0]),
    "nbinom": ([2.0, 2.0, 3.0], [np.inf, 1.0]),
    "poisson": ([0.0, 0.0], [0.0]),
    "normal": ([0.1, 0.1], [0.1, 0.0]),
    "exponential": ([0.0, 0.0], [0.0]),
    "gamma": ([0.1, 0.1], [np.inf, 0.0]),
}
OUTSIDE = {
    "negative_binomial": [-1.0, 1.5, np.nan, np.inf],
    "nbinom": [-1.0, 1.5, np.nan, np.inf],
    "poisson": [-1.0, 1.5, np.nan, np.inf],
    "normal": [np.nan, np.inf, -np.inf],
    "exponential": [-1e-9, np.nan, np.inf],
    "gamma": [0.0, -1.0, np.nan, np.inf],
}


@pytest.fixture(params=MODELS)
def name(request):
    return request.param


@pytest.fixture
def model(name):
    return MODELS[name]


def draw(name, n=279, seed=0):
    frozen = FROZEN[name](*PARAMS[name])
    return frozen.rvs(n, random_state=np.random.default_rng(seed)).astype(np.float64)


def loglik_by_scipy(name, params, sample):
    frozen = FROZEN[name](*params)
    logs = frozen.logpmf if hasattr(frozen.dist, "logpmf") else frozen.logpdf
    return logs(sample).sum()


def shifted(params, j, relative):
    moved = np.array(params, np.float64)
    moved[j] *= 1 + relative
    return moved


def test_the_table_is_complete(name, model):
    assert model.name == name
    assert set(PARAMS) == set(MODELS)


def test_fit_returns_one_number_per_parameter(name, model):
    params = model.fit(draw(name))
    assert params.shape == (len(model.parameters),)
    assert params.dtype == np.float64


@pytest.mark.parametrize("kind", [list, np.array, lambda x: np.array(x)[::-1]])
def test_fit_takes_lists_and_views_and_leaves_them_alone(name, model, kind):
    sample = kind(draw(name, 20).tolist())
    before = list(sample)
    np.testing.assert_allclose(model.fit(sample), model.fit(draw(name, 20)), rtol=1e-12)
    assert list(sample) == before


def test_loglik_is_that_of_scipy(name, model):
    sample, params = draw(name, 50), np.array(PARAMS[name]) * 0.9
    expected = loglik_by_scipy(name, params, sample)
    assert model.loglik(params, sample) == pytest.approx(expected, rel=1e-12)


def test_the_fit_is_a_maximum(name, model):
    sample = draw(name)
    params = model.fit(sample)
    best = model.loglik(params, sample)
    for j in range(params.size):
        for relative in (-1e-3, 1e-3):
            assert model.loglik(shifted(params, j, relative), sample) < best


def test_the_score_is_the_slope_of_the_log_likelihood(name, model):
    sample, params = draw(name), np.array(PARAMS[name]) * 0.9
    score = model.score(params, sample)
    for j in range(params.size):
        up, down = shifted(params, j, 1e-5), shifted(params, j, -1e-5)
        rise = loglik_by_scipy(name, up, sample) - loglik_by_scipy(name, down, sample)
        assert score[j] == pytest.approx(rise / (up[j] - down[j]), rel=1e-6)


def test_the_score_is_zero_at_the_fit(name, model):
    sample = draw(name)
    params = model.fit(sample)
    assert model.score_norm(params, sample) < 1e-13
    assert model.converged(params, sample) is True


def test_the_score_norm_is_scaled_by_the_information_at_the_fit(name, model):
    """A small step away it is the step times the root of the information on that parameter."""
    sample = draw(name)
    params = model.fit(sample)
    for j in range(params.size):
        step = 1e-5 * params[j]
        away = shifted(params, j, 1e-5)
        slope = (model.score(away, sample)[j] - model.score(params, sample)[j]) / step / 279
        alone = np.abs(model.score(away, sample)[j]) / (279 * np.sqrt(-slope))
        assert model.score_norm(away, sample) >= alone * (1 - 1e-3)
        assert alone == pytest.approx(abs(step) * np.sqrt(-slope), rel=1e-3)


def test_a_search_that_stops_a_thousandth_early_has_not_converged(name, model):
    sample = draw(name)
    params = model.fit(sample)
    for j in range(params.size):
        assert model.converged(shifted(params, j, 1.4e-3), sample) is False


def test_the_boundary(name, model):
    """Estimates as stated; NaN for the score, and not a finite maximum."""
    sample, expected = BOUNDARIES[name]
    params = model.fit(sample)
    assert params.tolist() == expected
    assert bool(model.at_boundary(params)) is True
    assert np.isnan(model.score(params, sample)).all()
    assert np.isnan(model.score_norm(params, sample))
    assert model.converged(params, sample) is False
    assert model.table(params) is None


def test_boundaries_of_many_replicates(name, model):
    rows = np.array([PARAMS[name], BOUNDARIES[name][1], PARAMS[name]])
    rows[2, 0] = np.nan
    assert model.at_boundary(rows).tolist() == [False, True, False]


def test_nan_is_no_maximum(name, model):
    params = np.full(len(model.parameters), np.nan)
    assert np.isnan(model.score(params, draw(name))).all()
    assert model.converged(params, draw(name)) is False


@pytest.mark.parametrize("n", [2, 3])
def test_tiny_samples(name, model, n):
    for seed in range(20):
        sample = draw(name, n, seed)
        params = model.fit(sample)
        assert bool(model.at_boundary(params)) or model.converged(params, sample)


def test_check_accepts_what_the_model_draws(name, model):
    model.check(draw(name))
    model.check(draw(name).tolist())


def test_check_counts_what_is_outside_and_names_the_first(name, model):
    for value in OUTSIDE[name]:
        sample = draw(name, 10)
        sample[[4, 7]] = value
        with pytest.raises(DataError, match=rf"2 of 10 .* {value} at index 4\.") as caught:
            model.check(sample)
        assert repr(name) in str(caught.value)
        assert model.support in str(caught.value)


@pytest.mark.parametrize("sample", [[], [1.0], [[1.0, 2.0], [3.0, 4.0]], 3.0])
def test_check_refuses_too_few_values_and_wrong_shapes(model, sample):
    with pytest.raises(DataError, match="at least 2 values"):
        model.check(sample)


def test_samples_have_the_distribution(name, model):
    """Kolmogorov-Smirnov or chi-square, 20,000 draws; false alarm 1e-6 per model."""
    params = PARAMS[name]
    sample = model.sample(params, 20_000, np.random.default_rng(5))
    assert sample.shape == (20_000,)
    assert sample.dtype == np.float64
    assert pvalue(sample, FROZEN[name](*params)) > 1e-6
    assert pvalue(sample, FROZEN[name](*np.multiply(params, 0.9))) < 1e-6


def pvalue(sample, frozen):
    if not hasattr(frozen.dist, "pmf"):
        return stats.kstest(sample, frozen.cdf).pvalue
    edges = np.unique(frozen.ppf(np.linspace(0, 1, 21)[1:-1]))
    chances = np.diff(np.concatenate(([0.0], frozen.cdf(edges), [1.0])))
    observed = np.bincount(np.searchsorted(edges, sample), minlength=chances.size)
    return stats.chisquare(observed, chances * sample.size).pvalue


def test_samples_are_a_function_of_the_generator(name, model):
    one, two = (model.sample(PARAMS[name], 9, np.random.default_rng(1)) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_infinite_or_missing_parameters_cannot_be_drawn_from(name, model):
    for value in (np.inf, np.nan):
        params = [value, *PARAMS[name][1:]]
        with pytest.raises(DataError, match=f"{model.parameters[0]}={value}"):
            model.sample(params, 5, np.random.default_rng(0))


def test_models_can_be_pickled(name, model):
    for module in (pickle, cloudpickle):
        copy = pickle.loads(module.dumps(model))
        assert copy == model
        assert copy.fit(draw(name)).tolist() == model.fit(draw(name)).tolist()


def test_models_cannot_be_changed(model):
    with pytest.raises(AttributeError):
        model.name = "other"


def test_a_start_is_not_needed(name, model):
    sample = draw(name)
    assert model.start(model.fit(sample), sample).size == 0


def test_importing_the_models_loads_neither_numba_nor_scipy():
    code = (
        "import sys, bootes.models;"
        "print(sorted({'numba', 'scipy', 'pandas', 'bootes._kernels'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_base_states_only_the_contract():
    """A model that forgets its likelihood says so instead of returning something."""
    bare = Model("bare", ("a",), "finite values", None)
    with pytest.raises(NotImplementedError):
        bare.loglik([1.0], [1.0])
    with pytest.raises(NotImplementedError):
        bare.score([1.0], [1.0])
    with pytest.raises(NotImplementedError):
        bare.sample([1.0], 1, np.random.default_rng(0))

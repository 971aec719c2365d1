"""Results give back the data of a replicate, and its replicate is the statistic of those data."""

from __future__ import annotations

import itertools

import numba
import numpy as np
import pytest

import bootes as bt
from bootes.errors import InputError, StatisticError
from tests.oracles import naive

X, Y = (np.random.default_rng(s).gamma(2.0, size=n) for s, n in ((1, 9), (2, 6)))
Z = np.random.default_rng(3).gamma(2.0, size=9)
OPTIONS = {"n_resamples": 300, "rng": 5, "method": "percentile"}
CASES = {
    "one sample": (X, "std", {}, naive.samples, (X,)),
    "two samples": ((X, Y), "mean_difference", {}, naive.samples, (X, Y)),
    "paired": ((X, Z), "pearson", {}, naive.paired_rows, (X, Z)),
    "rows": (
        np.column_stack([X, Z]), lambda rows: np.cov(rows.T)[0, 1], {}, naive.paired_rows, (X, Z),
    ),
    "vectorized": (X, lambda x, axis: np.max(x, axis=axis), {}, naive.samples, (X,)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("i", [0, 1, 255, 256, 299])
def test_a_bootstrap_gives_back_its_resamples(name, i):
    data, statistic, options, twin, arrays = CASES[name]
    result = bt.bootstrap(data, statistic, **OPTIONS, **options)
    found = result.replay(i)
    expected = twin(naive.key(5, "resample"), i, list(arrays))
    if name == "rows":
        found = tuple(found.T)
    found = found if isinstance(found, tuple) else (found,)
    assert [sample.tolist() for sample in found] == [sample.tolist() for sample in expected]
    again = bt.bootstrap(data, statistic, **{**OPTIONS, "n_resamples": 1000}, **options)
    assert again.replicates[i] == result.replicates[i]


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize("i", [0, 299])
def test_a_permutation_test_gives_back_its_permutations(groups, i):
    data = (X, Y, Z)[:groups]
    statistic = "mean_difference" if groups == 2 else lambda x, y, z: np.var([x.sum(), y.sum()])
    result = bt.permutation_test(
        data, statistic, n_resamples=300, rng=5, method="montecarlo", keep="replicates"
    )
    twin = naive.two_groups if groups == 2 else naive.shuffled
    expected = twin(naive.key(5, "permute"), i, list(data))
    assert [sample.tolist() for sample in result.replay(i)] == [s.tolist() for s in expected]


def test_an_exact_test_gives_back_its_arrangements():
    result = bt.permutation_test((X[:4], Y[:3]), method="exact")
    for i in range(35):
        expected = naive.arrangement(None, i, [X[:4], Y[:3]])
        assert [sample.tolist() for sample in result.replay(i)] == [s.tolist() for s in expected]


def test_every_group_has_a_key_of_its_label():
    frame = {"g": np.repeat(["a", "b"], 9), "v": np.concatenate([X, Z])}
    results = bt.bootstrap(frame, "mean", columns="v", by="g", **OPTIONS)
    for label, data in (("a", X), ("b", Z)):
        expected = naive.samples(naive.key(5, "resample", f"g={label}"), 7, [data])[0]
        found = next(result for key, result in results.items() if label in key)
        assert found.replay(7).tolist() == expected.tolist()


@pytest.mark.parametrize("i", [-1, 300, 1.5, True, None, "0"])
def test_another_replicate_does_not_exist(i):
    result = bt.bootstrap(X, "mean", **OPTIONS)
    with pytest.raises(InputError, match="there are replicates 0 to 299"):
        result.replay(i)


@numba.njit
def _noisy(x):
    return x.mean() + np.random.random()


CALLS = itertools.count()
RANDOM = {
    "python": lambda x: x.mean() + np.random.normal(),
    "own generator": lambda x: x.mean() + np.random.default_rng().normal(),
    "compiled": _noisy,
    "vectorized": lambda x, axis: x.mean(axis=axis) + np.random.normal(size=len(x)),
    "counting": lambda x: x.mean() + next(CALLS),
}


@pytest.mark.parametrize("engine", [None, "processes"])
@pytest.mark.parametrize("form", RANDOM)
def test_a_statistic_with_random_numbers_of_its_own_is_refused(form, engine):
    """Its value would not be a function of the resample."""
    with pytest.raises(StatisticError, match="for the same resample"):
        bt.bootstrap(X, RANDOM[form], engine=engine, **OPTIONS)
    if form in ("python", "counting"):
        with pytest.raises(StatisticError, match="for the same resample"):
            bt.permutation_test((X, Y), lambda x, y: RANDOM[form](x) - y.mean(), engine=engine)


def test_a_vectorized_statistic_that_mixes_rows_is_refused():
    with pytest.raises(StatisticError, match=r"in a block and .* alone"):
        bt.bootstrap(X, lambda x, axis: x.mean(axis=axis) - x.mean(), **OPTIONS)

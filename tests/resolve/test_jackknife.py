"""Leave-one-out values, and groups of rows where there are too many to leave out one by one."""

from __future__ import annotations

import numpy as np
import pytest

import bootes as bt
from bootes._resolve import jackknife
from tests.oracles.windows import jackknife_acceleration

LONG = np.random.default_rng(3).exponential(size=700)


def acceleration(data, statistic, n_resamples, **options):
    r = bt.bootstrap(data, statistic, n_resamples=n_resamples, rng=1, **options)
    return float(r._acceleration()[0])


def test_every_row_is_left_out_up_to_as_many_as_resamples():
    found = acceleration(LONG, "mean", 700)
    assert found == pytest.approx(jackknife_acceleration(np.mean, LONG), rel=1e-10)


@pytest.mark.parametrize("statistic", ["mean", "std"])
def test_groups_of_rows_come_close(statistic):
    function = np.mean if statistic == "mean" else lambda x: np.std(x, ddof=1)
    found = acceleration(LONG, statistic, 350)
    # Groups of two: the acceleration changes by less than its own order, 1/sqrt(n).
    assert found == pytest.approx(jackknife_acceleration(function, LONG), abs=0.5 / np.sqrt(700))
    assert found > 0.0


def test_groups_give_the_formula_on_groups():
    groups = LONG.reshape(2, 350)  # row i belongs to group i modulo 350
    left_out = np.array([np.delete(groups, g, axis=1).mean() for g in range(350)])
    u = 349 * (left_out.mean() - left_out)
    expected = (u**3).sum() / 350**3 / (6 * ((u**2).sum() / 350**2) ** 1.5)
    assert acceleration(LONG, "mean", 350) == pytest.approx(expected, rel=1e-9)


def test_forms_agree():
    x = LONG[:50]
    expected = acceleration(x, "mean", 999)
    for statistic in (lambda v: v.mean(), lambda v, axis=-1: v.mean(axis=axis)):
        assert acceleration(x, statistic, 999) == pytest.approx(expected, rel=1e-8)


def test_samples_of_different_sizes_and_a_vector():
    x, y = LONG[:40], LONG[40:53]

    def both(a, b):
        return {"difference": a.mean() - b.mean(), "ratio": a.mean() / b.mean()}

    r = bt.bootstrap((x, y), both, n_resamples=999, rng=1)
    for j, name in enumerate(["difference", "ratio"]):
        expected = jackknife_acceleration(lambda a, b, name=name: both(a, b)[name], x, y)
        assert r._acceleration()[j] == pytest.approx(expected, rel=1e-9)


def test_provenance_says_what_is_left_out():
    for n_resamples, words in ((700, "one row"), (699, "groups of rows")):
        r = bt.bootstrap(LONG, "mean", n_resamples=n_resamples, rng=1)
        assert words in r.provenance["jackknife"]


def moments(x):
    return [(x**k).mean() for k in range(1, 6)]


def test_many_components_leave_out_groups(monkeypatch):
    """As many as the memory holds values of, as if there were so many resamples."""
    expected = bt.bootstrap(LONG, moments, n_resamples=100, rng=1, compile=False)
    monkeypatch.setattr(jackknife, "_KEPT_BYTES", 8 * 5 * 100)
    r = bt.bootstrap(LONG, moments, n_resamples=999, rng=1, compile=False)
    assert "many components" in r.provenance["jackknife"]
    np.testing.assert_array_equal(r._acceleration(), expected._acceleration())


def test_slices_of_components_change_nothing(monkeypatch):
    whole = bt.bootstrap(LONG, moments, n_resamples=999, rng=1, compile=False)._acceleration()
    monkeypatch.setattr(jackknife, "_SLICE_BYTES", 8 * 2 * 700)
    parts = bt.bootstrap(LONG, moments, n_resamples=999, rng=1, compile=False)._acceleration()
    np.testing.assert_allclose(parts, whole, rtol=1e-12)
    assert parts.shape == (5,)

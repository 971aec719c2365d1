"""The peers compute what bootes computes: a ratio to a wrong answer would mean nothing."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from benchmarks.peers import compiled_loops, first_text, full_shuffle, second_text
from benchmarks.peers.digammas import fit_by_digammas
from benchmarks.peers.newton import limits
from benchmarks.peers.tails import fit_by_tails
from benchmarks.samples import case_and_control, nanog, thousand_normals
from tests.oracles.negative_binomial import maxima


@njit
def _seed_numba(seed):
    np.random.seed(seed)


@pytest.mark.parametrize("fit", [fit_by_digammas, fit_by_tails])
def test_newton_reaches_the_maximum(fit):
    rng = np.random.default_rng(1)
    samples = rng.negative_binomial(1.26, 1 / 70, (40, 279))
    assert np.allclose(fit(samples), np.transpose(maxima(samples)), rtol=1e-6, atol=0)


def test_batches_add_up_to_all_replicates():
    sizes = []

    def draw(batch):
        sizes.append(batch)
        return np.zeros((batch, 1), np.int64)

    found = limits(draw, lambda samples: np.ones((len(samples), 2)), 450)
    assert sum(sizes) == 450
    assert np.array_equal(found, np.ones((2, 2)))


def test_the_first_text_fits_to_its_own_precision():
    counts = nanog()
    exact = np.transpose(maxima(counts[np.newaxis]))[0]
    assert np.allclose(first_text.mle(counts), exact, rtol=0.01)


def test_the_second_text_counts_both_tails(monkeypatch):
    monkeypatch.setattr(np.random, "permutation", lambda pooled: pooled[::-1])
    case, control = np.array([0.0, 0.0]), np.array([1.0, 3.0])
    # The reversed order gives a difference of 2, which is not beyond the observed 2.
    assert second_text.permutation_pvalue(case, control, 5) == 0.0
    monkeypatch.setattr(np.random, "permutation", lambda pooled: np.array([9.0, 9, 0, 0]))
    assert second_text.permutation_pvalue(case, control, 5) == 1.0


@pytest.mark.parametrize("name", full_shuffle.SHUFFLES)
def test_shuffles_have_the_variance_of_permutations(name):
    case, control = case_and_control()
    pooled = np.concatenate([case, control])
    out = np.empty(20_000)
    _seed_numba(1)
    full_shuffle.SHUFFLES[name](pooled, case.size, out)
    # Seeded; with another seed each line fails about once in a million (4.9 standard errors).
    variance = pooled.var(ddof=1) * (1 / case.size + 1 / control.size)
    assert abs(out.mean()) < 4.9 * np.sqrt(variance / out.size)
    assert abs(out.var() / variance - 1) < 4.9 * np.sqrt(2 / out.size)


def test_lanes_are_those_of_the_stream():
    x = np.arange(1000.0)
    seed = np.random.SFC64(7).state["state"]["state"]
    bits = np.random.SFC64()
    state = bits.state
    state["state"]["state"] = seed
    bits.state = state
    lanes = bits.random_raw(300).astype("<u8").view("<u2").astype(np.int64)
    kept = lanes[(lanes * 1000) % 65_536 >= 65_536 % 1000]
    resample = np.empty(1000)
    compiled_loops._draw_by_lanes(x, seed.copy(), resample)
    assert np.array_equal(resample, (kept[:1000] * 1000) >> 16)


@pytest.mark.parametrize(
    "limits_by",
    [
        compiled_loops.limits_by_generator,
        compiled_loops.limits_by_lanes,
        compiled_loops.limits_by_numba,
    ],
)
def test_hand_written_loops_give_an_interval(limits_by):
    x = thousand_normals()
    _seed_numba(1)
    low, high = limits_by(x, 500)
    assert low < np.std(x) / np.mean(x) < high
    # Seeded. The width is known to 4.3 %, and the formula to 5 %: 35 % is 7 standard errors.
    assert high - low == pytest.approx(2 * 1.96 * 0.2 / np.sqrt(2000), rel=0.35)

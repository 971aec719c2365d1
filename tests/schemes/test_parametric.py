"""Samples drawn from a distribution: by a generator or by a table."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._streams import Seed, generator_for
from bootes.errors import StatisticError
from bootes.schemes.parametric import generated, tabulated
from tests.oracles import naive
from tests.oracles.chance import assert_multinomial

KEY = Seed(1).key("generate")


def drawn(sampler, start, stop):
    block = np.empty((stop - start, int(sampler.offsets[-1])))
    failures = sampler.draw(KEY, start, stop, block)
    return block, failures


def test_each_replicate_has_its_own_generator():
    sampler = generated(lambda rng: rng.normal(size=6), 6, KEY)
    block, failures = drawn(sampler, 10, 15)
    assert not failures
    expected = [generator_for(KEY, i).normal(size=6).tolist() for i in range(10, 15)]
    assert block.tolist() == expected


def test_what_was_drawn_before_does_not_matter():
    """A generator that keeps state of its own between calls cannot reach the next replicate."""
    sampler = generated(lambda rng: rng.spawn(1)[0].normal(size=3) + rng.normal(size=3), 3, KEY)
    together, _ = drawn(sampler, 0, 8)
    alone = [drawn(sampler, i, i + 1)[0][0].tolist() for i in reversed(range(8))]
    assert together.tolist() == alone[::-1]


@pytest.mark.parametrize(
    ("generate", "kind"),
    [
        (lambda rng: rng.poisson(3.0, 4), np.int64),
        (lambda rng: rng.normal(size=4), np.float64),
        (lambda rng: rng.random(4) < 0.5, np.int64),
        (lambda rng: [1, 2, 3, 4], np.int64),
    ],
)
def test_integers_stay_integers(generate, kind):
    sampler = generated(generate, 4, KEY)
    block, _ = drawn(sampler, 0, 1)
    assert sampler.arguments(block[0])[0].dtype == kind


def test_a_failing_draw_is_a_nan_row_with_its_exception():
    def draw(rng):
        if rng.random() < 0.3:
            raise ArithmeticError("no sample")
        return rng.normal(size=3)

    sampler = generated(draw, 3, KEY) if generator_for(KEY, 0).random() >= 0.3 else None
    assert sampler is not None
    block, failures = drawn(sampler, 0, 100)
    failed = [failure.replicate for failure in failures]
    assert failed == [i for i in range(100) if generator_for(KEY, i).random() < 0.3]
    assert np.flatnonzero(np.isnan(block).all(axis=1)).tolist() == failed
    assert {(failure.kind, str(failure.cause)) for failure in failures} == {
        ("ArithmeticError", "no sample")
    }


@pytest.mark.parametrize("size", [0, 3, 5])
def test_a_sample_of_another_size_is_a_failure(size):
    sizes = iter([4, *[size] * 10])
    sampler = generated(lambda rng: np.zeros(next(sizes)), 4, KEY)
    block, failures = drawn(sampler, 0, 3)
    assert [failure.kind for failure in failures] == ["StatisticError"] * 3
    assert f"shape ({size},)" in failures[0].message
    assert isinstance(failures[0].cause, StatisticError)
    assert np.isnan(block).all()


CDF = np.array([0.1, 0.25, 0.6, 0.9, 1.0])


def table(n, bits):
    guide = [np.searchsorted(CDF, cell / 2**bits, side="right") for cell in range(2**bits)]
    return tabulated(CDF, np.array([-3, 64 - bits, *guide], np.int64), n)


@pytest.mark.parametrize("bits", [1, 3, 8])
def test_a_table_gives_one_value_per_word(bits):
    """Whatever the guide that says where the search begins."""
    block, failures = drawn(table(50, bits), 0, 30)
    assert not failures
    for i, row in enumerate(block):
        assert row.tolist() == naive.table_draws(KEY, i, CDF.tolist(), -3, 50)[0].tolist()


def test_a_table_gives_its_probabilities():
    """Chi-square on 200,000 draws; false alarms: 1e-7."""
    block, _ = drawn(table(200, 8), 0, 1000)
    counts = np.bincount(block.ravel().astype(int) + 3, minlength=5)
    assert_multinomial(counts, np.diff(CDF, prepend=0.0))

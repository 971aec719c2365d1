"""The data as a scheme."""

from __future__ import annotations

import numpy as np

from bootes._resolve.samples import as_samples
from bootes.schemes.original import original


def test_its_one_resample_is_the_data():
    data = (np.array([3.0, 1.0]), np.array([2.0, 5.0, 4.0]))
    sampler = original(as_samples(data).samples)
    assert sampler.total == 1
    block = np.empty((1, 5))
    assert not sampler.draw(np.zeros(2, np.uint64), 0, 1, block)
    assert [sample.tolist() for sample in sampler.arguments(block[0])] == [[3, 1], [2, 5, 4]]


def test_it_is_a_copy():
    data = np.array([3.0, 1.0])
    sampler = original(as_samples(data).samples)
    block = np.empty((1, 2))
    sampler.draw(np.zeros(2, np.uint64), 0, 1, block)
    sampler.arguments(block[0])[0][:] = 7.0
    assert data.tolist() == [3.0, 1.0]
    assert sampler.source.tolist() == [3.0, 1.0, 0.0]

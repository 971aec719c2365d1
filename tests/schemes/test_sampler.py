"""Samplers: schemes bound to data."""

from __future__ import annotations

import dataclasses
import pickle

import numpy as np
import pytest

from bootes._core.fingerprint import fingerprint
from bootes._resolve.samples import as_samples
from tests.conformance import cases

ALL = [(k, name) for k, schemes in cases.SCHEMES.items() for name in schemes]


@pytest.mark.parametrize(("k", "scheme"), ALL)
def test_a_block_has_the_arguments_of_its_rows(k, scheme):
    for case in cases.SCHEMES[k][scheme]():
        sampler = case.sampler
        stop = min(sampler.total or 5, 5)
        block = np.empty((stop, int(sampler.offsets[-1])))
        sampler.draw(cases.KEY, 0, stop, block)
        together = sampler.arguments(block)
        for i in range(stop):
            alone = sampler.arguments(block[i])
            for one, many in zip(alone, together, strict=True):
                assert many[i].tolist() == one.tolist()
                assert many.shape[-1] == len(one)


@pytest.mark.parametrize(("k", "scheme"), ALL)
def test_the_data_are_not_handed_out(k, scheme):
    """Arguments can be written to, and nothing of the sampler changes."""
    for case in cases.SCHEMES[k][scheme]():
        before = case.sampler.source.tobytes(), case.sampler.layout.tobytes()
        for argument in case.samples(0):
            argument[...] = 0
        assert (case.sampler.source.tobytes(), case.sampler.layout.tobytes()) == before
        expected = case.twin(cases.KEY, 0)
        for found, twin in zip(case.samples(0), expected, strict=True):
            assert found.tolist() == twin.tolist()


@pytest.mark.parametrize(("k", "scheme"), ALL)
def test_a_sampler_is_frozen_and_its_identity_tells_its_data(k, scheme):
    for case in cases.SCHEMES[k][scheme]():
        with pytest.raises(dataclasses.FrozenInstanceError):
            case.sampler.offsets = None
        own = fingerprint(case.sampler.identity())
        assert own == fingerprint(case.sampler.identity())
        if scheme != "generated":
            assert own == fingerprint(pickle.loads(pickle.dumps(case.sampler)).identity())
            changed = dataclasses.replace(case.sampler, source=case.sampler.source + 1e-9)
            assert own != fingerprint(changed.identity())


def test_schemes_of_the_same_data_are_told_apart():
    prints = {
        fingerprint(case.sampler.identity())
        for scheme in ("iid", "original", "two groups", "jackknife", "shuffled")
        for case in cases.TWO[scheme]()
    }
    assert len(prints) == 6  # the jackknife has a sampler for each of two samples


def test_the_values_end_with_the_zero_that_fused_loops_need():
    samples = as_samples((np.arange(1.0, 4.0), np.arange(4.0, 6.0))).samples
    assert samples.values.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 0.0]
    assert samples.sizes == (3, 2)
    assert not samples.values.flags.writeable

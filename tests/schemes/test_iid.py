"""The iid scheme: which fill, and what it may be told by; draws are tested in conformance."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid

KEY = Seed(1).key("resample")
X, Y = np.arange(5.0), np.arange(10.0, 15.0)


@pytest.mark.parametrize(
    ("data", "paired", "kind", "shapes"),
    [
        (X, False, "samples", [(5,)]),
        ((X, Y[:3]), False, "samples", [(5,), (3,)]),
        ((X, Y), True, "rows", [(5,), (5,)]),
        (np.column_stack([X, Y, X]), False, "rows", [(5, 3)]),
        (X, True, "samples", [(5,)]),
    ],
)
def test_rows_stay_together_where_they_must(data, paired, kind, shapes):
    sampler = iid(as_samples(data, paired=paired).samples)
    assert sampler.kind == kind
    assert sampler.total is None
    block = np.empty((1, int(sampler.offsets[-1])))
    sampler.draw(KEY, 0, 1, block)
    arguments = sampler.arguments(block[0])
    assert [argument.shape for argument in arguments] == shapes
    if kind == "rows" and len(arguments) == 2:
        assert (arguments[1] - arguments[0] == 10.0).all()
    if len(shapes[0]) == 2:
        assert (arguments[0][:, 1] - arguments[0][:, 0] == 10.0).all()


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16, bool, np.float32, np.float64])
def test_integers_are_handed_over_as_integers(dtype):
    sampler = iid(as_samples(np.array([0, 1, 1, 0, 1]).astype(dtype)).samples)
    (argument,) = sampler.arguments(np.zeros(5))
    kinds = {"f": np.float64, "b": np.bool_}
    assert argument.dtype == kinds.get(np.dtype(dtype).kind, np.int64)


def test_only_values_of_the_data_are_drawn():
    data = np.array([0.1, 5e-324, 1e300, -7.0, 1 / 3])
    sampler = iid(as_samples(data).samples)
    block = np.empty((500, 5))
    sampler.draw(KEY, 0, 500, block)
    assert set(block.ravel()) == set(data)

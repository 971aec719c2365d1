"""Resamples that were drawn before, handed over one by one."""

from __future__ import annotations

import numpy as np

from bootes._kernels.stored import fill_stored

KEY = np.zeros(2, np.uint64)


def test_rows_are_counted_from_the_first_stored_replicate():
    stored = np.arange(12.0).reshape(4, 3)
    resample = np.empty(3)
    for replicate in (100, 103, 101):
        fill_stored(KEY, replicate, stored.ravel(), np.array([100]), resample)
        assert resample.tolist() == stored[replicate - 100].tolist()

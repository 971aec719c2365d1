"""The support of counts."""

from __future__ import annotations

import numpy as np

from bootes.models.counts import are_counts


def test_integers_of_0_or_more_are_counts():
    values = np.array([0.0, -0.0, 1.0, 1e300, 0.5, -1.0, np.nan, np.inf, -np.inf])
    assert are_counts(values).tolist() == [True] * 4 + [False] * 5

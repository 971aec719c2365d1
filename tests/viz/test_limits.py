"""Limits are said in words, and have a place on the axis where they are finite."""

from __future__ import annotations

from math import inf, nan

import pytest

from bootes.viz.limits import Limits


@pytest.mark.parametrize(
    ("limits", "region", "text"),
    [
        (Limits(), (-inf, inf), ""),
        (Limits(0.0, 1.0), (0.0, 1.0), "interval 0 to 1"),
        (Limits(low=0.0), (0.0, inf), "interval 0 to …"),
        (Limits(-inf, 1.5, confidence_level=0.9), (-inf, 1.5), "90 % interval −∞ to 1.5"),
        (Limits(nan, 1.5), (-inf, 1.5), "interval not defined to 1.5"),
        (Limits(1.0, 2.0, 0.011, 0.02), (1.0, 2.0), "interval 1.000 ± 0.011 to 2.000 ± 0.020"),
    ],
)
def test_limits(limits, region, text):
    assert limits.region == region
    assert limits.text == text
    assert limits.finite_limits == [x for x in region if abs(x) < inf]

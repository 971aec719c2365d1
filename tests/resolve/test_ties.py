"""How far apart values of a statistic are one value."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._resolve.ties import tie_tolerance

EPS = np.finfo(float).eps
TENTHS = as_samples(([0.1, 0.2, 0.7], [0.4, 0.3])).samples
WHOLE = as_samples(([1, 2, 7], [4, 3])).samples


def of(rounding, estimate, samples=TENTHS, **options):
    return tie_tolerance(SimpleNamespace(rounding=rounding), samples, np.array(estimate), **options)


def test_location_rounds_on_the_scale_of_the_data():
    assert of("data", [0.05])[0] == pytest.approx(6 * EPS * 0.7)
    assert of("data", [0.05], WHOLE)[0] == pytest.approx(8 * EPS * 7)
    assert of("data", [1e9, 0.0], WHOLE).shape == (2,)


def test_others_round_on_the_scale_of_their_value():
    np.testing.assert_allclose(of("value", [2.0, -3.0, 0.0]), [2e-12, 3e-12, 0.0])


def test_a_typical_replicate_gives_a_zero_its_scale():
    found = of("value", [0.0, 5.0], typical=np.array([3.0, 1.0]))
    np.testing.assert_allclose(found, [3e-12, 5e-12])


def test_infinity_has_no_room():
    found = of("value", [np.inf, -np.inf, 1.0], typical=np.ones(3))
    np.testing.assert_allclose(found, [0.0, 0.0, 1e-12])


def test_studentized_values_round_with_the_offset_of_the_data():
    assert of("spread", [2.0])[0] == pytest.approx(2e-12)
    far = as_samples(([1e6, 1e6 + 0.5], [1e6 + 1, 1e6 + 0.25])).samples
    assert of("spread", [2.0], far)[0] == pytest.approx(2 * 5 * EPS * (1e6 + 1), rel=1e-9)
    constant = as_samples(([5.0, 5.0], [5.0, 5.0])).samples
    assert np.isfinite(of("spread", [2.0], constant)).all()


def test_a_stated_tolerance_is_relative_to_data_or_value():
    assert of("data", [0.05], relative=1e-3)[0] == pytest.approx(7e-4)
    assert of("value", [0.05], relative=1e-3)[0] == pytest.approx(5e-5)
    assert of("value", [0.05], relative=0.0)[0] == 0.0

from __future__ import annotations

import pytest

from bootes._core.pace import Pace


def test_nothing_is_known_before_time_passes():
    assert Pace().rate(0.0, 5) == 0.0


def test_it_begins_as_the_mean_over_the_run():
    pace = Pace()
    assert pace.rate(1.0, 100) == 100.0
    assert pace.rate(4.0, 200) == 50.0


def test_what_was_half_a_minute_ago_is_forgotten():
    pace = Pace()
    for second in range(1, 41):  # one per second while kernels are compiled
        pace.rate(float(second), second)
    for second in range(41, 81):  # then a thousand
        found = pace.rate(float(second), 40 + 1000 * (second - 40))
    assert found == pytest.approx(1000.0)


def test_chunks_of_many_minutes_have_a_pace_too():
    pace = Pace()
    assert [pace.rate(600.0 * i, 3 * i) for i in range(1, 30)] == pytest.approx([0.005] * 29)

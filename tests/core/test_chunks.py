"""Chunks cover the run once, in order, whatever is measured."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bootes._core.chunks import ChunkSizes
from tests.strategies import gate

seconds = st.one_of(st.just(0.0), st.floats(1e-9, 100.0))


@gate
@given(
    unit=st.sampled_from([1, 256]),
    n=st.integers(1, 10**7),
    workers=st.integers(1, 64),
    timings=st.lists(seconds, min_size=1, max_size=30),
)
def test_chunks_tile_the_run(unit, n, workers, timings):
    """Each begins where the last one ended; all but the last end at whole units."""
    sizes, position, steps = ChunkSizes(unit), 0, 0
    while position < n and steps < 2_000:
        stop = sizes.stop(position, n, workers)
        assert stop > position
        assert min(stop, n) == n or stop % unit == 0
        sizes.timed(min(stop, n) - position, timings[steps % len(timings)])
        position, steps = stop, steps + 1
    assert position >= n or steps == 2_000


def test_the_first_chunk_is_small():
    assert ChunkSizes(1).stop(0, 10**6, 2) == 1
    assert ChunkSizes(256).stop(0, 10**6, 2) == 256


def test_chunks_grow_to_the_wanted_time_and_no_further():
    sizes, position = ChunkSizes(1, target=0.1), 0
    for _ in range(12):
        stop = sizes.stop(position, 10**7, 2)
        length = stop - position
        sizes.timed(length, length * 1e-5)
        position = stop
    assert 0.05 <= length * 1e-5 <= 0.2


def test_slow_replicates_are_sent_one_by_one():
    sizes = ChunkSizes(1, target=0.1)
    sizes.timed(1, 5.0)
    assert [sizes.stop(i, 1000, 2) for i in range(3)] == [1, 2, 3]


def test_a_chunk_never_takes_more_than_about_a_second():
    sizes = ChunkSizes(1, target=60.0)
    position = 0
    for _ in range(20):
        stop = sizes.stop(position, 10**9, 2)
        sizes.timed(stop - position, (stop - position) * 1e-6)
        length, position = stop - position, stop
    assert length * 1e-6 <= 1.1


def test_the_end_is_shared_among_the_workers():
    """What is left is cut so that all of them have something to do."""
    sizes = ChunkSizes(1, target=1.0)
    sizes.timed(1000, 0.001)
    sizes.last = 1000
    assert sizes.stop(0, 800, 4) == 100


def test_the_measured_speed_tells_how_long_the_rest_takes():
    sizes = ChunkSizes(1)
    assert sizes.seconds_for(10) == 0.0
    sizes.timed(100, 2.0)
    assert sizes.seconds_for(50) == 1.0

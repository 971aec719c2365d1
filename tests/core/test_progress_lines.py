"""Lines of a log: when, and what they say."""

from __future__ import annotations

import io

import pytest

from bootes._core.progress_lines import Lines
from bootes._core.progress_update import ProgressUpdate

TOTAL = 1_000_000


def update(n_done, seconds, rate=41_000.0, **facts):
    left = (TOTAL - n_done) / rate if rate else None
    told = {"n_resumed": 0, "n_failed": 0, "engine": "threads", "workers": 2, **facts}
    return ProgressUpdate("median", n_done, TOTAL, told.pop("n_resumed"), told.pop("n_failed"),
                          seconds, rate, left, told["engine"], told["workers"])  # fmt: skip


def written(updates):
    file = io.StringIO()
    lines = Lines(file)
    for one in updates:
        lines.show(one)
    return file.getvalue().splitlines()


def test_a_line_says_it_all():
    assert written([update(120_000, 10.0, n_failed=1_234)]) == [
        "bootes: median: 120,000 of 1,000,000 resamples (12 %), 41,000/s, 21 s left, "
        "1,234 failed, threads x 2"
    ]


def test_the_last_line_says_how_long_it_took():
    file = io.StringIO()
    last = update(TOTAL, 25.0, rate=24_000.0, n_resumed=400_000, engine="serial", workers=1)
    Lines(file).end(last, complete=True)
    assert file.getvalue() == (
        "bootes: median: 1,000,000 resamples (400,000 were there) in 25 s, 24,000/s, "
        "0 failed, serial\n"
    )


def test_a_run_that_failed_has_no_last_line():
    file = io.StringIO()
    Lines(file).end(update(5, 25.0), complete=False)
    assert file.getvalue() == ""


def moments(seconds, total_s):
    """Return at which of these seconds a run of ``total_s`` seconds writes a line."""
    lines = Lines(io.StringIO())
    times = []
    lines._write = lambda text: times.append(second)
    for second in seconds:
        lines.show(update(int(TOTAL * second / total_s), float(second)))
    return times


@pytest.mark.parametrize(
    ("total_s", "expected"),
    [
        (9, []),  # over before the first
        (100, [10, 40, 70, 100]),  # a tenth is done sooner than 30 s
        (1000, list(range(10, 1000, 100))),  # a tenth is 100 s
        (100_000, list(range(10, 3000, 600))),  # a tenth is hours
    ],
)
def test_lines_come_neither_too_often_nor_too_rarely(total_s, expected):
    assert moments(range(min(total_s, 3000) + 1), total_s) == expected


@pytest.mark.parametrize(
    ("missing_s", "words"),
    [
        (0.04, "0.0 s left"), (3.21, "3.2 s left"), (59.4, "59 s left"), (59.6, "1 min 0 s left"),
        (200, "3 min 20 s left"), (7500, "2 h 5 min left"), (277_200, "3 d 5 h left"),
    ],
)  # fmt: skip
def test_times_are_told_in_two_units(missing_s, words):
    rate = 500_000 / missing_s
    assert words in written([update(500_000, 10.0, rate)])[0]


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.25, " 0.25/s,"), (3.14, " 3.1/s,"), (12.3, " 12/s,"), (1e7, ",000,000/s")],
)
def test_slow_rates_keep_two_digits(rate, words):
    assert words in written([update(1, 10.0, rate)])[0]


def test_no_rate_no_time_left():
    line = written([update(400_000, 10.0, rate=0.0, n_resumed=400_000)])[0]
    assert "left" not in line
    assert "(40 %), 0/s, 0 failed" in line


def test_a_full_disk_does_not_end_the_run():
    class Full(io.StringIO):
        tried = 0

        def write(self, text):
            Full.tried += 1
            raise OSError(28, "No space left on device")

    Lines(Full()).end(update(TOTAL, 25.0), complete=True)
    assert Full.tried

"""Progress on the command line, whose standard error is no terminal here."""

from __future__ import annotations

import re

import pytest

RUN = ("--n-resamples", 999, "--seed", 5)
LAST = r"bootes: {}: {} resamples in \d+\.\d s, [\d,.]+/s, 0 failed, serial\n"


@pytest.mark.parametrize(
    ("command", "what", "n"),
    [
        (("ci", "--columns", "low"), "bootstrap", "999"),
        (("fit", "--model", "poisson"), "fit", "1,998"),
        (("test", "--columns", "low,high"), "mean_difference", "999"),
    ],
)
def test_where_it_is_asked_for_there_is_a_line(call, counts, command, what, n):
    name, *options = command
    quiet = call(name, counts, *options, *RUN)
    told = call(name, counts, *options, *RUN, "--progress", "--engine", "serial")
    assert told.exit_code == quiet.exit_code == 0
    line = re.search(LAST.format(what, n), told.stderr)
    assert line
    assert told.stderr.replace(line[0], "") == quiet.stderr  # remarks on the result
    assert told.stdout == quiet.stdout

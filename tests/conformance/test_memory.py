"""Memory does not grow with the number of resamples beyond what is kept."""

from __future__ import annotations

import subprocess
import sys

import pytest

# The peak of a process is read by itself; kilobytes on Linux, bytes on a Mac.
RUN = """
import resource, sys
import numpy as np
import bootes as bt

def peak():
    unit = 1024 if sys.platform == "linux" else 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit

rng = np.random.default_rng(0)
data = {data}
run = lambda n: bt.{verb}(data, {statistic!r}, n_resamples=n, rng=1, n_jobs=2, {options})
run({small})
before = peak()
result = run({large})
print(peak() - before)
print(result._kept.run.partial.n_done, result._kept.values is None)
"""
BOOTSTRAP = {"verb": "bootstrap", "data": "rng.normal(size=8)", "statistic": "mean"}
PERMUTATION = {
    "verb": "permutation_test",
    "data": "(rng.normal(size=6), rng.normal(1.0, size=7))",
    "statistic": "mean_difference",
}
MONTE_CARLO = "method='montecarlo', engine='threads'"


def growth(**plan):
    """Megabytes that a large run needs beyond a small one, and its facts."""
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(**plan)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    megabytes, facts = done.stdout.split("\n")[:2]
    return float(megabytes), facts.split()


@pytest.mark.skipif(sys.platform == "win32", reason="has no module resource")
@pytest.mark.parametrize(
    ("plan", "options"),
    [
        (BOOTSTRAP, "keep='auto', method='percentile', engine='threads'"),
        (PERMUTATION, MONTE_CARLO),
        (PERMUTATION, MONTE_CARLO + ", keep='tails'"),
    ],
)
def test_ten_million_replicates_need_no_more_than_the_budget(plan, options):
    """10^7 values would be 80 MB, over the 64 MB that are kept: beyond, nothing may grow."""
    megabytes, facts = growth(small=10_000, large=10_000_000, options=options, **plan)
    assert facts == ["10000000", "True"]
    assert megabytes < 40


@pytest.mark.skipif(sys.platform == "win32", reason="has no module resource")
def test_a_resample_is_never_kept():
    """5,000 resamples of 50,000 rows would be 2 GB, their indices as much."""
    megabytes, _ = growth(
        verb="bootstrap", data="rng.normal(size=50_000)", statistic="variance", small=100,
        large=5_000, options="method='percentile', engine='threads', confidence_level=0.9",
    )  # fmt: skip
    assert megabytes < 40

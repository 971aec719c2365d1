"""Peak memory of whole processes, but for their data; new processes on two threads."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.effort import Effort
from benchmarks.rows import Figure
from benchmarks.topics.fresh_process import text_of

__all__ = ["rows"]

_MOST_MB = 300.0

# ru_maxrss would do elsewhere; on Linux it also remembers the process that started this one.
_CODE = """
import pathlib, resource, sys
import numpy as np
import bootes as bt
rng = np.random.default_rng(1)
data = {data}
options = dict(n_resamples={size}, rng=1, engine="threads", n_jobs=2)
{call}
status = pathlib.Path("/proc/self/status")
if status.exists():
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    peak = int(lines["VmHWM"].split()[0]) / 1000
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak /= 1e6 if sys.platform == "darwin" else 1e3
print(peak - sum(part.nbytes for part in data) / 1e6)
"""
_MEAN = "repr(bt.bootstrap(data[0], 'mean', **options))"
_TEST = "repr(bt.permutation_test(data, method='montecarlo', **options))"
_WIDE = (
    "repr(bt.bootstrap(data[0], lambda rows: rows.mean(axis=0), method='percentile', "
    "compile=False, **options))"
)
_GROUPS = "(rng.normal(size=50), rng.normal(size=50))"
_RUNS = (  # what, the data, the call, how many resamples
    ("mean of 100 values, {size:,} resamples", "(rng.normal(size=100),)", _MEAN, 1_000),
    ("mean of 1,000,000 values, {size:,} resamples", "(rng.normal(size=10**6),)", _MEAN, 10_000),
    ("mean of 100 values, {size:,} resamples", "(rng.normal(size=100),)", _MEAN, 100_000_000),
    ("50 + 50 values, {size:,} permutations", _GROUPS, _TEST, 100_000_000),
    ("20,000 means of 60 rows, {size:,} resamples", "(rng.normal(size=(60, 20_000)),)", _WIDE, 999),
)


def rows(effort: Effort) -> Iterator[Figure]:
    """Yield the peak of each run; the least of them is what the packages take."""
    for what, data, call, full in _RUNS:
        size = effort.size(full)
        peak = float(text_of(_CODE.format(data=data, call=call, size=size)))
        name = f"peak memory beside the data: {what.format(size=size)}"
        yield Figure(name, peak, "MB", effort.target(None if call == _WIDE else _MOST_MB))

"""Peak memory of a long run against a short one, in new processes on two threads."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.effort import Effort
from benchmarks.rows import Figure
from benchmarks.topics.fresh_process import text_of

__all__ = ["rows"]

# ru_maxrss would do elsewhere; on Linux it also remembers the process that started this one.
_CODE = """
import pathlib, resource, sys
from benchmarks.topics.permutations import pvalue
pvalue(2, {size})
status = pathlib.Path("/proc/self/status")
if status.exists():
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    print(int(lines["VmHWM"].split()[0]) / 1000)
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1e6 if sys.platform == "darwin" else 1e3))
"""


def rows(effort: Effort) -> Iterator[Figure]:
    """Yield both peaks and their difference."""
    sizes = effort.size(10_000), effort.size(10_000_000)
    few, many = (float(text_of(_CODE.format(size=size))) for size in sizes)
    for size, peak in zip(sizes, (few, many), strict=True):
        yield Figure(f"peak memory, {size:,} permutations on two threads", peak, "MB")
    yield Figure("difference of the two", many - few, "MB", effort.target(100.0))

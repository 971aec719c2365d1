"""What the first call with a user's own function costs, in a new process: compilation."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.effort import Effort
from benchmarks.rows import Figure
from benchmarks.topics.fresh_process import text_of

__all__ = ["first_calls"]

# A bootstrap of a mean comes first, so that imports and kernels are not in the figure.
_OURS = """
import json, time
import numpy as np
import bootes
x = np.random.default_rng(1).normal(10.0, 2.0, 279)
def call(statistic):
    begin = time.perf_counter()
    result = bootes.bootstrap(x, statistic, n_resamples={size}, method="percentile", n_jobs=1)
    result.interval()
    return time.perf_counter() - begin, result.provenance["form"]
call("mean")
statistic = lambda x: np.std(x) / np.mean(x)
(first, form), (second, _) = call(statistic), call(statistic)
print(json.dumps([first, second, form]))
"""

_LOOP = """
import json, time
from benchmarks.grid.data import arrays_of
from benchmarks.grid.tasks import TASKS
from benchmarks.peers.choice_loops import offer
task = next(task for task in TASKS if "lambda" in task.title)
(way,) = offer(task, 279)
def call():
    begin = time.perf_counter()
    way.run(arrays_of(task.shape, 279), {size}, 1, 1)
    return time.perf_counter() - begin
print(json.dumps([call(), call(), "compiled"]))
"""

_CODES = {"bootes": _OURS, "bebi103-style loop": _LOOP}


def first_calls(effort: Effort) -> Iterator[Figure]:
    """Yield the first and the second call of ours and of a hand-compiled loop."""
    size = effort.size(10_000)
    for who, code in _CODES.items():
        runs = [json.loads(text_of(code.format(size=size))) for _ in range(min(3, effort.rounds))]
        what = f"user's lambda, n = 279, {size:,} resamples, {who} (form {runs[0][2]!r})"
        yield Figure(f"{what}: first call of a process", min(run[0] for run in runs), "s")
        yield Figure(f"{what}: second call", min(run[1] for run in runs), "s")

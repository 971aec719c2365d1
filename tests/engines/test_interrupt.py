"""Ctrl-C and killed parents: the run ends, says what was done, and leaves no process."""

from __future__ import annotations

import re
import sys

import pytest

from tests.engines.programs import Program, alive, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

RUN = """
if __name__ == "__main__":
    try:
        bt.bootstrap(X, {statistic}, n_resamples={n}, rng=1, engine={engine!r}, n_jobs=2,
                     compile=False)
    except KeyboardInterrupt as error:
        print(type(error).__name__, error, flush=True)
        {after}
        sys.exit(130)
"""
SAID = re.compile(r"^RunInterrupted interrupted: (\d+) of (\d+) resamples were finished .seed 1.")


def run(engine, statistic="slow_mean", n=1_000_000, after="pass"):
    return RUN.format(engine=engine, statistic=statistic, n=n, after=after)


AGAIN = (
    "print(bt.bootstrap(X, np.ptp, n_resamples=99, rng=1, engine='processes', n_jobs=2,"
    " method='percentile', confidence_level=0.9).n_failed)"
)


@pytest.mark.parametrize(
    ("engine", "group"),
    [("serial", True), ("threads", True), ("processes", True), ("processes", False)],
)
def test_ctrl_c_ends_the_run_and_says_what_was_done(engine, group, tmp_path):
    """Sent to the whole group, as a terminal does, or to the program alone."""
    with Program(tmp_path, run(engine, after="pass" if group else AGAIN)) as program:
        wanted = 2 if engine == "processes" else 1
        wait_until(lambda: len(program.marks()) == wanted, "work in every worker")
        workers = program.workers()
        program.interrupt(group=group)
        code, out, err = program.finish()
        assert code == 130, err
        done, total = map(int, SAID.search(out).groups())
        assert 0 <= done < total == 1_000_000
        assert "Traceback" not in err
        if not group:
            assert out.splitlines()[-1] == "0", "the next run does not work"
        wait_until(lambda: not any(map(alive, workers)), "the end of the workers")
        wait_until(lambda: not program.children(), "the end of every process")


WATCH = """
from bootes._core.progress import Progress
done = []

def advance(self, n_done, *facts):
    done.append(n_done)
    if sum(done) > 1_000_000 and len(done) < 1000:
        (FOLDER / "worker-0").touch()

Progress.advance = advance
"""


@pytest.mark.parametrize("engine", ["serial", "threads"])
def test_ctrl_c_ends_a_run_of_kernels(engine, tmp_path):
    """Kernels cannot be interrupted; their chunks are short."""
    body = run(engine, "'mean'", 10**12).replace("compile=False", "keep='tails'")
    with Program(tmp_path, WATCH + body) as program:
        wait_until(program.marks, "work")
        program.interrupt(group=True)
        code, out, err = program.finish()
        assert code == 130, err
        done, total = map(int, SAID.search(out).groups())
        assert 1_000_000 < done < total == 10**12


def test_workers_end_with_a_killed_parent(tmp_path):
    with Program(tmp_path, run("processes")) as program:
        wait_until(lambda: len(program.workers()) == 2, "two workers at work")
        workers = program.workers()
        program.process.kill()
        program.process.wait()
        wait_until(lambda: not any(map(alive, workers)), "the end of the workers")
        wait_until(lambda: not program.children(), "the end of every process")

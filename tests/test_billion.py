"""A billion permutations with a checkpoint, killed twice: the p-value of one run."""

from __future__ import annotations

import json
import time

import pytest

import bootes as bt
from tests.engines.programs import HEAD, Program, wait_until

pytestmark = pytest.mark.study

B = 10**9
DATA = """
X = np.random.default_rng(0).normal(size=50)
Y = np.random.default_rng(1).normal(0.9, size=50)
"""
BODY = (
    DATA
    + """
if __name__ == "__main__":
    import json, resource
    np.empty(1).sum(), bt.permutation_test((X, Y), n_resamples=99, rng=1)  # kernels are loaded
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    t = bt.permutation_test((X, Y), n_resamples=10**9, method="montecarlo", rng=1,
                            engine="threads", n_jobs=2, {options})
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = [array.tolist() for reducer, state in zip(t._plan.reducers, t._kept.run.states)
              for name, array in reducer.to_arrays(state).items()
              if type(reducer).__name__ != "Moments"]
    print(json.dumps([t.pvalue, *t.pvalue_interval, t.pvalue_error, counts,
                      t.provenance["execution"], time.perf_counter() - begin,
                      (after - before) / 1024]))
"""
)


def test_killed_twice_it_is_the_run_that_was_not(tmp_path):
    whole = _finished(tmp_path / "whole", "")
    kept = tmp_path / "parts"
    kept.mkdir()
    options = 'checkpoint=FOLDER / "kept"'
    path = kept / "kept" / "run.bootes"
    for share in (0.3, 0.4):
        with Program(kept, BODY.format(options=options)) as program:
            wait_until(path.exists, "the first record")
            time.sleep(share * whole[6])
            program.process.kill()
    found = _finished(kept, options)
    assert found[:5] == whole[:5]
    assert 0.2 * B < found[5]["from_checkpoint"] < B
    for name, one in (("not stopped", whole), ("killed twice", found)):
        p, low, high, error, _, execution, seconds, memory = one
        print(
            f"{name}: p = {p:.6g} +- {error:.2g} ({low:.6g} to {high:.6g}), {seconds:.1f} s, "
            f"{execution.get('from_checkpoint', 0):,} from the checkpoint, {memory:.0f} MB"
        )
    print(f"checkpoint: {path.stat().st_size / 2**20:.1f} MB; bootes {bt.__version__}")


def _finished(folder, options):
    folder.mkdir(exist_ok=True)
    with Program(folder, BODY.format(options=options)) as program:
        out, err = program.process.communicate(timeout=1_800)
    assert program.process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


def test_the_programs_are_python():
    compile(HEAD.format(folder="x") + BODY.format(options=""), "program", "exec")

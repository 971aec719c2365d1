"""One answer for workers x engines x chunks x order x interruptions: every two together, or all."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.crews import Crews
from tests.conformance.matrix import FACTORS, execute_case, expected, forbidden, study_cases
from tests.conformance.pairwise import covering
from tests.engines.services import ROOT

pytestmark = [
    # What the packages themselves warn of.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::bootes.errors.FailureWarning"),
]

# Of growing numbers of workers, so that services grow and are not started again.
CASES = sorted(covering(FACTORS, forbidden, seed=1), key=lambda case: case["workers"])


@pytest.fixture(scope="module")
def crews():
    crews = Crews()
    yield crews
    crews.close()


def named(case):
    return ", ".join(str(case[name]) for name in FACTORS)


def test_every_two_values_meet():
    pairs = {
        pair
        for case in CASES
        for pair in itertools.combinations([(name, case[name]) for name in FACTORS], 2)
    }
    for a, b in itertools.combinations(FACTORS, 2):
        for v, w in itertools.product(FACTORS[a], FACTORS[b]):
            assert (((a, v), (b, w)) in pairs) != forbidden((a, v), (b, w)), (a, v, b, w)
    assert len(CASES) < 80


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_case_gives_the_bits_of_one_thread(case, crews, tmp_path):
    engine = crews.of(case["engine"], case["workers"])
    then = crews.of(case["then"], case["workers"])
    found, _ = execute_case(case, engine, then, tmp_path / "kept")
    assert found == expected(case["call"])


@pytest.mark.parametrize("engine", ["threads", "loky", "dask"])
def test_results_do_come_back_out_of_order(engine, crews, tmp_path):
    case = {"engine": engine, "size": 13, "order": "shuffled", "point": 0, "call": "MLE, Python"}
    found, order = execute_case(case, crews.of(engine, 7), "serial", tmp_path)
    assert found == expected(case["call"])
    assert {*order} == {*range(0, 300, 13)}
    assert order != sorted(order)


@pytest.mark.study
@pytest.mark.parametrize(
    ("workers", "engine"), [*itertools.product(FACTORS["workers"], FACTORS["engine"])]
)
def test_all_cases_give_the_bits_of_one_thread(engine, workers, crews, tmp_path):
    if engine == "serial" and workers > 1:
        pytest.skip("is one thread")
    others = itertools.cycle(name for name in FACTORS["then"] if name != engine)
    cases = [*study_cases(engine)]
    differing = []
    for n, case in enumerate(cases):
        pair = crews.of(engine, workers), crews.of(next(others), workers)
        if case["point"] and (n + n // 6) % 2:
            pair = pair[::-1]  # it goes on here, and was interrupted elsewhere
        found, _ = execute_case(case, *pair, tmp_path / str(n))
        if found != expected(case["call"]):
            differing.append(case)
    assert differing == []
    print(f"{len(cases)} cases of {engine} with {workers} workers: all agree")


@pytest.mark.study
@pytest.mark.parametrize("workers", FACTORS["workers"])
def test_all_cases_on_ranks(workers, tmp_path):
    """The same in an MPI job, whose runs go on in threads and in one thread."""
    launcher = Path(sys.executable).parent / "mpiexec"
    script = Path(__file__).with_name("matrix_job.py")
    command = [launcher, "-n", str(workers + 1), sys.executable, "-m", "mpi4py.futures", script]
    done = subprocess.run(
        [*command, tmp_path], capture_output=True, text=True, timeout=3_600,
        env=os.environ | {"PYTHONPATH": ROOT},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(workers), "288", "288"]
    print(f"288 cases of mpi with {workers} workers: all agree")

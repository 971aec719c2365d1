"""All cases on the ranks of an MPI job: the workers, the cases, and how many of them agree."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import bootes as bt
from tests.conformance.matrix import execute_case, expected, study_cases

if __name__ == "__main__":
    warnings.simplefilter("ignore", bt.errors.FailureWarning)
    same = []
    with bt.engines.MPI() as engine, bt.engines.Threads(2) as threads:
        for n, case in enumerate(study_cases("mpi")):
            then = threads if n % 2 else "serial"
            found, _ = execute_case(case, engine, then, Path(sys.argv[1]) / str(n))
            same.append(found == expected(case["call"]))
        print(engine.alive(), len(same), sum(same))

"""Measure and print; ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.in_place import written_into

TOPICS = (
    "likelihood",
    "permutations",
    "means",
    "medians",
    "user_function",
    "workers",
    "engines",
    "grid",
    "call",
    "columns",
    "start",
    "memory",
)
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "BLIS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "POLARS_MAX_THREADS",
    ),
    "1",
)
_NUMBA_THREADS = "2"  # the grid asks some peers for two; everybody else is held to one below


def main() -> None:
    """Print the page, and a line per row on the way."""
    parser = _parser()
    options = parser.parse_args()
    try:
        _with_page(options.output, "")  # before hours are spent
    except ValueError as error:
        parser.error(f"--output {options.output}: {error}")
    # Read when NumPy and Numba are imported, which is why nothing above imports them.
    os.environ.update(_ONE_THREAD, NUMBA_NUM_THREADS=_NUMBA_THREADS)

    import numba

    numba.set_num_threads(1)

    from benchmarks.effort import FULL, QUICK
    from benchmarks.report import page

    effort = QUICK if options.quick else FULL
    text = page(_rows(options.only or TOPICS, effort), effort)
    print(text)
    if options.output:
        options.output.write_text(_with_page(options.output, text), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it run at all?")
    parser.add_argument("--only", nargs="+", choices=TOPICS, help="these topics alone")
    told = "also write it into this file, whose text outside of the measured part is kept"
    parser.add_argument("--output", type=Path, help=told)
    return parser


def _with_page(output: Path | None, measured: str) -> str:
    """Return what the file is to hold."""
    there = output is not None and output.exists()
    return written_into(output.read_text("utf-8") if there else None, measured)


def _rows(topics: Any, effort: Any) -> Iterator[Any]:
    for topic in topics:
        for row in importlib.import_module(f"benchmarks.topics.{topic}").rows(effort):
            print(": ".join(row.cells()[:2]), file=sys.stderr, flush=True)
            yield row


if __name__ == "__main__":
    main()

"""Write the simulated tables that bootes ships.

Run from anywhere; the same NumPy writes the same bytes each time::

    python tools/simulate_data.py

- ``transcript_counts.csv``: 279 counts for each of four genes, drawn from negative binomials
  with the estimates that the lesson "Parallel bootstrap calculations" (BE/Bi 103) prints.
- ``two_groups.csv``: two groups of 50 positive measurements. The seed was chosen so that the
  t-test and the Mann-Whitney test both give a p-value near 1e-8, as small as in the text
  "Parallelizing Bootstrapped Distributions in iPython".
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[1] / "src" / "bootes" / "datasets" / "data"

# Columns in the order of the measured table; (alpha, b) as printed in the lesson.
ESTIMATES = {
    "Rex1": (1.634562, 84.680915),
    "Rest": (4.530335, 16.543054),
    "Nanog": (1.263097, 69.347842),
    "Prdm14": (0.552886, 8.200636),
}
N_CELLS = 279
TRANSCRIPT_SEED = 20140821

N_PER_GROUP = 50
GROUP_SEED = 1


def transcript_counts() -> str:
    """Return the text of ``transcript_counts.csv``."""
    rng = np.random.default_rng(TRANSCRIPT_SEED)
    columns = [
        rng.negative_binomial(alpha, 1 / (1 + b), size=N_CELLS) for alpha, b in ESTIMATES.values()
    ]
    comments = [
        "Simulated, not measured: 279 cells, four genes, by tools/simulate_data.py.",
        "Each column is drawn from a negative binomial with the estimates (alpha, b) printed in",
        'the lesson "Parallel bootstrap calculations" (BE/Bi 103), by',
        f"numpy.random.default_rng({TRANSCRIPT_SEED}).negative_binomial(alpha, 1 / (1 + b)).",
    ]
    rows = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    return _text(comments, ",".join(ESTIMATES), rows)


def two_groups() -> str:
    """Return the text of ``two_groups.csv``."""
    rng = np.random.default_rng(GROUP_SEED)
    groups = {
        "case": rng.gamma(30.0, 0.215, size=N_PER_GROUP),
        "control": rng.gamma(25.0, 0.2, size=N_PER_GROUP),
    }
    comments = [
        "Simulated, not measured: 50 cases and 50 controls, by tools/simulate_data.py.",
        "Gamma variates, case (30, 0.215) and control (25, 0.2), rounded to two decimals, from",
        f"numpy.random.default_rng({GROUP_SEED}). Two-sided t-test and Mann-Whitney p: about 1e-8.",
    ]
    rows = [f"{value:.2f},{name}" for name, values in groups.items() for value in values]
    return _text(comments, "value,group", rows)


def main(folder: Path = FOLDER) -> None:
    """Write both tables into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("transcript_counts", transcript_counts()), ("two_groups", two_groups())):
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))


def _text(comments: list[str], header: str, rows: list[str]) -> str:
    return "\n".join([*(f"# {line}" for line in comments), header, *rows, ""])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

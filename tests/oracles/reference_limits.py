r"""Reference limits of the negative-binomial bootstrap, from one million replicates each.

Run it on the measured table, which is not part of the repository, and on the simulated one that
is (about five minutes each)::

    python tests/oracles/reference_limits.py singer_transcript_counts.csv
    python tests/oracles/reference_limits.py src/bootes/datasets/data/transcript_counts.csv \
        --seed 20260102 --output tests/oracles/reference_limits_simulated.json

It writes ``reference_limits.json`` beside itself unless told otherwise. Nothing of bootes is
imported: the data sets are drawn by NumPy's ``Generator.negative_binomial`` (parametric) or by
uniform indices with replacement (nonparametric), and fitted by SciPy's root-finder in
``negative_binomial.py``.

For each gene and scheme the file holds, for ``alpha`` and ``b``, the mean and the standard
deviation (ddof 1) of the replicates and, at 2.5, 5, 95 and 97.5 %, the (B + 1)p-th order
statistic (interpolated) with its Monte Carlo standard error for this number of replicates. The
error of a run with fewer replicates is larger by the square root of the ratio.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
from negative_binomial import Counts, Floats, loglik, maxima, maximum

GENES = ("Nanog", "Prdm14", "Rest", "Rex1")
SCHEMES = ("parametric", "nonparametric")
PROBABILITIES = (0.025, 0.05, 0.95, 0.975)
OUTPUT = Path(__file__).with_suffix(".json")
CHUNK = 2000


def main() -> None:
    """Compute the limits of every gene and scheme, saving after each."""
    options = _parser().parse_args()
    table = read_table(options.path)
    report: dict[str, Any] = _header(options.path.name, options.n_replicates, options.seed)
    for number, gene in enumerate(GENES):
        sample = table[gene]
        alpha, b = maximum(sample)
        report["genes"][gene] = {
            "n": int(sample.size),
            "estimate": {"alpha": alpha, "b": b},
            "loglik": loglik(sample, alpha, b),
        }
        for scheme in SCHEMES:
            words = (options.seed, number, SCHEMES.index(scheme))
            rng = np.random.default_rng(np.random.SeedSequence(words))
            replicates = draw(sample, scheme, options.n_replicates, rng)
            report["genes"][gene][scheme] = summary(*replicates)
            options.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
            print(gene, scheme, json.dumps(report["genes"][gene][scheme]), flush=True)


def read_table(path: Path) -> dict[str, Counts]:
    """Read the columns of counts, skipping comment lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header, *rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    columns = zip(*rows, strict=True)
    return {
        name: np.array(column, dtype=np.int64) for name, column in zip(header, columns, strict=True)
    }


def draw(
    sample: Counts, scheme: str, n_replicates: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the replicates of ``alpha`` and of ``b``, shape (n_replicates,) each."""
    alpha, b = maximum(sample)
    parts = []
    for start in range(0, n_replicates, CHUNK):
        shape = (min(CHUNK, n_replicates - start), sample.size)
        if scheme == "parametric":
            resamples = rng.negative_binomial(alpha, 1 / (1 + b), size=shape)
        else:
            resamples = rng.choice(sample, size=shape)
        parts.append(maxima(resamples))
    alphas, bs = zip(*parts, strict=True)
    return np.concatenate(alphas), np.concatenate(bs)


def summary(alpha: Floats, b: Floats) -> dict[str, Any]:
    """Summarize the replicates; moments are null if a replicate lies on the boundary."""
    n_boundary = int(np.count_nonzero(np.isinf(alpha)))
    facts: dict[str, Any] = {"n_boundary": n_boundary}
    for name, values in (("alpha", alpha), ("b", b)):
        facts[name] = {
            "mean": None if n_boundary else float(values.mean()),
            "standard_deviation": None if n_boundary else float(values.std(ddof=1)),
            "quantiles": {str(p): _quantile(np.sort(values), p) for p in PROBABILITIES},
        }
    return facts


def _quantile(ordered: npt.NDArray[np.float64], p: float) -> dict[str, float]:
    """Return the quantile and half the width of its one-sigma order-statistic interval."""
    spread = np.sqrt(p * (1 - p) * ordered.size)
    low, high = np.rint(ordered.size * p - spread), np.rint(ordered.size * p + spread)
    return {
        "value": float(np.quantile(ordered, p, method="weibull")),
        "error": float(ordered[int(high) - 1] - ordered[int(low) - 1]) / 2,
    }


def _header(name: str, n_replicates: int, seed: int) -> dict[str, Any]:
    return {
        "about": f"Negative-binomial bootstrap of {name}, "
        "made by tests/oracles/reference_limits.py; facts only, not the data.",
        "n_replicates": n_replicates,
        "seed": seed,
        "quantile_rule": "(B + 1)p-th order statistic, interpolated",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "genes": {},
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("path", type=Path, help="the real table, singer_transcript_counts.csv")
    parser.add_argument("--n-replicates", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser


if __name__ == "__main__":
    main()

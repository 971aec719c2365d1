"""The oracle itself: against SciPy's likelihood, against itself, and against the first lesson."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.oracles.negative_binomial import excess, loglik, maxima, maximum

FOLDER = Path(__file__).parent
REFERENCE = json.loads((FOLDER / "reference_limits.json").read_text(encoding="utf-8"))

# As printed in the lesson: alpha, b and the percentile limits (2.5 %, 97.5 %) of 10,000
# parametric replicates. Its Powell search stops early, by up to 0.14 %.
PRINTED = {
    "Nanog": ((1.263097, 1.096059, 1.490806), (69.347842, 56.832672, 82.420965)),
    "Prdm14": ((0.552886, 0.454121, 0.68713), (8.200636, 6.161311, 10.512314)),
    "Rest": ((4.530335, 3.874058, 5.445957), (16.543054, 13.589208, 19.408816)),
    "Rex1": ((1.634562, 1.415841, 1.940372), (84.680915, 69.762021, 99.774827)),
}


def draws(alpha: float, b: float, shape: tuple[int, ...], seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(alpha, 1 / (1 + b), size=shape)


@pytest.mark.parametrize(("alpha", "b"), [(1.3, 70.0), (0.5, 8.0), (5.0, 0.1), (40.0, 0.5)])
def test_loglik_is_that_of_scipy(alpha, b):
    sample = draws(alpha, b, (50,))
    expected = stats.nbinom.logpmf(sample, alpha, 1 / (1 + b)).sum()
    assert loglik(sample, alpha, b) == pytest.approx(expected, rel=1e-12)


def test_loglik_at_the_boundary_is_that_of_the_poisson():
    sample = np.array([3, 4, 4, 5])
    assert loglik(sample, np.inf, 0.0) == pytest.approx(stats.poisson.logpmf(sample, 4).sum())


@pytest.mark.parametrize(("alpha", "b"), [(1.3, 70.0), (0.5, 8.0), (0.05, 30.0), (40.0, 0.5)])
def test_the_two_forms_agree(alpha, b):
    samples = draws(alpha, b, (40, 60))
    one_by_one = np.array([maximum(sample) for sample in samples]).T
    np.testing.assert_allclose(maxima(samples), one_by_one, rtol=1e-10)


def test_no_neighbour_is_more_likely():
    sample = draws(2.0, 5.0, (80,))
    alpha, b = maximum(sample)
    best = loglik(sample, alpha, b)
    for step in (1e-4, -1e-4):
        assert loglik(sample, alpha * (1 + step), b) < best
        assert loglik(sample, alpha, b * (1 + step)) < best
        assert loglik(sample, alpha * (1 + step), b / (1 + step)) < best


@pytest.mark.parametrize(
    "sample", [[0, 0, 0], [4, 4, 4], [1], [0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6], [0, 2]]
)
def test_no_finite_maximum_where_the_variance_does_not_exceed_the_mean(sample):
    assert excess(np.array(sample)) <= 0
    assert maximum(sample) == (np.inf, 0.0)
    alpha, b = maxima([sample])
    assert (alpha[0], b[0]) == (np.inf, 0.0)


@pytest.mark.parametrize(
    ("sample", "alpha"),
    [
        ([0, 0, 0, 0, 1, 0, 25], 0.088046981732259199560),
        ([0, 1, 2, 3, 4, 5, 5, 6, 8], 5.1018025666998636583),
        # Next to the boundary: n**2 * (variance - mean) = 2.
        ([86, 98, 98, 103, 104, 107, 108, 110, 126], 449282.83916102004798),
    ],
)
def test_estimates_to_twelve_digits(sample, alpha):
    # The digits are from mpmath: the root of the digamma form, in arithmetic of 50 digits.
    assert maximum(sample) == pytest.approx((alpha, np.mean(sample) / alpha), rel=1e-12)
    many = maxima([sample, sample])
    assert many[0] == pytest.approx([alpha, alpha], rel=1e-12)


@pytest.mark.parametrize("gene", PRINTED)
def test_stored_estimates_are_those_of_the_lesson(gene):
    estimate = REFERENCE["genes"][gene]["estimate"]
    for name, (printed, _, _) in zip(("alpha", "b"), PRINTED[gene], strict=True):
        assert estimate[name] == pytest.approx(printed, rel=2e-3)


@pytest.mark.parametrize("gene", PRINTED)
def test_stored_limits_are_those_of_the_lesson(gene):
    # The lesson drew 10,000 replicates, so its limits have about ten times our error; an early
    # stop of its search adds up to 0.14 %. Sixteen comparisons at 5 errors each.
    facts = REFERENCE["genes"][gene]["parametric"]
    scale = np.sqrt(REFERENCE["n_replicates"] / 10_000)
    for name, (_, *printed) in zip(("alpha", "b"), PRINTED[gene], strict=True):
        for p, limit in zip(("0.025", "0.975"), printed, strict=True):
            stored = facts[name]["quantiles"][p]
            assert abs(stored["value"] - limit) < 5 * scale * stored["error"] + 1.4e-3 * limit


def test_the_stored_limits_hold_a_million_replicates():
    assert REFERENCE["n_replicates"] == 1_000_000
    assert all(
        REFERENCE["genes"][gene][scheme]["n_boundary"] == 0
        for gene in PRINTED
        for scheme in ("parametric", "nonparametric")
    )


def test_the_script_runs_and_repeats_itself(tmp_path):
    rows = zip(*(draws(2.0, 5.0, (30,), seed).tolist() for seed in range(4)), strict=True)
    table = tmp_path / "table.csv"
    lines = ["# made up", ",".join(PRINTED), *(",".join(map(str, row)) for row in rows)]
    table.write_text("\n".join(lines))
    texts = []
    for name in ("one.json", "two.json"):
        output = tmp_path / name
        command = [sys.executable, FOLDER / "reference_limits.py", table]
        options = ["--n-replicates", "2500", "--output", output]
        subprocess.run([*command, *options], check=True, capture_output=True)
        texts.append(output.read_text())
    assert texts[0] == texts[1]
    facts = json.loads(texts[0])["genes"]["Rest"]["nonparametric"]["alpha"]["quantiles"]
    values = [facts[p]["value"] for p in ("0.025", "0.05", "0.95", "0.975")]
    assert values == sorted(values)

"""A report page with everything in it: tables, every kind of plot, notes, labels that attack."""

from __future__ import annotations

from math import inf, nan
from pathlib import Path

import numpy as np

from bootes.viz.distribution import ecdf_plot, histogram_plot
from bootes.viz.intervals import interval_plot
from bootes.viz.null import null_plot
from bootes.viz.numbers import format_with_error
from bootes.viz.report import write_report
from bootes.viz.section import Section

ATTACK = '</script><script>document.title = "attacked"</script><img src=x onerror=alert(1)>'

# Gene, parameter, estimate and limits, as printed in the lesson that this library grew from.
ESTIMATES = [
    ("Nanog", "alpha", 1.263097, 1.096059, 1.490806),
    ("Nanog", "b", 69.347842, 56.832672, 82.420965),
    ("Prdm14", "alpha", 0.552886, 0.454121, 0.68713),
    ("Prdm14", "b", 8.200636, 6.161311, 10.512314),
    ("Rest", "alpha", 4.530335, 3.874058, 5.445957),
    ("Rest", "b", 16.543054, 13.589208, 19.408816),
    ("Rex1", "alpha", 1.634562, 1.415841, 1.940372),
    ("Rex1", "b", 84.680915, 69.762021, 99.774827),
]


def make_example_report(path: str | Path) -> Path:
    """Write the example page; ``data-plots="drawn"`` appears on ``<html>`` once it is drawn."""
    sections = [estimates_section(), replicates_section(), test_section(), odd_section()]
    provenance = {
        "seed": 283_178_462_318_364_981_236_401_283_746,
        "replicates": 10_000,
        "method": "percentile",
        "engine": "threads, 2 workers",
        "versions": {"bootes": "0.1.0", "numpy": "2.4.6", "numba": "0.68.1"},
        "checkpoint": None,
        "label": ATTACK,
    }
    return write_report(path, "Transcript counts in single cells", sections, provenance)


def estimates_section() -> Section:
    rows = [
        [gene, name, value, format_with_error(low, low / 900), format_with_error(high, high / 700)]
        for gene, name, value, low, high in ESTIMATES
    ]
    plots = [
        (
            f"Maximum-likelihood estimates of {name} with 95 % percentile intervals.",
            interval_plot(
                [
                    {
                        "label": gene,
                        "estimate": value,
                        "low": low,
                        "high": high,
                        "low_error": low / 900,
                        "high_error": high / 700,
                    }
                    for gene, parameter, value, low, high in ESTIMATES
                    if parameter == name
                ],
                x_axis_label=axis,
                frame_width=None,
            ),
        )
        for name, axis in (("alpha", "α*"), ("b", "b*"))
    ]
    columns = ["column", "parameter", "estimate", "low", "high"]
    notes = ["Limits are percentiles of 10,000 parametric replicates, with Monte Carlo errors."]
    return Section("Estimates", columns, rows, plots, notes)


def replicates_section() -> Section:
    replicates = np.random.default_rng(1).normal(1.263, 0.1, 10_000)
    low, high = np.quantile(replicates, [0.025, 0.975])
    facts = {
        "estimate": 1.263097,
        "low": low,
        "high": high,
        "low_error": 0.0021,
        "high_error": 0.0024,
        "confidence_level": 0.95,
        "x_axis_label": "α*",
        "frame_width": None,
    }
    plots = [
        (
            "Replicates of alpha, Nanog. The interval is darker.",
            histogram_plot(replicates, **facts),
        ),
        ("Their empirical distribution function.", ecdf_plot(replicates, **facts)),
    ]
    return Section("Replicates", plots=plots)


def test_section() -> Section:
    null = np.random.default_rng(2).normal(0, 0.74, 100_000)
    plot = null_plot(
        null,
        observed=1.62,
        alternative="two-sided",
        pvalue=0.0286,
        pvalue_error=0.00053,
        x_axis_label="mean of case − mean of control",
        frame_width=None,
    )
    caption = "Null distribution of the difference in means; what is as extreme is red."
    rows = [
        ["mean_difference", 1.62, "two-sided (abs)", format_with_error(0.0286, 0.00053), 99_999]
    ]
    columns = ["statistic", "observed", "alternative", "p", "permutations"]
    return Section("Permutation test", columns, rows, [(caption, plot)])


def odd_section() -> Section:
    rows = [
        {"label": "no upper limit", "estimate": 2.2, "low": 1.5, "high": inf},
        {"label": "upper limit not defined", "estimate": 1.2, "low": 0.8, "high": nan},
        {"label": "nothing is defined", "estimate": nan, "low": nan, "high": nan},
        {"label": ATTACK, "estimate": 3.0, "low": 2.0, "high": 3.5},
        {"label": "$$\\alpha$$", "estimate": 2.0, "low": 1.0, "high": 2.5},
    ]
    plot = interval_plot(rows, x_axis_label=ATTACK, title=ATTACK, frame_width=None)
    table = [[row["label"], row["estimate"], row["low"], row["high"]] for row in rows]
    return Section(
        f"Awkward: {ATTACK}",
        [ATTACK, "estimate", "low", "high"],
        table,
        [(f"Intervals without an end. {ATTACK}", plot)],
        notes=[ATTACK],
        warnings=["12 of 10,000 replicates failed (nan); limits leave them out.", ATTACK],
    )

"""Rows of statistics of two independent samples, and of two or more."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

import numpy as np

from bootes.protocols import KernelReference
from bootes.statistics import twins_two
from bootes.statistics.combine import combined_value
from bootes.statistics.row import Builtin, Fused
from bootes.statistics.rows_one import MEAN_LOOP, ONE, kernel, of_moments

__all__ = ["GROUPS", "TWO", "combined"]

_PERMUTED = KernelReference("bootes._kernels.fused_difference", "loop_permuted_difference")
_SIGNS = {"difference": "-", "ratio": "/"}
# Kernels of their own, where there is no column to combine.
_OWN = {
    "mean_difference": kernel("mean", "mean_difference"),
    "mean_ratio": kernel("mean", "mean_ratio"),
    "median_difference": kernel("order", "median_difference"),
}


def combined(row: Builtin, how: str) -> Builtin:
    """Return the difference or ratio of a statistic of one sample, first and second.

    Its kernel is that of one sample unless there is one for both.
    """
    head, colon, level = row.name.partition(":")
    name = f"{head}_{how}{colon}{level}"
    sign = _SIGNS[how]
    return replace(
        row,
        name=name,
        formula=f"{row.name}(x) {sign} {row.name}(y)",
        equivalent=f"{_bracketed(row.equivalent, 'x')} {sign} {_bracketed(row.equivalent, 'y')}",
        python=functools.partial(combined_value, row.python, how),
        kernel=_OWN.get(name, row.kernel),
        combine="" if name in _OWN else how,
        base=row.name,
        n_samples=2,
        binary=(0, 1) if row.binary else (),
        centre=0.0 if how == "difference" else None,
        rounding=_rounding(row, how),
        constant=_of_constants(row, how),
        fused=_fused(row, how),
    )


def _bracketed(equivalent: str, sample: str) -> str:
    spelt = re.sub(r"\bx\b", sample, equivalent)
    return f"({spelt})" if " / " in spelt else spelt


def _rounding(row: Builtin, how: str) -> str:
    if row.name == "sum":
        return "spread" if how == "difference" else "value"
    return "value" if how == "ratio" and row.rounding == "data" else row.rounding


def _of_constants(row: Builtin, how: str) -> str:
    if row.constant.startswith("0"):
        return "0" if how == "difference" else "NaN"
    return "NaN" if row.constant == "NaN" else f"their {how}"


def _fused(row: Builtin, how: str) -> dict[str, Fused] | None:
    if row.fused is None:
        return None
    fused = {"samples": replace(row.fused["samples"], combine=how)}
    if fused["samples"].loop is MEAN_LOOP and how == "difference":
        fused["two_groups"] = Fused(_PERMUTED, joined=True)
    return fused


_COMBINED = tuple(combined(row, how) for row in ONE for how in _SIGNS)

TWO = (
    *_COMBINED,
    Builtin(
        "log_ratio",
        "log(x̄ / ȳ)",
        "np.log(np.mean(x) / np.mean(y))",
        functools.partial(combined_value, np.mean, "log_ratio"),
        ONE[0].kernel,
        n_samples=2,
        centre=0.0,
        constant="log of their ratio",
        combine="log_ratio",
        fused={"samples": Fused(MEAN_LOOP, "log_ratio")},
    ),
    Builtin(
        "welch_t",
        "(x̄ - ȳ) / √(s²ₓ/nₓ + s²ᵧ/nᵧ)",
        "scipy.stats.ttest_ind(x, y, equal_var=False).statistic",
        twins_two.welch_t,
        kernel("two", "welch_t"),
        n_samples=2,
        minimum=2,
        centre=0.0,
        rounding="spread",
        constant="NaN if equal, else infinite",
        fused=of_moments("welch_t", joined=True),
    ),
    Builtin(
        "student_t",
        "(x̄ - ȳ) / √(s² (1/nₓ + 1/nᵧ)), s² = (Σ(x - x̄)² + Σ(y - ȳ)²) / (nₓ + nᵧ - 2)",
        "scipy.stats.ttest_ind(x, y).statistic",
        twins_two.student_t,
        kernel("two", "student_t"),
        n_samples=2,
        centre=0.0,
        rounding="spread",
        constant="NaN if equal, else infinite",
        fused=of_moments("student_t", joined=True),
    ),
    Builtin(
        "cohen_d",
        "(x̄ - ȳ) / s, pooled as in student_t",
        "scipy.stats.ttest_ind(x, y).statistic * np.sqrt(1 / len(x) + 1 / len(y))",
        twins_two.cohen_d,
        kernel("two", "cohen_d"),
        n_samples=2,
        centre=0.0,
        rounding="spread",
        constant="NaN if equal, else infinite",
        fused=of_moments("cohen_d", joined=True),
    ),
    Builtin(
        "hedges_g",
        "cohen_d Γ(f/2) / (√(f/2) Γ((f - 1)/2)), f = nₓ + nᵧ - 2",
        "scipy.stats.ttest_ind(x, y).statistic * np.sqrt(1 / len(x) + 1 / len(y)) "
        "* scipy.special.poch((len(x) + len(y) - 3) / 2, 0.5) "
        "/ np.sqrt((len(x) + len(y) - 2) / 2)",
        twins_two.hedges_g,
        kernel("two", "hedges_g"),
        n_samples=2,
        centre=0.0,
        rounding="spread",
        constant="NaN if equal, else infinite",
        fused=of_moments("hedges_g", joined=True),
    ),
    Builtin(
        "rank_sum",
        "sum of the midranks of the first sample",
        "scipy.stats.rankdata(np.concatenate([x, y]))[:len(x)].sum()",
        twins_two.rank_sum,
        kernel("ranks", "rank_sum"),
        n_samples=2,
        constant="nₓ (nₓ + nᵧ + 1) / 2 if equal",
    ),
    Builtin(
        "auc",
        "P(x > y) + P(x = y) / 2",
        "scipy.stats.mannwhitneyu(x, y).statistic / (len(x) * len(y))",
        twins_two.auc,
        kernel("ranks", "auc"),
        n_samples=2,
        centre=0.5,
        constant="0.5 if equal",
    ),
    Builtin(
        "ks",
        "max |F(t) - G(t)| of the distribution functions",
        "scipy.stats.ks_2samp(x, y).statistic",
        twins_two.ks,
        kernel("ks", "ks"),
        n_samples=2,
        tail="upper",
        constant="0 if equal, else 1",
    ),
)

GROUPS = (
    Builtin(
        "f_statistic",
        "(Σnⱼ(x̄ⱼ - x̄)² / (k - 1)) / (ΣΣ(x - x̄ⱼ)² / (n - k))",
        "scipy.stats.f_oneway(x, y).statistic",
        twins_two.f_statistic,
        kernel("groups", "f_statistic"),
        n_samples=2,
        or_more=True,
        tail="upper",
        rounding="spread",
        constant="NaN if equal, else infinite",
    ),
    Builtin(
        "kruskal_wallis",
        "12 Σnⱼ(R̄ⱼ - (n + 1)/2)² / (n (n + 1) C), C = 1 - Σ(t³ - t) / (n³ - n)",
        "scipy.stats.kruskal(x, y).statistic",
        twins_two.kruskal_wallis,
        kernel("ranks", "kruskal_wallis"),
        n_samples=2,
        or_more=True,
        tail="upper",
        constant="NaN if equal",
    ),
)

"""Rows of statistics of pairs: two columns of the same rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bootes.protocols import KernelReference
from bootes.statistics import twins_pairs
from bootes.statistics.row import Builtin, Fused
from bootes.statistics.rows_one import kernel

__all__ = ["PAIRS"]


def _pair(
    module: str,
    name: str,
    formula: str,
    equivalent: str,
    python: Callable[..., Any],
    **options: Any,
) -> Builtin:
    return Builtin(
        name, formula, equivalent, python, kernel(module, name), n_samples=2, paired=True, **options
    )


_PRODUCTS = KernelReference("bootes._kernels.fused_pairs", "loop_bootstrap_pairs")


def _of_products(name: str) -> dict[str, Fused]:
    """Return the loop of a statistic that is made of sums of products about the means."""
    finish = KernelReference("bootes._kernels.finish_moments", f"finish_{name}")
    return {"rows": Fused(_PRODUCTS, finish=finish, joined=True)}


_MOMENTS = (
    _pair(
        "pairs",
        "pearson",
        "Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²)",
        "np.corrcoef(x, y)[0, 1]",
        twins_pairs.pearson,
        minimum=2,
        centre=0.0,
        fused=_of_products("pearson"),
    ),
    _pair(
        "rank_pairs",
        "spearman",
        "pearson of the midranks",
        "scipy.stats.spearmanr(x, y).statistic",
        twins_pairs.spearman,
        minimum=2,
        centre=0.0,
    ),
    _pair(
        "rank_pairs",
        "kendall",
        "(concordant - discordant) / √((pairs - tied in x)(pairs - tied in y)), tau-b",
        "scipy.stats.kendalltau(x, y).statistic",
        twins_pairs.kendall,
        minimum=2,
        centre=0.0,
    ),
    _pair(
        "pairs",
        "slope",
        "Σ(x - x̄)(y - ȳ) / Σ(x - x̄)²: y, the second, on x, the first",
        "scipy.stats.linregress(x, y).slope",
        twins_pairs.slope,
        minimum=2,
        centre=0.0,
        constant="NaN if x is, 0 if y is",
        fused=_of_products("slope"),
    ),
    _pair(
        "pairs",
        "intercept",
        "ȳ - slope x̄: y, the second, on x, the first",
        "scipy.stats.linregress(x, y).intercept",
        twins_pairs.intercept,
        minimum=2,
        constant="NaN if x is, ȳ if y is",
        fused=_of_products("intercept"),
    ),
    _pair(
        "pairs",
        "ratio_of_sums",
        "Σx / Σy",
        "np.sum(x) / np.sum(y)",
        twins_pairs.ratio_of_sums,
        constant="their ratio",
    ),
)

_PREDICTIONS = (
    _pair(
        "predictions",
        "accuracy",
        "share of x = y: observed, predicted",
        "np.mean(x == y)",
        twins_pairs.accuracy,
        constant="1 if equal, else 0",
    ),
    _pair(
        "predictions",
        "roc_auc",
        "P(y₁ > y₀) + P(y₁ = y₀) / 2: label x of 0 and 1, score y",
        "scipy.stats.mannwhitneyu(y[x == 1], y[x == 0]).statistic "
        "/ (np.sum(x == 1) * np.sum(x == 0))",
        twins_pairs.roc_auc,
        binary=(0,),
        centre=0.5,
        constant="NaN if x is, 0.5 if y is",
    ),
    _pair(
        "predictions",
        "rmse",
        "√(Σ(x - y)² / n): observed, predicted",
        "np.sqrt(np.mean((x - y) ** 2))",
        twins_pairs.rmse,
        constant="their distance",
    ),
    _pair(
        "predictions",
        "mae",
        "Σ|x - y| / n: observed, predicted",
        "np.mean(np.abs(x - y))",
        twins_pairs.mae,
        constant="their distance",
    ),
    _pair(
        "predictions",
        "r2",
        "1 - Σ(x - y)² / Σ(x - x̄)²: observed, predicted",
        "1 - np.sum((x - y) ** 2) / np.sum((x - np.mean(x)) ** 2)",
        twins_pairs.r2,
        minimum=2,
        constant="NaN if x is",
    ),
)

PAIRS = (*_MOMENTS, *_PREDICTIONS)

"""The table of built-in statistics.

A new statistic is one kernel in ``bootes._kernels.stat_*`` and one row in ``rows_*``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bootes.statistics.combine import COMBINE
from bootes.statistics.row import Builtin
from bootes.statistics.rows_one import ONE
from bootes.statistics.rows_pairs import PAIRS
from bootes.statistics.rows_two import GROUPS, TWO
from bootes.statistics.variants import quantile, trimmed_mean, with_ddof

__all__ = [
    "BUILTINS",
    "COMBINE",
    "LEVELLED",
    "Builtin",
    "quantile",
    "trimmed_mean",
    "with_ddof",
]

BUILTINS: Mapping[str, Builtin] = {row.name: row for row in (*ONE, *TWO, *PAIRS, *GROUPS)}

# Names that need a number: "quantile:0.9".
LEVELLED: Mapping[str, tuple[Callable[[float], Builtin], str]] = {
    "quantile": (quantile, "the level of a quantile as in 'quantile:0.9'"),
    "trimmed_mean": (trimmed_mean, "the trimmed proportion as in 'trimmed_mean:0.1'"),
}

"""Results as plain text: what ``repr`` shows."""

from __future__ import annotations

from typing import Any

from bootes.results.bootstrap import BootstrapResult
from bootes.results.facts import Facts
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.plain import aligned, ascii_numbers, clean
from bootes.results.summary import summary_of
from bootes.results.table import Table

__all__ = ["bootstrap_text", "fit_text", "mapping_text", "permutation_text"]

# A longer table would push what stands above it off the screen.
MOST_ROWS = 60
_LONGEST_WARNING = 400


def bootstrap_text(result: BootstrapResult) -> str:
    """Return a few lines: estimate, error, interval; a table of a vector statistic."""
    return _text(result)


def permutation_text(result: PermutationResult) -> str:
    """Return a few lines: observed value, p-value, permutations."""
    return _text(result)


def fit_text(result: FitResult) -> str:
    """Return a table of the parameters, with the maximum and what made it."""
    return _text(result)


def mapping_text(results: ResultMapping[Any]) -> str:
    """Return a table of all results, its first 60 rows."""
    return _text(results)


def _text(result: Any) -> str:
    summary = summary_of(result, MOST_ROWS)
    lines = [_plain(summary.title)]
    if summary.numbers:
        lines += _fact_lines((*summary.numbers, *summary.notes))
    else:
        lines += _table_lines(summary.table)
        lines += _fact_lines((*summary.legend, *summary.notes))
    lines += [f"  warning: {_cut(_plain(text))}" for text in summary.warnings]
    return "\n".join(lines)


def _table_lines(table: Table) -> list[str]:
    if not table.rows:
        return []
    cells = [[_plain(cell) for cell in row] for row in (table.columns, *table.rows)]
    more = f"  ... and {table.n_left_out:,} more rows; to_frame() has all."
    return aligned(cells, table.numeric) + ([more] if table.n_left_out else [])


def _fact_lines(facts: Facts) -> list[str]:
    width = max((len(name) for name, _ in facts), default=0)
    return [f"  {_plain(name):<{width}}  {_plain(text)}" for name, text in facts]


def _plain(text: str) -> str:
    return ascii_numbers(clean(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_WARNING else f"{text[:_LONGEST_WARNING]} ..."

"""Results as HTML for notebooks: escaped, without scripts, in the colours of the page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from bootes.results.bootstrap import BootstrapResult
from bootes.results.facts import Facts
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.plain import clean
from bootes.results.summary import summary_of
from bootes.results.table import Table

__all__ = ["bootstrap_html", "fit_html", "mapping_html", "permutation_html"]

_MOST_ROWS = 60
# Grey lines half seen through suit a light page and a dark one; all else is inherited.
_BOX = "font-size:0.9em;line-height:1.45;overflow-x:auto"
_TABLE = "border-collapse:collapse;margin:0.4em 0;font-variant-numeric:tabular-nums"
_LINE = "border-bottom:1px solid rgba(128,128,128,0.35);background:none"
_CELL = "padding:0.15em 0.8em 0.15em 0"
_QUIET = "opacity:0.75"
_WARNING = "border-left:3px solid #b8492b;padding-left:0.6em;margin:0.4em 0"


def bootstrap_html(result: BootstrapResult) -> str:
    """Return estimate, error and interval, or a table of a vector statistic."""
    return _html(result)


def permutation_html(result: PermutationResult) -> str:
    """Return observed value, p-value and permutations."""
    return _html(result)


def fit_html(result: FitResult) -> str:
    """Return a table of the parameters, with the maximum and what made it."""
    return _html(result)


def mapping_html(results: ResultMapping[Any]) -> str:
    """Return a table of all results, its first 60 rows."""
    return _html(results)


def _html(result: Any) -> str:
    summary = summary_of(result, _MOST_ROWS)
    parts = [f"<strong>{_escaped(summary.title)}</strong>"]
    parts += [f'<div style="{_WARNING}">{_escaped(text)}</div>' for text in summary.warnings]
    if summary.numbers:
        parts.append(_facts(summary.numbers))
        parts.append(_notes(summary.notes))
    else:
        parts.append(_table(summary.table))
        parts.append(_notes((*summary.legend, *summary.notes)))
    return f'<div style="{_BOX}">\n' + "\n".join(filter(None, parts)) + "\n</div>"


def _facts(facts: Facts) -> str:
    return _tabular(_row([_head(name, False), _cell(text, False)]) for name, text in facts)


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    head = _row(map(_head, table.columns, table.numeric))
    drawn = _tabular((_row(map(_cell, row, table.numeric)) for row in table.rows), head)
    more = f"… and {table.n_left_out:,} more rows; <code>to_frame()</code> has all."
    return f'{drawn}\n<div style="{_QUIET}">{more}</div>' if table.n_left_out else drawn


def _tabular(rows: Iterable[str], head: str = "") -> str:
    above = f"<thead>\n{head}\n</thead>\n" if head else ""
    body = "\n".join(rows)
    return f'<table style="{_TABLE}">\n{above}<tbody>\n{body}\n</tbody>\n</table>'


def _row(cells: Iterable[str]) -> str:
    return f'<tr style="{_LINE}">{"".join(cells)}</tr>'


def _head(text: str, right: bool) -> str:
    style = f"{_side(right)};font-weight:normal;{_QUIET}"
    return f'<th style="{style}">{_escaped(text)}</th>'


def _cell(text: str, right: bool) -> str:
    return f'<td style="{_side(right)}">{_escaped(text)}</td>'


def _side(right: bool) -> str:
    return f"text-align:{'right' if right else 'left'};{_CELL}"


def _notes(facts: Facts) -> str:
    lines = [f"{_escaped(name)}: {_escaped(text)}" for name, text in facts]
    return f'<div style="{_QUIET}">{"<br>".join(lines)}</div>' if lines else ""


def _escaped(text: str) -> str:
    return escape(clean(text))

"""Results as a report: one page with tables, plots, warnings and provenance."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from bootes.errors import InputError, IntervalError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.drawings import drawings_of, n_drawings
from bootes.results.figures import MOST_FIGURES
from bootes.results.interval_figures import component_figure, interval_figures
from bootes.results.joint_provenance import joint_facts, joint_provenance
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.plain import clean
from bootes.results.summary import Summary, summary_of
from bootes.results.words import grouped

__all__ = ["sections_of", "write_report"]

Plot: TypeAlias = tuple[str, Any]

_MOST_FACTS = 24  # of a fact of the provenance that differs from result to result


def write_report(
    results: Any, path: str | os.PathLike[str], title: str = "Results of bootes"
) -> Path:
    """Write results to a self-contained HTML page; an existing file is replaced.

    Parameters
    ----------
    results : result, ResultMapping or mapping
        One result, or a mapping from the heading of a section to a result.
    path : path
        The folder must exist.
    title : str

    Returns
    -------
    pathlib.Path
        The file that was written.

    Raises
    ------
    InputError
        If the file cannot be written.
    InputTypeError
        If something is no result.
    MissingPackageError
        If Bokeh or Jinja is not installed.
    """
    from bootes.viz import report

    is_many = isinstance(results, Mapping) and not isinstance(results, ResultMapping)
    named: Mapping[Any, Any] = results if is_many else {None: results}
    share = max(1, MOST_FIGURES // max(1, len(named)))
    sections = [
        section
        for heading, result in named.items()
        for section in sections_of(result, heading, most_plots=share)
    ]
    return report.write_report(path, clean(title), sections, _provenance(named))


def sections_of(
    result: Any, heading: str | None = None, *, most_plots: int = MOST_FIGURES
) -> list[Any]:
    """Return the sections of one result or a mapping: its table and plots, its distributions.

    Parameters
    ----------
    result : BootstrapResult, FitResult, PermutationResult or ResultMapping
    heading : str, optional
        Instead of what the result calls itself.
    most_plots : int
        The most distributions that are drawn; a note says how many are not.

    Raises
    ------
    InputTypeError
        If it is no result.
    MissingPackageError
        If Bokeh is not installed.
    """
    summary = summary_of(result)
    with np.errstate(all="ignore"):
        intervals = _intervals(result)
        plots, remarks = _distributions(result, most_plots)
    called = clean(_capital(summary.title))
    facts = (*summary.legend, *summary.notes)
    notes = [*([called] if heading else []), *(clean(f"{name}: {text}") for name, text in facts)]
    title = clean(heading or called)
    if not intervals:
        return [_section(title, summary, plots, [*notes, *remarks])]
    return [
        _section(title, summary, intervals, notes),
        *_more(f"{title}: distributions", plots, remarks),
    ]


def _section(title: str, summary: Summary, plots: list[Plot], notes: list[str]) -> Any:
    from bootes.viz.section import Section

    return Section(
        title,
        columns=[clean(name) for name in summary.table.columns],
        rows=[[clean(cell) for cell in row] for row in summary.table.rows],
        plots=plots,
        notes=notes,
        warnings=[clean(text) for text in summary.warnings],
    )


def _more(title: str, plots: list[Plot], notes: list[str]) -> list[Any]:
    from bootes.viz.section import Section

    return [Section(title, plots=plots, notes=notes)] if plots or notes else []


def _intervals(result: Any) -> list[Plot]:
    """Return the interval plots of results that have several numbers."""
    members = list(result.values()) if isinstance(result, ResultMapping) else [result]
    if isinstance(members[0], PermutationResult) or (
        len(members) == 1 and members[0].names is None
    ):
        return []
    if len(members) == 1 and isinstance(members[0], BootstrapResult):
        plots = [("the components", component_figure(members[0], frame_width=None))]
    else:
        plots = interval_figures(members, frame_width=None)
    return [(clean(f"Estimates (dots) and intervals (lines) of {n}."), plot) for n, plot in plots]


def _distributions(result: Any, most: int) -> tuple[list[Plot], list[str]]:
    """Draw distributions, and say what is not drawn."""
    plots: list[Plot] = []
    failed: list[tuple[str, str]] = []
    for caption, draw in islice(drawings_of(result, frame_width=None), most):
        try:
            plots.append((clean(caption), draw()))
        except (InputError, IntervalError) as error:
            failed.append(("", f"not drawn: {error}"))
    notes = [clean(text) for text in grouped(failed)]
    total = n_drawings(result)
    if total > most:
        notes.append(f"The first {most} of {total:,} distributions are drawn.")
    return plots, notes


def _provenance(named: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what all results share once, and what differs by heading and column."""
    told = joint_facts({str(heading): _facts(result) for heading, result in named.items()})
    return {key: _shown(value) for key, value in told.items()}


def _facts(result: Any) -> Mapping[str, Any]:
    if isinstance(result, ResultMapping):
        return joint_provenance(result)
    told: Mapping[str, Any] = result.provenance
    return told


def _shown(value: Any) -> Any:
    """Return text cleaned, and of many values the first 24."""
    if isinstance(value, Mapping):
        first = islice(value.items(), _MOST_FACTS)
        more = len(value) - _MOST_FACTS
        shown = {clean(key): _shown(part) for key, part in first}
        return {**shown, "and": f"{more:,} more"} if more > 0 else shown
    return clean(value) if isinstance(value, str) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

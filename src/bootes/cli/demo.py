"""The command ``demo``: a likelihood fit, a permutation test and an interval on shipped data."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import click

import bootes

from .first_use import told_when_slow
from .options import debug_option
from .output import check_report

__all__ = ["demo"]

_SEED = 1


class _Step(NamedTuple):
    """One thing that the demo shows."""

    title: str
    story: str
    compute: Callable[..., Any]
    n_resamples: int


def _fit(**run: Any) -> Any:
    counts = bootes.datasets.transcript_counts()
    return bootes.fit(counts, "negative_binomial", scheme="parametric", **run)


def _test(**run: Any) -> Any:
    table = bootes.datasets.two_groups()
    return bootes.permutation_test(table, value="value", group="group", method="montecarlo", **run)


def _interval(**run: Any) -> Any:
    table = bootes.datasets.two_groups()
    values, labels = (table[name] for name in ("value", "group"))
    samples = tuple(values[labels == label] for label in ("case", "control"))
    return bootes.bootstrap(samples, "mean_difference", **run)


_STEPS = (
    _Step(
        "Transcripts of four genes",
        "Simulated counts in 279 cells; a negative binomial is fitted to each gene and to each\n"
        "of {n:,} samples drawn from the fit.",
        _fit,
        10_000,
    ),
    _Step(
        "Cases against controls",
        "A simulated measurement of 50 cases and 50 controls, dealt to the groups anew\n"
        "{n:,} times.",
        _test,
        10_000_000,
    ),
    _Step(
        "How large is the difference?",
        "The same groups, each drawn with replacement {n:,} times.",
        _interval,
        10_000,
    ),
)


@click.command()
@click.option(
    "--report",
    metavar="PAGE.html",
    default="bootes-demo.html",
    show_default=True,
    help="The report page to write.",
)
@click.option("--quick", is_flag=True, help="A hundredth of the resamples.")
@click.option("--jobs", "n_jobs", type=click.INT, metavar="INT", help="Number of workers.")
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Whether to show a progress bar, or lines where there is no terminal. "
    "By default in a terminal alone.",
)
@debug_option
def demo(report: str, quick: bool, n_jobs: int | None, progress: bool | None) -> None:
    """Fit, test and bootstrap the simulated data that bootes ships.

    Takes a few seconds once the kernels are compiled. Tables go to standard output, tables and
    plots to a report page.
    """
    check_report(report)
    run = {"rng": _SEED, "n_jobs": n_jobs, "progress": progress}
    with told_when_slow():
        for step in _STEPS:
            step.compute(n_resamples=50, keep="sketch", **run)
    results = {
        step.title: _shown(number, step, step.n_resamples // (100 if quick else 1), run)
        for number, step in enumerate(_STEPS, start=1)
    }
    from bootes.results.report import write_report

    page = write_report(results, report, "bootes demo")
    click.echo(f"Tables and plots of all three are in {page}")


def _shown(number: int, step: _Step, n_resamples: int, run: Mapping[str, Any]) -> Any:
    """Compute one step and print it, with the time it took."""
    click.echo(f"{number}. {step.title}\n{step.story.format(n=n_resamples)}\n")
    begin = time.perf_counter()
    result = step.compute(n_resamples=n_resamples, **run)
    seconds = time.perf_counter() - begin
    click.echo(f"{result!r}\n\nThat took {seconds:.2f} s.\n")
    return result

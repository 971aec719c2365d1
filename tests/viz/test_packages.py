"""A missing package is named with the line that installs it, and nothing is imported early."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bootes.errors import MissingPackageError
from bootes.viz.distribution import ecdf_plot, histogram_plot
from bootes.viz.intervals import interval_plot
from bootes.viz.null import null_plot
from bootes.viz.report import report_page
from bootes.viz.section import Section

ROWS = [{"label": "a", "estimate": 1.0, "low": 0.5, "high": 2.0}]


@pytest.fixture
def without(monkeypatch):
    """Return a function that makes a package look as if it were not installed."""

    def hide(package):
        for name in [name for name in sys.modules if name.split(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)

    return hide


@pytest.mark.parametrize(
    "draw",
    [
        lambda: interval_plot(ROWS),
        lambda: histogram_plot([1.0, 2.0], estimate=1.0),
        lambda: ecdf_plot([1.0, 2.0], estimate=1.0),
        lambda: null_plot([1.0, 2.0], observed=1.0, alternative="less"),
    ],
)
def test_plots_without_bokeh(without, draw):
    without("bokeh")
    with pytest.raises(MissingPackageError, match=r"'bokeh'.*pip install 'bootes\[viz\]'"):
        draw()


def test_a_report_without_jinja(without):
    without("jinja2")
    with pytest.raises(MissingPackageError, match=r"'jinja2'.*pip install 'bootes\[viz\]'"):
        report_page("title", [])


def test_a_report_of_tables_needs_no_bokeh(without):
    without("bokeh")
    assert "<td" in report_page("title", [Section("s", ["a", "b"], [["x", 1]])])


def test_the_modules_load_without_the_packages():
    """Importing the presentation imports neither Bokeh nor Jinja."""
    code = (
        "import sys, bootes.viz.intervals, bootes.viz.distribution, bootes.viz.null, "
        "bootes.viz.report; sys.exit(bool({'bokeh', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

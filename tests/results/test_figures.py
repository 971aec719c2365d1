"""Figures show the numbers of the result, and say what cannot be drawn."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from bokeh.models import Column
from bokeh.plotting import figure

import bootes as bt
from bootes.errors import InputError, IntervalError, MissingPackageError, UnknownNameError
from bootes.results.mapping import ResultMapping
from bootes.viz.style import VERMILION
from tests.results.examples import EXAMPLES, HOSTILE, example

NOT_KEPT = {"moments", "one-sided test"}


def columns(plot):
    return plot.renderers[0].data_source.data


def words(plot):
    return [line.text for line in [*plot.above, *plot.below] if hasattr(line, "text")]


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in NOT_KEPT])
def test_every_result_has_a_figure(name):
    plot = example(name).plot()
    assert isinstance(plot, figure | Column)


@pytest.mark.parametrize("name", sorted(NOT_KEPT))
def test_what_was_not_kept_cannot_be_drawn(name):
    with pytest.raises(IntervalError, match="keep="):
        example(name).plot()


def test_a_scalar_is_a_histogram_with_its_interval():
    r = example("scalar")
    plot = r.plot(title="Replicates")
    low, high = r.interval()
    assert plot.title.text == "Replicates"
    assert plot.xaxis.axis_label == "mean"
    assert sum(columns(plot)["height"]) == pytest.approx(1.0, abs=0.1)
    assert f"95 % interval {-0.1256:.4f}".replace("-", "−") in " ".join(words(plot))
    assert {low, high} <= set(columns(plot)["left"]) | set(columns(plot)["right"])


def test_the_distribution_function():
    plot = example("scalar").plot(kind="ecdf")
    share = columns(plot)["share"]
    assert (share[0], share[-1]) == (0.0, 1.0)
    assert (np.diff(share) >= 0).all()


def test_a_vector_is_an_interval_plot():
    r = example("vector")
    plot = r.plot()
    assert list(plot.y_range.factors) == ["nothing", "spread", "mean"]
    data = plot.select_one({"type": figure}) or plot
    source = next(g.data_source for g in data.renderers if "estimate" in g.data_source.data)
    assert source.data["estimate"] == r.estimate.tolist()
    assert repr(source.data["low"]) == repr(r.interval_or_none.low.tolist())


@pytest.mark.parametrize("component", ["spread", 1])
def test_one_component(component):
    plot = example("vector").plot(component=component)
    assert plot.xaxis.axis_label == "spread"
    assert "estimate 0.911132" in words(plot)


def test_columns_share_one_plot_per_parameter():
    layout = example("fits").plot()
    assert [plot.xaxis.axis_label for plot in layout.children] == ["alpha", "b"]
    for plot in layout.children:
        assert list(plot.y_range.factors) == ["Rest", "Nanog"]


def test_columns_of_a_scalar_are_one_plot():
    plot = example("groups").plot(x_axis_label="mean count")
    assert list(plot.y_range.factors) == ["B, Rest", "B, Nanog", "A, Rest", "A, Nanog"]
    assert plot.xaxis.axis_label == "mean count"


def test_a_fit_has_an_axis_per_parameter():
    assert [plot.xaxis.axis_label for plot in example("fit").plot().children] == ["alpha", "b"]
    assert example("fit").plot(component="alpha").xaxis.axis_label == "alpha, Nanog"
    assert len(example("fit without bootstrap").plot().children) == 2
    with pytest.raises(IntervalError, match="no bootstrap"):
        example("fit without bootstrap")["Nanog"].plot(component="alpha")


@pytest.mark.parametrize("keep", ["replicates", "sketch"])
def test_the_red_part_of_a_null_is_its_p_value(keep):
    """On a lattice whole atoms are red, those that tie with the data included."""
    rng = np.random.default_rng(2)
    samples = (rng.integers(0, 4, 10), rng.integers(1, 5, 10))
    t = bt.permutation_test(
        samples, n_resamples=5_000, method="montecarlo", keep=keep, rng=1, engine="serial"
    )
    data = columns(t.plot())
    red = [h for h, c in zip(data["height"], data["colour"], strict=True) if c == VERMILION]
    assert t.n_ties > 50
    assert sum(red) == pytest.approx((t.pvalue * 5_001 - 1) / 5_000, abs=1e-9)


def test_a_null_says_its_p_value():
    told = " ".join(words(example("test without hits").plot()))
    assert "p = 0.0010 ± 0.0010, 95 % interval up to 0.00369" in told
    assert "(exact)" in " ".join(words(example("exact test").plot()))


def test_a_vector_test_has_a_null_per_component():
    assert len(example("vector test").plot().children) == 2
    assert example("vector test").plot(component=1).xaxis.axis_label == "1"


def test_tests_of_several_columns():
    results = ResultMapping({"a": example("test"), "b": example("exact test")})
    assert len(results.plot().children) == 2


def test_hostile_names_are_cleaned():
    plot = example("hostile columns").plot()
    assert plot.y_range.factors[1].startswith("</td><script>")
    labels = next(g.data_source.data["label"] for g in plot.renderers)
    assert labels[0].endswith('"x" red z')
    assert "\x1b" not in example("hostile vector").plot(component=HOSTILE).xaxis.axis_label


def test_bad_arguments():
    with pytest.raises(UnknownNameError, match="Did you mean 'spread'"):
        example("vector").plot(component="spred")
    with pytest.raises(UnknownNameError, match="component"):
        example("vector").plot(component=3)
    with pytest.raises(UnknownNameError, match="histogram"):
        example("scalar").plot(kind="histogramm")
    with pytest.raises(InputError, match="mean, spread, nothing"):
        example("vector").plot(kind="ecdf")
    with pytest.raises(InputError, match="no results"):
        ResultMapping({}).plot()


def test_without_bokeh(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "bokeh"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "bokeh", None)
    for name in ("scalar", "vector", "fits", "test"):
        with pytest.raises(MissingPackageError, match=r"pip install 'bootes\[viz\]'"):
            example(name).plot()

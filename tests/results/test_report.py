"""A report has a section per result with its table, plots, warnings, and one provenance."""

from __future__ import annotations

import re
import sys
from html import unescape

import numpy as np
import pytest

import bootes as bt
from bootes.errors import InputError, InputTypeError, MissingPackageError
from bootes.results.report import sections_of, write_report
from tests.results.examples import EXAMPLES, HOSTILE, example


def text_of(page):
    """Return the words of a page without its scripts and styles."""
    bare = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"(?s)<[^>]*>", " ", bare)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_result_has_sections(name):
    first, *more = sections_of(example(name))
    assert first.rows
    assert len(more) <= 1
    assert not any("\x1b" in cell for row in first.cells for cell in row)
    for section in (first, *more):
        assert all(caption.endswith(".") for caption, _ in section.plots)


def test_a_scalar_is_one_section():
    (section,) = sections_of(example("scalar"), "The mean")
    assert section.title == "The mean"
    assert section.columns == ["statistic", "estimate", "standard error", "low", "high"]
    assert section.cells == [["mean", "0.128996", "0.1282", "−0.1256 ± 0.0037", "0.3751 ± 0.0035"]]
    assert len(section.plots) == 1
    assert section.notes[0] == "Bootstrap of mean"


def test_fits_have_intervals_and_distributions():
    main, more = sections_of(example("fits"))
    assert main.title == "Fit of negative_binomial: 2 columns"
    assert [caption for caption, _ in main.plots] == [
        "Estimates (dots) and intervals (lines) of alpha.",
        "Estimates (dots) and intervals (lines) of b.",
    ]
    assert len(more.plots) == 4
    assert more.plots[2][0].startswith("Replicates of alpha, column Rest")


def test_at_most_24_distributions_are_drawn():
    main, more = sections_of(example("many columns"))
    assert len(main.rows) == 70
    assert len(more.plots) == 24
    assert more.notes == ["The first 24 of 70 distributions are drawn."]


def test_several_results_share_the_24(tmp_path):
    results = {name: example("many columns") for name in ("first", "second", "third")}
    words = text_of(write_report(results, tmp_path / "page.html").read_text("utf-8"))
    assert words.count("The first 8 of 70 distributions are drawn.") == 3


def test_what_cannot_be_drawn_is_said():
    (section,) = sections_of(example("moments"))
    assert not section.plots
    assert section.notes[-1].startswith("not drawn: neither replicates nor a histogram")

    def infinite(x):
        return np.inf

    r = bt.bootstrap([1.0, 2.0], infinite, n_resamples=99, rng=1, engine="serial")
    (section,) = sections_of(r)
    assert section.notes[-1].startswith("not drawn: none of the 99 replicates is finite")


def test_warnings_stand_above():
    (section,) = sections_of(example("failures"))
    assert section.warnings[0].startswith("365 of 999 replicates failed (ValueError: 210, nan")
    (main,) = sections_of(example("fit without bootstrap"))[:1]
    assert main.warnings == ["Nanog; Rest: no bootstrap: n_resamples=0"]


def test_a_page_of_everything(tmp_path):
    path = write_report({name: example(name) for name in EXAMPLES}, tmp_path / "all.html", "All")
    words = text_of(path.read_text("utf-8"))
    for told in ("2.04525", "0.1030 ± 0.0030", "0.097 to 0.109", "fingerprint", "seed 1"):
        assert told in words


def test_a_page_of_one_result(tmp_path):
    """One result or mapping needs no heading, and its provenance stands as it is."""
    for name in ("test", "fits"):
        words = text_of(write_report(example(name), tmp_path / "one.html").read_text("utf-8"))
        assert "Results of bootes" in words
        assert " Provenance seed 1 statistic " in words or " score_norm Nanog: " in words


def test_shared_facts_are_told_once(tmp_path):
    results = {"First": example("fits"), "Second": example("test")}
    page = write_report(results, tmp_path / "two.html").read_text("utf-8")
    told = text_of(page).rpartition(" Provenance ")[2]
    assert told.count("python:") == 1
    assert "First: negative_binomial Second: mean_difference" in told
    assert "loglik First: Nanog = -766.12" in told


def test_hostile_names_are_text(tmp_path):
    results = {HOSTILE: example("hostile columns"), "vector": example("hostile vector")}
    page = write_report(results, tmp_path / "hostile.html", HOSTILE).read_text("utf-8")
    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert '</td><script>alert(1)</script> & "x" red z' in unescape(page)


def test_a_page_without_results(tmp_path):
    assert "<h1>" in write_report({}, tmp_path / "empty.html").read_text("utf-8")


def test_bad_arguments(tmp_path):
    with pytest.raises(InputTypeError, match="is not a result"):
        write_report({"a": 3}, tmp_path / "page.html")
    with pytest.raises(InputError, match="does not exist"):
        write_report(example("scalar"), tmp_path / "no" / "page.html")


def test_without_bokeh(monkeypatch, tmp_path):
    for name in [name for name in sys.modules if name.split(".")[0] == "bokeh"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "bokeh", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'bootes\[viz\]'"):
        write_report(example("scalar"), tmp_path / "page.html")

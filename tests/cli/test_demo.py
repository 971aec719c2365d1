"""The demo runs, and its numbers are those of the verbs."""

from __future__ import annotations

import re

import pytest

import bootes
from bootes.errors import MissingPackageError


@pytest.fixture
def demo(call, tmp_path):
    return call("demo", "--quick", "--report", tmp_path / "page.html")


def test_it_shows_all_three_with_their_times(demo, tmp_path):
    assert demo.exit_code == 0, demo.stderr
    assert len(re.findall(r"That took \d+\.\d\d s\.", demo.stdout)) == 3
    assert f"are in {tmp_path / 'page.html'}" in demo.stdout
    page = (tmp_path / "page.html").read_text("utf-8")
    for gene in ("Rex1", "Rest", "Nanog", "Prdm14"):
        assert gene in demo.stdout
        assert gene in page


def test_its_numbers_are_those_of_the_verbs(demo):
    fits = bootes.fit(bootes.datasets.transcript_counts(), n_resamples=100, rng=1)
    groups = bootes.datasets.two_groups()
    test = bootes.permutation_test(
        groups, value="value", group="group", method="montecarlo", n_resamples=100_000, rng=1
    )
    shown = demo.stdout.splitlines()
    for result in (fits, test):
        lines = [line for line in repr(result).splitlines() if "made by" not in line]
        assert len(lines) > 3
        assert set(lines) <= set(shown)
    assert re.search(r"mean_difference\n +estimate +1\.2216\n", demo.stdout)


def test_it_is_the_same_every_time(demo, call, tmp_path):
    again = call("demo", "--quick", "--report", tmp_path / "page.html", "--jobs", "1")

    def numbers(text):
        return [
            line for line in text.splitlines() if "That took" not in line and "made by" not in line
        ]

    assert numbers(again.stdout) == numbers(demo.stdout)


def test_without_the_extra_it_says_how_to_install_it(call, monkeypatch, tmp_path):
    def missing(package, feature):
        raise MissingPackageError.from_package(package, feature, "viz")

    monkeypatch.setattr("bootes.viz.packages.load", missing)
    outcome = call("demo", "--report", tmp_path / "page.html")
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert "pip install 'bootes[" in outcome.stderr


@pytest.mark.study
def test_in_full(call, tmp_path):
    outcome = call("demo", "--report", tmp_path / "page.html")
    assert outcome.exit_code == 0
    assert "10,000,000 random of n = 50 + 50" in outcome.stdout

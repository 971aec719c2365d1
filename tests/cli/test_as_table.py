"""The table of results for a terminal."""

from __future__ import annotations

import re

import bootes
from bootes.cli.as_table import as_table

DATA = {"short": [1.5, 2.25, 4.0, 8.1], "a longer name": [-10.0, -20.0, -30.5, -40.0]}


def lines(result):
    return as_table(result, {}).splitlines()


def test_columns_are_aligned_and_numbers_plain():
    head, first, second = lines(bootes.bootstrap(DATA, "mean", n_resamples=999, rng=1))[2:5]
    assert head.split() == ["column", "estimate", "standard", "error", "low", "high"]
    assert first.index("3.9625") + len("3.9625") == second.index("-25.125") + len("-25.125")
    assert head.index("estimate") + len("estimate") == first.index("3.9625") + len("3.9625")
    assert " ± " in first


def test_nothing_depends_on_the_engine():
    serial, threads = (
        as_table(bootes.bootstrap(DATA, "median", rng=2, engine=engine, n_jobs=2), {})
        for engine in ("serial", "threads")
    )
    assert serial == threads
    assert "threads" not in threads


def test_the_seed_is_told():
    result = bootes.bootstrap(DATA, "mean", n_resamples=99)
    assert lines(result)[-1].split() == ["seed", result["short"].provenance["seed"]]


def test_a_p_value_has_its_interval():
    x, y = [1.0, 2.0, 3.0, 7.0], [4.0, 5.0, 6.0]
    result = bootes.permutation_test((x, y), method="montecarlo", n_resamples=999, rng=1)
    assert "95 % interval" in as_table(result, {})


def test_powers_of_ten_are_aligned_as_they_are_written():
    data = {
        "tiny": [1.5e-9, -2.25e-9, 4e-9, 8.1e-9],
        "plain": [1.0, 2.0, 4.0, 5.0],
        "−1": [1, 2, 4, 4],
    }
    head, tiny, plain, minus = lines(bootes.bootstrap(data, "mean", n_resamples=999, rng=1))[2:6]
    assert re.search(r" \S+e-9 ", tiny)
    assert head.endswith("high")
    assert len(head) == len(tiny) == len(plain) == len(minus)
    assert minus.split()[0] == "−1"


def test_names_cannot_command_the_terminal():
    name = "\x1b[31mred\x07\nnext\u202e"
    text = as_table(bootes.bootstrap({name: [1.0, 2.0, 3.0]}, "mean", rng=1), {})
    assert text.replace("\n", "").isprintable()
    assert "red next" in text

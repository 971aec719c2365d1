"""The options that commands share."""

from __future__ import annotations

import inspect

import click
import pytest

import bootes
from bootes.cli import main
from bootes.cli.options import _count, _count_or_auto
from bootes.engines.resolve import ENGINES
from bootes.intervals.resolve import INTERVALS
from bootes.models.resolve import MODELS
from bootes.statistics.builtin import BUILTINS

VERBS = {"fit": bootes.fit, "ci": bootes.bootstrap, "test": bootes.permutation_test}


@pytest.mark.parametrize(
    ("text", "value"),
    [("100", 100), ("10_000", 10_000), ("1e6", 1_000_000), ("2.5e3", 2500), ("-3", -3)],
)
def test_counts_are_read(text, value):
    number = _count(text)
    assert number == value
    assert isinstance(number, int)


@pytest.mark.parametrize("text", ["1.5", "inf", "1e-3"])
def test_numbers_that_are_no_counts_are_left_to_the_verb(text):
    assert isinstance(_count(text), float)


@pytest.mark.parametrize("text", ["", "many", "1,000", "0x10"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(click.BadParameter, match="is not a number such as"):
        _count(text)


@pytest.mark.parametrize("command", VERBS)
def test_options_are_arguments_of_the_verb_with_its_defaults(command):
    arguments = inspect.signature(VERBS[command]).parameters
    given = main.commands[command].make_context(command, ["file"]).params
    own = {"file", "output_format", "report", "result_file"}
    required = {"statistic"} if command == "ci" else set()
    assert given.pop("columns") == ()
    assert given.pop("value", ()) == ()
    for name in given.keys() - own - required:
        assert given[name] == arguments[name].default, name


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--statistic", "median"], "median"),
        (["--statistic", "median", "--statistic", "mean"], ["median", "mean"]),
    ],
)
@pytest.mark.parametrize("command", ["ci", "test"])
def test_one_statistic_or_a_list_of_them(command, words, asked):
    given = main.commands[command].make_context(command, ["file", *words]).params
    assert given["statistic"] == asked


@pytest.mark.parametrize("command", ["ci", "test"])
def test_a_statistic_is_named_once(call, counts, command):
    words = ("--statistic", "mean", "--statistic", "median", "--statistic", "mean")
    outcome = call(command, counts, "--columns", "low,high", *words)
    assert outcome.exit_code == 2
    assert "'mean' is named twice" in outcome.stderr


def test_auto_is_no_count_but_allowed():
    assert _count_or_auto("auto") == "auto"
    assert _count_or_auto("1e3") == 1_000
    with pytest.raises(click.BadParameter, match="'Auto' is not a number"):
        _count_or_auto("Auto")


def option(command, name):
    return next(o for o in main.commands[command].params if o.name == name)


def test_every_member_of_a_registry_is_offered():
    assert list(option("ci", "engine").type.choices) == list(ENGINES)
    assert list(option("fit", "method").type.choices) == list(INTERVALS)
    assert list(option("ci", "method").type.choices) == ["auto", *INTERVALS]
    for name in MODELS:
        assert name in option("fit", "model").help
    for name, row in BUILTINS.items():
        assert (row.base or name) in option("ci", "statistic").help
        assert (row.base or name) in option("test", "statistic").help or row.paired


@pytest.mark.parametrize("scheme", option("fit", "scheme").type.choices)
def test_every_scheme_of_fit_runs(call, counts, scheme):
    run = ("fit", counts, "--columns", "low", "--n-resamples", 99, "--seed", 1)
    assert call(*run, "--scheme", scheme).exit_code == 0

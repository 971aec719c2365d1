"""Messages of the verbs as the command line says them."""

from __future__ import annotations

import click
import pytest

from bootes.cli import main
from bootes.cli.wording import in_options, one_line

TEST = main.commands["test"].params
CI = main.commands["ci"].params


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Pass nan_policy='omit' to.", "Pass --nan-policy omit to."),
        ("n_resamples=0 is too small.", "--n-resamples 0 is too small."),
        ("rng=-1 is negative", "--seed -1 is negative"),
        ("n_jobs=0 is not", "--jobs 0 is not"),
        ("confidence_level=95.0 is", "--confidence-level 95.0 is"),
        ("or a lower confidence_level.", "or a lower --confidence-level."),
        ("pass columns=[...].", "pass --columns."),
        ("n_resamples=nan is", "--n-resamples nan is"),
    ],
)
def test_arguments_become_options(message, written):
    assert in_options(message, CI) == written


@pytest.mark.parametrize(
    "message",
    [
        "group=case has 3 missing values",
        "group=1 is empty",
        "unknown column 'n_resamples'.",
        "my_n_jobs=3",
        "keep='tails' has no option",
    ],
)
def test_the_users_own_names_stay(message):
    assert in_options(message, TEST) == message


def test_bare_arguments_become_options():
    assert in_options("with value= and group=.", TEST) == "with --value and --group."


def test_flags_and_arguments_are_no_obstacle():
    flag = click.Option(["--progress/--no-progress"], default=None)
    assert in_options("progress=True", [click.Argument(["file"]), flag]) == "progress=True"


def test_one_line_has_no_control_characters_and_an_end():
    assert one_line("a\x1b[31mb\nc\n\nIn the worker:\nlots") == "ab c"
    assert len(one_line("x" * 10_000)) < 5_000

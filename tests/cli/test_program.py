"""How the program begins and ends: help, exit codes, single lines on standard error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import bootes
from bootes import errors
from bootes.cli import main
from bootes.cli.program import FAILED, INTERRUPTED, WRONG_INPUT
from bootes.tables import FileError

GOLDEN = Path(__file__).parent / "golden"


def started(*arguments, **options):
    """Start the program as a user does."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "bootes", *map(str, arguments)]
    return subprocess.Popen(command, **{**pipes, **options})


def finished(*arguments, **options):
    process = started(*arguments, **options)
    output, remarks = process.communicate(timeout=300)
    return process.returncode, output, remarks


@pytest.mark.parametrize("command", ["bootes", *main.commands])
def test_help_texts(command):
    # Written by: COLUMNS=80 bootes COMMAND --help > tests/cli/golden/COMMAND.txt
    words = [] if command == "bootes" else [command]
    code, output, _ = finished(*words, "--help", env={**os.environ, "COLUMNS": "80"})
    assert code == 0
    assert output == (GOLDEN / f"{command}.txt").read_text("utf-8")


def test_version(call):
    assert call("--version").stdout == f"bootes {bootes.__version__}\n"


def test_without_a_command_there_is_help(call):
    outcome = call()
    assert outcome.exit_code == WRONG_INPUT
    assert outcome.stderr == call("--help").stdout
    assert outcome.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fti"], "No such command 'fti'"),
        (["fit"], "Missing argument 'FILE'"),
        (["ci", "FILE", "--engin", "x"], "No such option"),
        (["ci", "FILE", "--engine", "thread"], "'thread' is not one of 'serial', 'threads'"),
        (["ci", "FILE", "--seed", "x"], "--seed"),
        (["ci", "FILE", "--seed", "-1"], "--seed -1 is negative"),
        (["ci", "FILE", "--jobs", "0"], "--jobs 0 is not allowed"),
        (["ci", "FILE", "--jobs", "-1000000"], "--jobs -1000000 is not allowed"),
        (["ci", "FILE", "--n-resamples", "many"], "'many' is not a number such as"),
        (["ci", "FILE", "--n-resamples", "0"], "--n-resamples 0 is too small"),
        (["ci", "FILE", "--n-resamples", "1.5"], "--n-resamples 1.5 is not a whole number"),
        (["ci", "FILE", "--n-resamples", "9"], "Use --n-resamples 39 or more"),
        (["ci", "FILE", "--confidence-level", "95"], "Did you mean 0.95?"),
        (["ci", "FILE", "--statistic", "meen"], "Did you mean 'mean'?"),
        (["ci", "FILE", "--columns", "lwo"], "Did you mean 'low'? Choose one of: gene, low, high"),
        (["ci", "FILE", "--by", "gen", "--columns", "low"], "unknown column 'gen'"),
        (["ci", "FILE", "--columns", "gene"], "column 'gene', line 2: 'A' is not a number"),
        (["ci", "FILE", "--statistic", "mean_difference", "--columns", "low"], "two columns"),
        (["ci", "FILE", "--report", "no/such/page.html"], "'no/such', which is no folder"),
        (["ci", "FILE", "--report", "."], "is a folder"),
        (["ci", "missing.csv"], "there is no file 'missing.csv'"),
        (["ci", "."], "'.' is a folder"),
        (["fit", "FILE", "--columns", "low", "--model", "poison"], "Did you mean 'poisson'?"),
        (["test", "FILE"], "--value and --group together, or by --columns"),
        (["test", "FILE", "--value", "low"], "--value and --group together"),
        (["test", "FILE", "--columns", "low"], "names 'low' alone"),
        (["test", "FILE", "--value", "low", "--group", "low"], "for numbers and for labels"),
        (["demo", "--report", "no/such/page.html"], "no folder"),
    ],
)
def test_wrong_usage_is_one_line_and_two(call, counts, arguments, told):
    outcome = call(*(str(counts) if word == "FILE" else word for word in arguments))
    assert outcome.exit_code == WRONG_INPUT
    assert outcome.stdout == ""
    lines = outcome.stderr.splitlines()
    assert told in lines[-1]
    assert lines[-1].startswith("bootes: error: ")
    assert len(lines) == 1


def subclasses(kind):
    return [kind, *(sub for child in kind.__subclasses__() for sub in subclasses(child))]


@pytest.mark.parametrize("kind", subclasses(errors.BootesError), ids=lambda kind: kind.__name__)
def test_every_error_has_its_exit_code(call, counts, monkeypatch, kind):
    def fail(*_, **__):
        raise kind("no luck with n_jobs=2")

    monkeypatch.setattr(bootes, "bootstrap", fail)
    outcome = call("ci", counts, "--columns", "low")
    failed = issubclass(kind, errors.StatisticError | errors.EngineError)
    assert outcome.exit_code == (FAILED if failed else WRONG_INPUT)
    assert outcome.stderr == "bootes: error: no luck with --jobs 2\n"


def test_the_classes_of_errors_are_the_ones_we_know():
    assert FileError in subclasses(errors.BootesError)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "MemoryError. With"),
        (OSError(28, "No space left"), "OSError: [Errno 28] No space left. With"),
        (RuntimeError("a fault\nof ours"), "RuntimeError: a fault of ours. With"),
    ],
)
def test_what_nobody_foresaw_is_one_line_too(call, counts, monkeypatch, error, told):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(bootes, "bootstrap", fail)
    outcome = call("ci", counts, "--columns", "low")
    assert outcome.exit_code == FAILED
    assert outcome.stderr == f"bootes: error: {told} --debug the program says where.\n"


def test_interrupted(call, counts, monkeypatch):
    def stop(*_, **__):
        raise errors.RunInterrupted("interrupted: 3 of 7 resamples were finished.")

    monkeypatch.setattr(bootes, "bootstrap", stop)
    outcome = call("ci", counts, "--columns", "low")
    assert outcome.exit_code == INTERRUPTED
    assert outcome.stderr == "bootes: interrupted: 3 of 7 resamples were finished.\n"


def test_debug_shows_the_traceback(counts):
    code, output, remarks = finished("ci", counts, "--columns", "none", "--debug")
    assert (code, output) == (WRONG_INPUT, "")
    assert remarks.startswith("Traceback")
    assert remarks.splitlines()[-1].startswith("bootes: error: unknown column 'none'")


def test_called_from_python_it_raises_as_click_does(counts):
    with pytest.raises(click.ClickException, match="unknown column"):
        main(["ci", str(counts), "--columns", "none"], standalone_mode=False)


def test_help_does_without_numba_and_the_extras(tmp_path):
    script = (
        "import sys\nfrom bootes.cli import main\n"
        "try:\n    main(['ci', '--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'numba', 'scipy', 'pandas', 'polars', 'bokeh', 'jinja2', 'pooch', 'narwhals'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)


def test_a_reader_that_leaves_early_is_no_error(counts):
    process = started("ci", counts, "--columns", "low", "--format", "json", "--seed", 1)
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait(timeout=300) == 0


def test_a_terminal_of_few_signs(counts):
    environment = {**os.environ, "PYTHONIOENCODING": "koi8-u"}
    run = ("ci", counts, "--columns", "high", "--seed", 1)
    code, output, _ = finished(*run, env=environment, encoding="koi8-u")
    assert code == 0
    assert r"\xb1 is the Monte Carlo error" in output

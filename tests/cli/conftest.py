"""Call the command line in this process, and write the files that it reads."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bootes.cli import main

COUNTS = "gene,low,high\nA,3,10\nA,0,12\nB,5,31\nA,2,14\nB,7,25\nB,1,8\nA,4,19\nB,2,22\n"


@pytest.fixture
def call():
    """Return a function that runs a command and gives its exit code and both streams."""

    def call(*arguments, input=None):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, words, prog_name="bootes", input=input)

    return call


@pytest.fixture
def call_json(call):
    """Return a function that runs a command with --format json, which must succeed."""

    def call_json(*arguments):
        outcome = call(*arguments, "--format", "json")
        assert outcome.exit_code == 0, outcome.stderr
        return json.loads(outcome.stdout, parse_constant=pytest.fail)

    return call_json


@pytest.fixture
def write(tmp_path):
    """Return a function that writes bytes or text to a file and returns its path."""

    def write(content, name="some.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def counts(write):
    """Return the path of a small table: a column of labels and two of counts."""
    return write(COUNTS, "counts.csv")

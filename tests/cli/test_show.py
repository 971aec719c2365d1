"""The commands show and merge, and the options that keep results."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

import bootes as bt

RUN = ("--n-resamples", 999, "--seed", 5)
COMMANDS = {
    "fit": ("fit", "FILE", "--columns", "low,high", "--model", "normal"),
    "ci": ("ci", "FILE", "--columns", "low,high", "--by", "gene", "--method", "percentile"),
    "one column": ("ci", "FILE", "--columns", "low"),
    "two statistics": (
        "ci",
        "FILE",
        "--columns",
        "low",
        "--statistic",
        "mean",
        "--statistic",
        "std",
    ),
    "test": ("test", "FILE", "--value", "high", "--group", "gene", "--method", "montecarlo"),
    "tests": ("test", "FILE", "--value", "low,high", "--group", "gene", "--method", "montecarlo"),
}


def words(name, counts):
    return [counts if word == "FILE" else word for word in COMMANDS[name]]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_kept_is_shown(call, counts, tmp_path, name):
    kept, page = tmp_path / "kept", tmp_path / "page.html"
    outcome = call(*words(name, counts), *RUN, "--output", kept, "--format", "csv")
    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stderr.endswith(f"bootes: the result is in {kept}\n")
    shown = call("show", kept, "--format", "csv", "--report", page)
    assert (shown.exit_code, shown.stdout) == (0, outcome.stdout)
    assert "<html" in page.read_text("utf-8")
    assert "seed" in call("show", kept).stdout
    found = json.loads(call("show", kept, "--format", "json").stdout)
    assert len(found["rows"]) == len(rows(outcome.stdout))
    assert (found["provenance"]["command"], found["provenance"]["file"]) == ("show", str(kept))
    assert kept.is_dir() == (name not in ("one column", "test"))


@pytest.mark.parametrize("name", COMMANDS)
def test_shards_are_merged(call, counts, tmp_path, name):
    parts, kept = tmp_path / "parts", tmp_path / "kept"
    options = (*RUN, "--checkpoint", parts)
    for k in (1, 2, 3):
        outcome = call(*words(name, counts), *options, "--shard", f"{k}/3")
        assert outcome.exit_code == 0, outcome.stderr
        assert f"shard {k} of 3" in outcome.stdout
        if k < 3:
            missing = call("merge", parts)
            assert missing.exit_code == 2
            assert "of 3 " in missing.stderr
            assert "missing" in missing.stderr
    merged = call("merge", parts, "--output", kept, "--format", "csv")
    whole = call(*words(name, counts), *RUN, "--format", "csv")
    assert merged.stdout == whole.stdout
    assert call("show", kept, "--format", "csv").stdout == whole.stdout


def test_a_shard_says_what_it_did(call, counts, tmp_path):
    command = ("ci", counts, "--columns", "low,high", *RUN, "--shard", "2/2")
    command = (*command, "--checkpoint", tmp_path / "parts")
    text = call(*command).stdout
    assert f"'bootes merge {tmp_path / 'parts'}' joins the shards" in text
    assert "mean of low: replicates 499 to 998, 0 failed" in text
    units = json.loads(call(*command, "--format", "json").stdout)["units"]
    assert [(unit["label"], unit["start"], unit["stop"]) for unit in units] == [
        ("low", 499, 999),
        ("high", 499, 999),
    ]
    assert [row["label"] for row in rows(call(*command, "--format", "csv").stdout)] == [
        "low",
        "high",
    ]


def test_a_checkpoint_is_shown_when_it_is_complete(call, counts, tmp_path):
    folder = tmp_path / "folder"
    command = ("ci", counts, "--columns", "low,high", *RUN, "--format", "csv")
    whole = call(*command, "--checkpoint", folder)
    assert whole.exit_code == 0, whole.stderr
    again = call(*command, "--checkpoint", folder)
    assert again.stdout == call("show", folder, "--format", "csv").stdout == whole.stdout


REFUSED = {
    "no shard": (("--shard", "3/2", "--checkpoint", "x"), "--shard 3/2 is not 'k/K'"),
    "no folder": (("--shard", "1/2"), "--shard 1/2 needs --checkpoint"),
    "a report of a shard": (
        ("--shard", "1/2", "--checkpoint", "x", "--report", "p.html"),
        "--report is of a whole result",
    ),
    "a result of a shard": (
        ("--shard", "1/2", "--checkpoint", "x", "--output", "r"),
        "--output is of a whole result",
    ),
    "another file": (("--output", "counts.csv"), "is no file of bootes, so it is left as it is."),
    "no such folder": (("--output", "none/r"), "is in 'none', which is no folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_before_any_work(call, counts, name, monkeypatch):
    monkeypatch.chdir(counts.parent)
    monkeypatch.setattr(bt, "bootstrap", None if "file" in name else bt.bootstrap)
    options, told = REFUSED[name]
    before = counts.read_bytes()
    outcome = call("ci", counts, "--columns", "low", *RUN, *options)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert told in outcome.stderr
    assert counts.read_bytes() == before


def test_a_shard_needs_a_seed(call, counts, tmp_path):
    outcome = call("ci", counts, "--shard", "1/2", "--checkpoint", tmp_path / "x")
    assert outcome.exit_code == 2
    assert "--seed" in outcome.stderr


def test_what_is_no_result_is_said_on_one_line(call, counts, tmp_path):
    for command in ("show", "merge"):
        for path in (counts, tmp_path / "none", tmp_path):
            outcome = call(command, path)
            assert outcome.exit_code == 2
            assert outcome.stderr.count("\n") == 1
            assert outcome.stderr.startswith("bootes: error: ")


def test_names_out_of_a_file_are_obeyed_by_no_terminal(call, tmp_path):
    name = "\x1b[31mred\x1b]0;title\x07"
    r = bt.bootstrap({name: np.arange(9.0)}, "mean", n_resamples=99, rng=1)
    path = r.save(tmp_path / "r")
    for form in ("table", "csv"):
        assert "\x1b" not in call("show", path, "--format", form).stdout
    part = ("--format", "table")
    assert "red" in call("show", path, *part).stdout

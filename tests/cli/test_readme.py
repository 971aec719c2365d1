"""The commands that the README shows do run, on files with the columns that they name."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import bootes as bt
from bootes.datasets.simulated import transcript_counts, two_groups

README = Path(__file__).parents[2] / "README.md"
SECTION = README.read_text("utf-8").partition("## On the command line\n")[2].partition("\n## ")[0]
COMMANDS = [shlex.split(line) for line in re.findall(r"^bootes (.+)$", SECTION, re.MULTILINE)]
TRIAL = "arm,height,mass\na,1.7,71\na,1.8,76\na,1.6,64\nb,1.5,52\nb,1.6,61\nb,1.4,50\nb,1.7,66\n"
SURVEY = "persons,income\n2,31\n1,44\n5,28\n3,52\n1,39\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Make the files of the README in the working directory."""
    transcript_counts().to_csv(tmp_path / "counts.csv", index=False)
    two_groups().to_csv(tmp_path / "groups.csv", index=False)
    (tmp_path / "trial.csv").write_text(TRIAL)
    (tmp_path / "survey.csv").write_text(SURVEY)
    counts = transcript_counts()
    bt.bootstrap(counts["Nanog"].to_numpy(), "mean", n_resamples=99, rng=1).save(
        tmp_path / "nanog.bootes"
    )
    for k in (1, 2):
        bt.bootstrap(
            counts, "mean", n_resamples=99, rng=1, checkpoint=tmp_path / "shards", shard=f"{k}/2"
        )
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_of_the_readme_runs(files, call, command):
    outcome = call(*command)
    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stdout


@pytest.mark.parametrize(
    "pattern",
    [
        r"--statistic \S+ --statistic \S+",
        r"--value \S+,\S+ --group",
        r"--weights \S+",
        r"^merge",
        r"^show",
    ],
)
def test_what_takes_several_and_weights_are_shown(pattern):
    assert any(re.search(pattern, " ".join(command)) for command in COMMANDS)

"""Where results go."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from bootes.cli.output import check_report
from bootes.errors import InputError

RUN = ("--n-resamples", 999, "--seed", 5)


def visible(page):
    """Return the text of a page without scripts, styles and tags."""
    bare = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"<[^>]*>", "\n", bare))


@pytest.mark.parametrize(
    "command",
    [
        ("fit", "FILE", "--columns", "low,high", "--model", "normal"),
        ("ci", "FILE", "--columns", "low,high"),
        ("ci", "FILE", "--columns", "low,high", "--statistic", "mean_difference"),
        ("ci", "FILE", "--columns", "low,high", "--statistic", "mean", "--statistic", "median"),
        ("test", "FILE", "--value", "low,high", "--group", "gene", "--method", "montecarlo"),
        ("test", "FILE", "--value", "high", "--group", "gene", "--method", "montecarlo"),
    ],
    ids=lambda words: words[0],
)
def test_the_report_holds_the_table_that_is_printed(call, counts, tmp_path, command):
    page = tmp_path / "page.html"
    words = [counts if word == "FILE" else word for word in command]
    outcome = call(*words, *RUN, "--report", page)
    assert outcome.exit_code == 0
    assert outcome.stderr == f"bootes: the report is in {page}\n"
    assert outcome.stdout == call(*words, *RUN).stdout
    text = page.read_text("utf-8")
    assert counts.name in visible(text)
    for number in re.findall(r"\b\d+\.\d{3,}\b", outcome.stdout):
        assert number in visible(text)
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", text)


def test_hostile_names_are_text_in_the_report(call, write, tmp_path):
    path = write('"<script>alert(1)</script>"\n1\n2\n4\n7\n')
    page = tmp_path / "page.html"
    assert call("ci", path, *RUN, "--report", page).exit_code == 0
    text = page.read_text("utf-8")
    assert "<script>alert" not in text
    assert "<script>alert(1)</script>" in visible(text)


def test_a_report_is_refused_before_any_work(tmp_path):
    check_report(str(tmp_path / "page.html"))
    with pytest.raises(InputError, match="is a folder"):
        check_report(str(tmp_path))
    with pytest.raises(InputError, match="which is no folder"):
        check_report(str(tmp_path / "none" / "page.html"))


def test_formats_agree(call, call_json, counts):
    words = ("ci", counts, "--columns", "low,high", *RUN)
    rows = call_json(*words)["rows"]
    page = call(*words, "--format", "csv").stdout_bytes.decode()
    written = list(csv.DictReader(io.StringIO(page, newline="")))
    assert [float(row["high"]) for row in written] == [row["high"] for row in rows]
    table = call(*words, "--format", "table").stdout
    assert call(*words).stdout == table
    for row in rows:
        assert f"{row['estimate']:g}" in table


def test_a_fresh_seed_is_told_in_every_format(call, call_json, counts):
    words = ("ci", counts, "--columns", "low", "--n-resamples", 99, "--method", "percentile")
    told = call(*words, "--format", "csv")
    seed = re.search(r"^bootes: note: --seed (\d+) gives .*$", told.stderr, re.MULTILINE)[1]
    assert call(*words, "--seed", seed, "--format", "csv").stdout == told.stdout
    assert call(*words, "--seed", seed, "--format", "csv").stderr == ""
    table = call(*words).stdout
    seed = re.search(r"seed +(\d+)", table)[1]
    assert call(*words, "--seed", seed).stdout == table
    assert call_json(*words)["provenance"]["seed"] != call_json(*words)["provenance"]["seed"]

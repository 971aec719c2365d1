"""What identifies a table of counts."""

from __future__ import annotations

import hashlib

import pytest

from bootes.datasets.counts import checked_counts, facts
from bootes.errors import DataError
from bootes.tables import read_csv

TEXT = "a,b\n1,20\n0,30\n7,5\n"


@pytest.fixture
def table(tmp_path):
    """Return a function that reads a text as a table."""

    def table(text):
        path = tmp_path / "counts.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return read_csv(path)

    return table


@pytest.fixture
def expected(table):
    text = table(TEXT)
    return facts({name: text.numbers(name).astype(int) for name in text.columns})


def test_the_hash_is_of_names_and_values(expected):
    assert expected.names == ("a", "b")
    assert expected.n_rows == 3
    assert expected.totals == (8, 55)
    assert expected.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    "copy",
    [
        TEXT,
        "# from somewhere\n# else\n" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace(",", ";"),
        TEXT.rstrip("\n"),
        '"a","b"\n1.0,"20"\n\n0,30\n7,5\n',
    ],
)
def test_copies_are_the_same_table(table, expected, copy):
    columns = checked_counts(table(copy), expected)
    assert {name: values.tolist() for name, values in columns.items()} == {
        "a": [1, 0, 7],
        "b": [20, 30, 5],
    }


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        ("b,a\n1,20\n0,30\n7,5\n", "its columns are b, a instead of a, b"),
        ("a\n1\n", "its columns are a instead of a, b"),
        ("a,b\n1,20\n0,30\n", "it has 2 rows instead of 3"),
        ("a,b\n1,20\n0,31\n7,5\n", "column 'b' adds up to 56 instead of 55"),
        ("a,b\n7,5\n0,30\n1,20\n", "another order of rows"),
        ("a,b\n2,20\n0,30\n6,5\n", "right totals but other values"),
        ("a,b\n1,20\n0,30\n7.5,5\n", "column 'a' holds 7.5, which is not a count"),
        ("a,b\n1,20\n0,30\n-7,5\n", "column 'a' holds -7.0, which is not a count"),
        ("a,b\n1,20\n0,30\n7,inf\n", "column 'b' holds inf, which is not a count"),
        ("a,b\n1,20\n0,30\n7,NA\n", "line 4: 'NA' is a missing value"),
        ("<html>\n<p>hello</p>\n", "its columns are <html> instead of a, b"),
    ],
)
def test_another_table_is_refused_with_what_differs(table, expected, other, difference):
    with pytest.raises(DataError, match=difference) as caught:
        checked_counts(table(other), expected)
    assert "counts.csv" in str(caught.value)

"""Delimited files, well and badly formed."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes.errors import DataError, InputTypeError, UnknownNameError
from bootes.tables import csv_file, read_csv


@pytest.fixture
def write(tmp_path):
    """Return a function that writes bytes or text to a file and returns its path."""

    def write(content, name="some.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def cells(table):
    return {name: table.text(name) for name in table.columns}


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,x\n2,y\n",
        "a,b\r\n1,x\r\n2,y\r\n",
        "a,b\r1,x\r2,y",
        '# said\n\n#more, "unbalanced\n  \na,b\n1,x\n # between\n\n2,y',
        "a;b\n1;x\n2;y\n",
        "a\tb\n1\tx\n2\ty\n",
        '"a","b"\n"1","x"\n"2","y"\n',
        " a , b \n 1 , x \n 2 , y \n",
        "\ufeffa,b\n1,x\n2,y\n",
        "\ufeff# said\na,b\n1,x\n2,y\n",
    ],
)
def test_the_same_table_in_many_dresses(write, content):
    table = read_csv(write(content))
    assert table.columns == ("a", "b")
    assert table.n_rows == 2
    assert cells(table) == {"a": ["1", "2"], "b": ["x", "y"]}
    np.testing.assert_array_equal(table.numbers("a"), [1.0, 2.0])


def test_the_path_may_be_text_and_is_the_name_in_messages(write):
    path = write("a\nx\n")
    assert read_csv(str(path)).source == str(path)


def test_only_the_header_decides_the_separator(write):
    table = read_csv(write('time;"a,b,c"\n1;x,y,z\n'))
    assert table.separator == ";"
    assert cells(table) == {"time": ["1"], "a,b,c": ["x,y,z"]}


def test_one_column_needs_no_separator(write):
    assert cells(read_csv(write("count\n3\n4\n"))) == {"count": ["3", "4"]}


def test_a_quoted_cell_may_hold_quotes_separators_and_lines(write):
    table = read_csv(write('a,b\n"say ""x"", y\n# not a comment\n\nend",2\n3,4\n'))
    assert table.text("a") == ['say "x", y\n# not a comment\n\nend', "3"]
    assert table.text("b") == ["2", "4"]


def test_line_ends_inside_quotes_stay_as_they_are(write):
    assert read_csv(write('a,b\r\n"x\r\ny",2\r\n')).text("a") == ["x\r\ny"]


def test_rows_of_missing_cells_are_rows(write):
    assert read_csv(write("a\tb\n\t\n1\t2\n")).text("a") == ["", "1"]
    assert read_csv(write("a,b\n,\n1,2\n")).text("a") == ["", "1"]


def test_a_failed_formula_is_no_comment(write):
    table = read_csv(write("a,b\n#N/A,1\n#DIV/0!,2\n#a comment,3\n"))
    assert table.text("a") == ["#N/A", "#DIV/0!"]


def test_lines_are_those_of_the_file(write):
    path = write('# said\na,b\n\n1,"x\ny"\n# between\nbad,2\n')
    with pytest.raises(DataError, match=r"some.csv: column 'a', line 7: 'bad' is not a number"):
        read_csv(path).numbers("a")


def test_a_nameless_column_is_allowed_once(write):
    assert read_csv(write(",x\n0,1\n")).columns == ("", "x")


def test_an_unknown_column_names_those_that_exist(write):
    with pytest.raises(UnknownNameError, match=r"'rex1'. Did you mean 'Rex1'.* Rex1, Rest"):
        read_csv(write("Rex1,Rest\n1,2\n")).text("rex1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("\n\n# only said\n", "is empty"),
        ("\ufeff", "is empty"),
        ("a,b\n", "has column names but no rows"),
        ("a,b,a\n1,2,3\n", "more than one column is named 'a'"),
        ("a,b\n1,2\n\n1,2,3\n", r"line 4: expected 2 cells.*, got 3"),
        ("a,b\n1\n", r"line 2: expected 2 cells.*, got 1"),
        ("1.5,2\n3,4\n", r"first line holds numbers \(1.5, 2\)"),
        ('a,b\n1,2\n3,"open\n4,5\n', "record that starts at line 3 cannot be read: unexpected end"),
        ('a,b\n1,"x"y\n', "record that starts at line 2 cannot be read"),
        ("a,b\n1," + "x" * 200_000 + "\n", "line 2 cannot be read: field larger"),
        ("a,b\n1,\0\n", "line 2 holds NUL"),
        ("a,b\n1,2\n".encode("utf-16-le"), "line 1 holds NUL"),
        ("a,b\n1,2\n".encode("utf-16"), "is not UTF-8 text"),
        (b"a,b\n1,caf\xe9\n", "is not UTF-8 text"),
    ],
)
def test_what_is_no_table_is_refused(write, content, reason):
    path = write(content)
    with pytest.raises(DataError, match=f"(?s){reason}") as caught:
        read_csv(path)
    assert "some.csv" in str(caught.value)


@pytest.mark.parametrize("path", [None, 3, b"some.csv"])
def test_a_path_is_text_or_path_like(path):
    with pytest.raises(InputTypeError, match="path must be a str or path-like"):
        read_csv(path)


def test_many_columns(write):
    names = [f"gene{i}" for i in range(20_000)]
    table = read_csv(write(",".join(names) + "\n" + ",".join("7" for _ in names) + "\n"))
    assert table.numbers("gene19999") == [7.0]


word = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)


@given(st.lists(st.tuples(word, word), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_csv_writes_is_read_back(rows, separator):
    # Quoted throughout, so that no cell is taken for a comment.
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("first", "second"), *rows])
    file.seek(0)
    lines = csv_file._numbered("text", file)
    records = list(csv_file._records("text", lines, separator))
    assert [tuple(cells) for _, cells in records[1:]] == rows

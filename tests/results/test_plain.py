"""Text for terminals: nothing a terminal obeys, numbers that Python reads, columns in line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes.results.plain import aligned, ascii_numbers, clean
from bootes.viz.numbers import format_value


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07rest", "rest"),
        ("\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bPdevice\x1b\\on", "on"),
        ("\x1bcreset", "reset"),
        ("a\r\nb\tc", "a b c"),
        ("a\u202eb\u200bc\u2028d", "abc d"),
        ("a\x00b\x7f", "ab"),
        ("lone \ud800", "lone \ufffd"),
        ("naïve é 漢字", "naïve é 漢字"),
    ],
)
def test_clean(text, left):
    assert clean(text) == left


@given(st.text())
def test_clean_text_is_seen_and_stays(text):
    once = clean(text)
    assert clean(once) == once
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in once)
    once.encode()


@given(st.floats(allow_nan=False))
def test_python_reads_the_numbers(value):
    assert float(ascii_numbers(format_value(value, 17))) == value


def test_a_pair_with_a_power():
    assert ascii_numbers("(3.10 ± 0.44) × 10⁻⁹") == "(3.10 ± 0.44)e-9"


def test_aligned_by_what_is_seen():
    """East Asian characters take two columns, combining marks none."""
    rows = [["name", "x"], ["漢字", "1"], ["e\u0301e\u0301", "10"]]
    assert aligned(rows, [False, True], indent="") == [
        "name   x",
        "漢字   1",
        "e\u0301e\u0301    10",
    ]


def test_long_cells_are_shortened():
    (line,) = aligned([["a" * 100, "1"]], [False, True], indent="")
    assert line == f"{'a' * 37}...  1"
    (line,) = aligned([["漢" * 100, "1"]], [False, True], indent="")
    assert line == f"{'漢' * 18}...  1"

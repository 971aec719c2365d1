"""Notebook HTML: well formed, escaped, without scripts."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.results.examples import EXAMPLES, example
from tests.results.golden_files import check

TAGS = {"div", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "br"}


class Reader(HTMLParser):
    """Checks that elements nest, and collects their names, attributes and words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words, self._open = set(), set(), [], []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("name", ["scalar", "failures", "groups", "hostile vector", "test"])
def test_html_is_as_agreed(name):
    check(f"html {name}", example(name)._repr_html_())


@pytest.mark.parametrize("name", EXAMPLES)
def test_html_is_inert(name):
    """No element but ours, no attribute but style, whatever columns are called."""
    read = Reader(example(name)._repr_html_())
    assert read.tags <= TAGS
    assert read.attributes <= {"style"}


def test_hostile_names_are_shown_as_text():
    words = " ".join(Reader(example("hostile columns")._repr_html_()).words)
    assert '</td><script>alert(1)</script> & "x" red z' in words


def test_a_long_table_is_cut():
    page = example("many columns")._repr_html_()
    assert page.count("<tr") == 61
    assert "10 more rows" in page

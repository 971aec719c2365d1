"""The report is one safe page that loads nothing, and is written whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
from html import unescape
from html.parser import HTMLParser

import pytest

from bootes.errors import InputError
from bootes.viz.embedding import plot_json
from bootes.viz.intervals import interval_plot
from bootes.viz.report import report_page, write_report
from bootes.viz.section import Section
from tests.viz.example_report import ATTACK, make_example_report

EXECUTED = {None, "text/javascript", "module"}
ADDRESSES = {"src", "href", "srcset", "data", "action", "poster", "background"}


class Reader(HTMLParser):
    """Collects elements, their attributes, the text of scripts and the visible text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.scripts, self.words, self._inside = [], [], [], None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data
        elif self._inside != "style":
            self.words.append(data)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = make_example_report(tmp_path_factory.mktemp("report") / "page.html")
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def read(page):
    return Reader(page)


def test_nothing_is_loaded(page, read):
    for tag, attributes in read.elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "img"}
        for name in ADDRESSES & attributes.keys():
            assert attributes[name].startswith("#")
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_exactly_the_scripts_of_the_page(read):
    (policy,) = [a["content"] for tag, a in read.elements if "http-equiv" in a]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    scripts = [text for a, text in read.scripts if a.get("type") in EXECUTED]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert directives["script-src"].split() == [f"'sha256-{digest}'" for digest in hashes]
    assert len(scripts) >= 2
    assert "http:" not in policy
    assert "https:" not in policy


def test_labels_of_users_are_text(read):
    # Were one label read as HTML, there would be an image, a handler or a script more.
    assert not [tag for tag, a in read.elements if tag == "img" or "onerror" in a]
    executed = [text for a, text in read.scripts if a.get("type") in EXECUTED]
    assert not any("attacked" in text for text in executed)
    assert "".join(read.words).count(ATTACK) >= 6


def test_the_data_of_the_plots_are_inert_and_whole(read):
    data = [(a["data-plot"], text) for a, text in read.scripts if "data-plot" in a]
    places = [a["id"] for tag, a in read.elements if a.get("class") == "plot"]
    assert [name for name, _ in data] == places
    assert len(places) == len(set(places)) == 6
    for _, text in data:
        assert "<" not in text
        assert json.loads(text)["root_id"]
    assert any(json.dumps(ATTACK)[1:-1] in json.dumps(json.loads(text)) for _, text in data)


def test_the_page_can_be_read_aloud(read):
    elements = read.elements
    assert ("html", {"lang": "en"}) in elements
    assert [tag for tag, _ in elements].count("title") == 1
    assert all(a.get("scope") in {"col", "row"} for tag, a in elements if tag == "th")
    plots = [a for _, a in elements if a.get("class") == "plot"]
    assert all(a["role"] == "img" and a["aria-label"] for a in plots)
    levels = [tag for tag, _ in elements if re.fullmatch("h[1-6]", tag)]
    assert levels == ["h1", *["h2"] * 5]
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    named = {a["aria-labelledby"] for _, a in elements if "aria-labelledby" in a}
    assert named <= set(ids)
    assert {a["href"][1:] for _, a in elements if "href" in a} <= set(ids)


def test_bokeh_finds_nothing_wrong_with_the_plots(tmp_path, caplog):
    # Bokeh logs a column that does not exist, or data of unequal length, and draws on.
    make_example_report(tmp_path / "page.html")
    assert caplog.records == []


def test_the_size_is_that_of_the_smallest_bokeh(page):
    """Minified BokehJS is about 1.3 MB; unminified, or with widgets and tables, far more."""
    assert 0.8e6 < len(page.encode()) < 1.9e6


def test_tables_alone_need_no_script():
    page = report_page("Genes", [Section("s", ["gene", "alpha"], [["Nanog", 1.2630971]])])
    assert "<script" not in page
    assert "script-src 'none'" in unescape(page)
    assert len(page) < 12_000
    assert '<th scope="row">Nanog</th>' in page
    assert '<td class="number">1.2631</td>' in page


def test_notes_warnings_and_provenance_are_shown():
    section = Section("s", notes=["a remark"], warnings=["3 failed"])
    page = report_page("Genes", [section], {"seed": 1, "versions": {"numpy": "2.4"}})
    words = " ".join(" ".join(Reader(page).words).split())
    for expected in ("a remark", "Warning. 3 failed", "seed 1", "versions numpy: 2.4"):
        assert expected in words


def test_formulas_bring_their_typesetter_along():
    rows = [{"label": "$$a$$", "estimate": 1, "low": 0, "high": 2}]
    plain = report_page("t", [Section("s", plots=[("c", interval_plot(rows))])])
    formula = interval_plot(rows, title=r"$$\alpha$$")
    typeset = report_page("t", [Section("s", plots=[("c", formula)])])
    # Without it in the page BokehJS would ask the network for it.
    assert len(typeset) > len(plain) + 1e6


def test_a_plot_is_left_as_it_was():
    plot = interval_plot([{"label": "a", "estimate": 1, "low": 0, "high": 2}])
    before = plot.background_fill_color
    assert '"background_fill_color":null' in plot_json(plot)
    assert plot.background_fill_color == before is not None
    assert '"background_fill_color":null' in plot_json(plot), "a second report is as the first"


def test_the_file_is_written_and_replaced_whole(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("an older and much longer page" * 10_000, "utf-8")
    assert write_report(path, "Genes", [], {"seed": 1}) == path
    assert path.read_text("utf-8") == report_page("Genes", [], {"seed": 1})
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_the_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "usual").touch()
    path = write_report(tmp_path / "page.html", "Genes", [])
    usual = stat.S_IMODE((tmp_path / "usual").stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) == usual


def test_a_failed_report_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old", "utf-8")
    monkeypatch.setattr("pathlib.Path.replace", _no_space)
    with pytest.raises(InputError, match=r"page\.html: No space left"):
        write_report(path, "Genes", [])
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def _no_space(*_):
    raise OSError(28, "No space left on device")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match=r"the folder .*nowhere does not exist; create it"):
        write_report(tmp_path / "nowhere" / "page.html", "Genes", [])
    with pytest.raises(InputError, match="it is a folder"):
        write_report(tmp_path, "Genes", [])


def test_a_link_is_kept_and_a_device_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "folder" / "page.html")
    write_report(link, "Genes", [])
    assert link.is_symlink()
    assert "<h1>Genes</h1>" in (tmp_path / "folder" / "page.html").read_text("utf-8")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="it is not a file"):
        write_report(tmp_path / "pipe", "Genes", [])


def test_undecodable_text_of_a_file_does_not_stop_the_report(tmp_path):
    label = b"caf\xe9".decode("utf-8", "surrogateescape")
    path = write_report(tmp_path / "page.html", label, [])
    assert "<h1>caf?</h1>" in path.read_text("utf-8")

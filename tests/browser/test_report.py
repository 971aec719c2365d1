"""The report pages in a real browser: drawn, quiet, self-contained, inert to hostile labels."""

from __future__ import annotations

import subprocess
import sys

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.viz.example_report import make_example_report

pytestmark = pytest.mark.browser


@pytest.fixture
def drawn(open_page):
    """Open a page and wait until all of its plots are drawn."""

    def open_(path):
        page = open_page(path)
        root = page.driver.find_element("tag name", "html")
        WebDriverWait(page.driver, 30).until(lambda _: root.get_attribute("data-plots") == "drawn")
        late = [e["message"] for e in page.driver.get_log("browser") if e["level"] == "SEVERE"]
        assert page.errors + late == []
        assert page.remote_requests == []
        return page.driver

    return open_


@pytest.fixture(scope="module")
def demo_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.html"
    command = [sys.executable, "-m", "bootes", "demo", "--quick", "--report", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return path


def cells(driver):
    return [cell.text for cell in driver.find_elements("css selector", "table td, table th")]


def test_the_demo_shows_its_tables_and_plots(drawn, demo_page):
    driver = drawn(demo_page)
    shown = cells(driver)
    assert {"Nanog", "Rest", "Rex1", "Prdm14", "alpha", "b"} <= set(shown)
    assert "mean_difference" in driver.find_element("tag name", "body").text
    plots = driver.find_elements("css selector", "[role=img], figure")
    assert len(plots) >= 4
    assert all(plot.size["height"] > 50 for plot in plots)


def test_the_demo_says_where_its_numbers_come_from(drawn, demo_page):
    text = drawn(demo_page).find_element("tag name", "body").text
    for fact in ("seed", "fingerprint", "numba", "stream"):
        assert fact in text.lower()


def test_a_page_with_hostile_labels_runs_none_of_them(drawn, tmp_path):
    path = tmp_path / "report.html"
    make_example_report(path)
    driver = drawn(path)
    assert driver.title == "Transcript counts in single cells"
    assert not driver.find_elements("tag name", "img")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(drawn, demo_page, width):
    driver = drawn(demo_page)
    driver.set_window_size(width, 900)
    widths = "return [document.documentElement.scrollWidth, window.innerWidth]"
    content, window = driver.execute_script(widths)
    assert content <= window + 1

"""The browser fixture sees what a page shows, logs and asks for."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(tmp_path, open_page):
    def write_and_open(body):
        path = tmp_path / "page.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><title>t</title>{body}", "utf-8")
        return open_page(path)

    return write_and_open


def test_a_quiet_page_shows_what_its_script_wrote(opened):
    page = opened("<p id=a></p><script>a.textContent = 1 + 1; console.log('hi')</script>")
    assert page.driver.find_element("id", "a").text == "2"
    assert page.errors == []
    assert page.remote_requests == []


@pytest.mark.parametrize("script", ["throw new Error('planted')", "console.error('planted')"])
def test_an_error_on_the_console_is_seen(opened, script):
    (error,) = opened(f"<script>{script}</script>").errors
    assert "planted" in error


def test_errors_do_not_reach_the_next_page(opened):
    assert opened("<script>throw 1</script>").errors
    assert opened("<p>fine</p>").errors == []


def test_a_request_to_another_machine_is_seen_and_goes_nowhere(opened):
    page = opened("<script src='https://cdn.invalid/lib.js'></script>")
    assert page.remote_requests == ["https://cdn.invalid/lib.js"]
    assert "ERR_NAME_NOT_RESOLVED" in page.errors[0]

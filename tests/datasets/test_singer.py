"""Where the measured table is looked for, and what is said when it is not there.

The download is tested against a server on the loopback device that sends a stand-in: the
measured table is not part of this repository. Where ``BOOTES_DATA`` points to a real copy, that
copy is tested too.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

import bootes
from bootes.datasets import download, singer, singer_transcript_counts, transcript_counts
from bootes.datasets.counts import facts
from bootes.errors import BootesError, DataError, InputTypeError, MissingPackageError
from bootes.tables import FileError

SHIPPED = Path(bootes.__file__).parent / "datasets" / "data" / "transcript_counts.csv"
REAL = os.environ.get("BOOTES_DATA")
MEASURED = singer.MEASURED


class Server(ThreadingHTTPServer):
    """Answer every request with the same status and body; count the requests."""

    status, body, n_requests = 200, b"", 0


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.n_requests += 1
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def stand_in(monkeypatch):
    """Expect the simulated table; return its columns."""
    columns = transcript_counts(frame="dict")
    monkeypatch.setattr(singer, "MEASURED", facts(columns))
    monkeypatch.delenv("BOOTES_DATA", raising=False)
    return columns


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """Return an empty folder that takes the place of the user's cache."""
    pooch = pytest.importorskip("pooch")
    monkeypatch.setattr(pooch, "os_cache", lambda name: tmp_path / "cache" / name)
    return tmp_path / "cache" / "bootes"


@pytest.fixture
def server(monkeypatch, cache, stand_in):
    """Return a server that sends the expected table, at the address that is asked."""
    with Server(("127.0.0.1", 0), Answer) as server:
        server.body = b"# sent\r\n" + SHIPPED.read_bytes().replace(b"\n", b"\r\n")
        address = f"http://127.0.0.1:{server.server_port}/data/{download.NAME}"
        monkeypatch.setattr(download, "ADDRESS", address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def assert_equal(found, expected):
    assert list(found) == list(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values)
        assert found[name].dtype == np.int64


def test_a_download_is_kept(server, cache, stand_in):
    for _ in range(3):
        assert_equal(singer_transcript_counts(frame="dict"), stand_in)
    assert server.n_requests == 1
    assert [path.name for path in cache.iterdir()] == [download.NAME]


def test_the_default_frame_is_that_of_the_other_tables(server):
    assert type(singer_transcript_counts()) is type(transcript_counts())


def test_a_kept_file_needs_no_server(server, cache, stand_in):
    singer_transcript_counts(frame="dict")
    server.status = 500
    assert_equal(singer_transcript_counts(frame="dict"), stand_in)


def test_a_damaged_kept_file_is_downloaded_again(server, cache, stand_in):
    singer_transcript_counts(frame="dict")
    (cache / download.NAME).write_bytes(b"a,b\n1,2\n")
    assert_equal(singer_transcript_counts(frame="dict"), stand_in)
    assert server.n_requests == 2


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (lambda body: body[: len(body) // 2] + b"\r\n", "instead of 279|expected 4 cells"),
        (lambda body: body.replace(b"Rex1", b"Rex2"), "its columns are Rex2, Rest"),
        (lambda body: b"<html>Log in to this network</html>", "the file has column names but"),
        (lambda body: b"", "the file is empty"),
    ],
)
def test_another_table_is_refused_and_not_kept(server, cache, change, difference):
    server.body = change(server.body)
    with pytest.raises(DataError, match=difference) as caught:
        singer_transcript_counts()
    message = str(caught.value)
    assert "did not send the table" in message
    assert "transcript_counts()" in message
    assert str(cache) not in message
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_refusing_server(server, cache, status):
    server.status = status
    assert_unavailable(f"the server answers {status}")
    assert list(cache.iterdir()) == []


def test_a_refused_connection(monkeypatch, cache, stand_in):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(download, "ADDRESS", f"http://127.0.0.1:{port}/{download.NAME}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert_unavailable("(?i)refused")


def test_a_silent_server(monkeypatch, cache, stand_in):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setattr(download, "ADDRESS", f"http://127.0.0.1:{port}/{download.NAME}")
        monkeypatch.setattr(download, "TIMEOUT_S", 0.2)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert_unavailable(r"no answer within 0.2 s")


def test_a_cache_that_cannot_be_made(server, cache):
    cache.parent.write_text("a file where the folder should be")
    assert_unavailable("Not a directory|exists")


def assert_unavailable(reason):
    with pytest.raises(FileError, match=reason) as caught:
        singer_transcript_counts()
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, BootesError)
    message = str(caught.value)
    assert download.ADDRESS in message
    assert "bootes.datasets.transcript_counts()" in message
    assert "BOOTES_DATA" in message
    assert "\n" not in message


def test_without_pooch(monkeypatch, stand_in):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(MissingPackageError, match=r"'bootes\[data\]'.*transcript_counts\(\)"):
        singer_transcript_counts()


@pytest.mark.parametrize("is_folder", [True, False])
@pytest.mark.parametrize("way", ["path", "text", "environment"])
def test_a_local_copy(monkeypatch, tmp_path, stand_in, way, is_folder):
    copy = tmp_path / download.NAME
    copy.write_bytes(SHIPPED.read_bytes())
    monkeypatch.setattr(singer, "downloaded", None)  # must not be called
    given = tmp_path if is_folder else copy
    if way == "environment":
        monkeypatch.setenv("BOOTES_DATA", str(given))
        found = singer_transcript_counts(frame="dict")
    else:
        monkeypatch.setenv("BOOTES_DATA", str(tmp_path / "elsewhere"))
        found = singer_transcript_counts(given if way == "path" else str(given), frame="dict")
    assert_equal(found, stand_in)


def test_a_home_folder(monkeypatch, tmp_path, stand_in):
    (tmp_path / download.NAME).write_bytes(SHIPPED.read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert_equal(singer_transcript_counts("~", frame="dict"), stand_in)


def test_an_empty_environment_variable_is_none(monkeypatch, server, stand_in):
    monkeypatch.setenv("BOOTES_DATA", "")
    assert_equal(singer_transcript_counts(frame="dict"), stand_in)
    assert server.n_requests == 1


def test_a_missing_local_copy_is_not_replaced_by_another(monkeypatch, server, tmp_path):
    monkeypatch.setenv("BOOTES_DATA", str(tmp_path))
    with pytest.raises(FileError, match=rf"there is no file .*{download.NAME}"):
        singer_transcript_counts()
    with pytest.raises(FileError, match=r"there is no file .*none"):
        singer_transcript_counts(tmp_path / "none")
    assert server.n_requests == 0


def test_the_simulated_table_is_not_the_measured_one():
    with pytest.raises(DataError, match=r"transcript_counts.csv is not the table.*'Rex1' adds up"):
        singer_transcript_counts(SHIPPED)


@pytest.mark.parametrize("path", [3, b"some.csv"])
def test_a_path_of_a_wrong_type(path):
    with pytest.raises(InputTypeError, match="path must be a str or path-like"):
        singer_transcript_counts(path)


@pytest.mark.skipif(not REAL, reason="BOOTES_DATA does not point to the measured table")
def test_the_measured_table():
    counts = singer_transcript_counts(frame="dict")
    assert facts(counts) == singer.MEASURED
    assert counts["Nanog"].shape == (279,)


@pytest.mark.skipif(not REAL, reason="BOOTES_DATA does not point to the measured table")
def test_the_measured_table_from_a_server(monkeypatch, server):
    real = Path(REAL) / download.NAME if Path(REAL).is_dir() else Path(REAL)
    server.body = b"# a copy\r\n" + real.read_bytes().replace(b"\n", b"\r\n")
    monkeypatch.setattr(singer, "MEASURED", MEASURED)
    assert facts(singer_transcript_counts(frame="dict")) == MEASURED
    assert server.n_requests == 1

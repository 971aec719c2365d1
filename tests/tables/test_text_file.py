"""Files that are there, are not there, or are not files of text."""

from __future__ import annotations

import gzip
import os

import pytest

from bootes.errors import BootesError, DataError
from bootes.tables import FileError, read_csv, text_file

CONTENT = b"a,b\n1,2\n"


def test_a_packed_file_is_unpacked(tmp_path):
    path = tmp_path / "some.csv.GZ"
    path.write_bytes(gzip.compress(CONTENT))
    assert read_csv(path).text("b") == ["2"]


def test_unpacking_stops_at_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(CONTENT + b"3,4\n" * 100_000))
    assert read_csv(path).n_rows == 100_001
    monkeypatch.setattr(text_file, "MAX_UNPACKED_BYTES", 50_000)
    with pytest.raises(DataError, match=r"bomb.csv.gz unpacks to more than 50000 bytes"):
        read_csv(path)


def test_one_endless_line_stops_at_the_limit_too(tmp_path, monkeypatch):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a" * 1_000_000))
    monkeypatch.setattr(text_file, "MAX_UNPACKED_BYTES", 50_000)
    with pytest.raises(DataError, match="unpacks to more"):
        read_csv(path)


@pytest.mark.parametrize(
    "content", [CONTENT, gzip.compress(CONTENT)[:-9], gzip.compress(CONTENT)[:12] + b"\xff" * 20]
)
def test_a_broken_packed_file_is_refused(tmp_path, content):
    path = tmp_path / "some.csv.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match="is not a whole gzip file"):
        read_csv(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(FileError, match=r"there is no file .*none.csv") as caught:
        read_csv(tmp_path / "none.csv")
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, BootesError)


@pytest.mark.parametrize("path", ["", ".", os.curdir])
def test_a_folder(path):
    with pytest.raises(FileError, match="is a folder"):
        read_csv(path)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")
def test_a_device_is_not_read_for_ever():
    with pytest.raises(FileError, match="is a device"):
        read_csv("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a pipe"):
        read_csv(tmp_path / "pipe")


@pytest.mark.parametrize("path", ["nul\0in.csv", "x" * 5000])
def test_a_path_that_no_file_can_have(path):
    with pytest.raises(FileError, match="cannot be read"):
        read_csv(path)


def test_a_file_below_a_file(tmp_path):
    (tmp_path / "file").write_bytes(CONTENT)
    with pytest.raises(FileError, match=r"Not a directory|no file"):
        read_csv(tmp_path / "file" / "some.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_bytes(CONTENT)
    path.chmod(0)
    with pytest.raises(FileError, match="Permission denied"):
        read_csv(path)

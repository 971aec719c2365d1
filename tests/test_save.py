"""Where results are saved: files, folders, names, what is there already."""

from __future__ import annotations

import errno
import os

import pytest

import bootes as bt
from bootes.errors import InputError, InputTypeError, StorageError
from tests.test_load import check_same, made


def test_results_of_a_mapping_are_in_their_order(tmp_path):
    results = bt.ResultMapping(
        {label: made("scalar") for label in ("b", ("a", "x"), 3, "a", 0.5, "B", "../a", "")}
    )
    folder = results.save(tmp_path / "many")
    assert list(bt.load(folder)) == list(results)
    assert len(list(folder.iterdir())) == 8


def test_a_folder_of_one_result_is_that_result(tmp_path):
    (tmp_path / "kept").mkdir()
    made("scalar").save(tmp_path / "kept" / "mine.bootes")
    check_same(made("scalar"), bt.load(tmp_path / "kept"))


def test_labels_that_no_file_has_are_refused(tmp_path):
    with pytest.raises(InputTypeError, match="label"):
        bt.ResultMapping({b"a": made("scalar")}).save(tmp_path / "x")
    with pytest.raises(InputError, match="no results"):
        bt.ResultMapping({}).save(tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_what_is_there_already(tmp_path):
    path = tmp_path / "r.bootes"
    path.write_text("my notes")
    with pytest.raises(StorageError, match="is no file of bootes, so it is left as it is"):
        made("scalar").save(path)
    assert path.read_text() == "my notes"
    made("scalar").save(path, overwrite=True)
    made("test").save(path)
    check_same(made("test"), bt.load(path))
    with pytest.raises(StorageError, match="exists and is no file of bootes"):
        made("scalar").save(tmp_path)
    with pytest.raises(StorageError, match="No such file"):
        made("scalar").save(tmp_path / "none" / "r.bootes")
    with pytest.raises(StorageError, match=r"holds other results \(r.bootes\)"):
        made("columns").save(tmp_path)
    with pytest.raises(StorageError, match="cannot be a folder"):
        made("columns").save(path)
    for path in (None, 3, ""):
        with pytest.raises(InputTypeError, match="path="):
            made("scalar").save(path)
        with pytest.raises(InputTypeError, match="path="):
            bt.load(path)


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = made("scalar").save(tmp_path / "r.bootes")
    before = path.read_bytes()

    def full(fd, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StorageError, match="No space left"):
        made("test").save(path)
    with pytest.raises(StorageError, match="No space left"):
        made("test").save(tmp_path / "new.bootes")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["r.bootes"]

"""Files of records: what was written is read, what was cut off or changed is told."""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np
import pytest

from bootes._core.files.records import MARK, Record, RecordFile, write_record
from bootes.errors import StorageError

RECORDS = [
    Record("run", {"a": 1, "b": 'Kör "x" <b>'}, {"x": np.array([[1.5, np.nan], [np.inf, -0.0]])}),
    Record("part", {"ranges": [[0, 5]]}, {"n": np.arange(5), "none": np.empty((0, 3))}),
    Record("part", {}, {"key": np.array([2**64 - 1], np.uint64), "b": np.array([True, False])}),
]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "file.bootes"
    with path.open("wb") as file:
        file.write(MARK)
        for record in RECORDS:
            write_record(file, record)
    return path


def same(one, other):
    assert (one.kind, one.facts) == (other.kind, other.facts)
    assert list(one.arrays) == list(other.arrays)
    for name, array in one.arrays.items():
        assert array.shape == other.arrays[name].shape
        assert array.dtype == other.arrays[name].dtype
        assert array.tobytes() == other.arrays[name].tobytes()


def read(path):
    file = RecordFile(path)
    return list(file), file


def test_what_was_written_is_read(path):
    records, file = read(path)
    for one, other in zip(records, RECORDS, strict=True):
        same(one, other)
    assert (file.end, file.torn, file.damaged) == (path.stat().st_size, False, [])


def test_arrays_that_do_not_lie_in_order_are_written_in_order(tmp_path):
    array = np.arange(12.0).reshape(3, 4)
    for given in (array.T, array[::2, ::-1], np.asfortranarray(array), array.astype(">f8")):
        with (tmp_path / "x").open("wb") as file:
            file.write(MARK)
            write_record(file, Record("part", {}, {"x": given}))
        [found], _ = read(tmp_path / "x")
        assert np.array_equal(found.arrays["x"], given)


def test_objects_are_not_written(tmp_path):
    with (tmp_path / "x").open("wb") as file, pytest.raises(TypeError, match="dtype object"):
        write_record(file, Record("part", {}, {"x": np.array([None])}))


def test_a_file_cut_anywhere_gives_the_whole_records_before(path):
    """Every length: no cut is read as anything but the records before it."""
    data = path.read_bytes()
    ends = [RecordFile(path).end]
    for i in range(len(RECORDS)):
        file = RecordFile(path)
        for _ in zip(range(i + 1), file, strict=False):
            ends.append(file.end)
    ends = [len(MARK), *sorted(set(ends) - {0})]
    for length in range(len(data)):
        path.write_bytes(data[:length])
        records, file = read(path)
        n = sum(end <= length for end in ends) - 1
        assert len(records) == max(0, n)
        assert file.torn == (length not in ends)
        assert file.end == (ends[n] if n >= 0 else 0)
        assert not file.damaged


def test_every_flipped_bit_is_noticed(path):
    """Each of the bits: the record is left out, or the file is refused; never read as another."""
    data = path.read_bytes()
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            try:
                records, file = read(path)
            except StorageError:
                continue
            assert len(file.damaged) == 1
            assert len(records) == len(RECORDS) - 1
            for record in records:
                same(record, next(r for r in RECORDS if list(r.arrays) == list(record.arrays)))


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a zip", b"\x80\x04\x95cbuiltins\neval\n", b"a,b\n"]
)
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(StorageError, match="is no file of bootes"):
        list(RecordFile(path))


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(StorageError, match="cannot be read"):
        list(RecordFile(tmp_path))
    with pytest.raises(StorageError, match="cannot be read"):
        list(RecordFile(tmp_path / "none"))


def whole(header, body=b""):
    """A record of these bytes, checksum and all."""
    import hashlib

    prefix = struct.pack("<4sIQ", b"REC\n", len(header), len(body))
    crc = struct.pack("<I", zlib.crc32(prefix))
    return prefix + crc + header + body + hashlib.sha256(header + body).digest()


@pytest.mark.parametrize(
    "header",
    [
        b"no json",
        b"[" * 100_000,
        b"[]",
        b'{"kind": "part", "facts": {}, "arrays": [["x", "|O", [1]]]}',
        b'{"kind": "part", "facts": {}, "arrays": [["x", "<f8", [1000000]]]}',
        b'{"kind": "part", "facts": {}, "arrays": [["x", "<f8", [-1]]]}',
        b'{"kind": "part", "facts": {}, "arrays": [["x", "<f8", ["a"]]]}',
        b'{"kind": "part", "facts": 3, "arrays": []}',
    ],
)
def test_a_record_that_means_nothing_is_left_out(tmp_path, header):
    """Its checksum is right, so it was made with intent; nothing is executed or allocated."""
    path = tmp_path / "x"
    good = json.dumps({"kind": "run", "facts": {}, "arrays": []}).encode()
    path.write_bytes(MARK + whole(header, bytes(8)) + whole(good))
    records, file = read(path)
    assert [record.kind for record in records] == ["run"]
    assert file.damaged == [len(MARK)]

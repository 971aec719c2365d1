"""Files that are cut off, changed, foreign or senseless: StorageError by name, nothing executed."""

from __future__ import annotations

import copy
import functools
import json
import os
import pickle
import random

import numpy as np
import pytest

import bootes as bt
from bootes._core.files.records import MARK, Record, RecordFile, write_record
from bootes.errors import StorageError
from tests.test_load import made

NAMES = ["vector", "sketch of three", "one-sided test", "exact test", "fit", "auto", "moments",
         "fit without bootstrap", "failures"]  # fmt: skip
quiet = pytest.mark.filterwarnings("ignore::bootes.errors.BootesWarning")


@functools.cache
def raw(name):
    """The bytes of a saved result."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    result = made(name)
    result = next(iter(result.values())) if isinstance(result, bt.ResultMapping) else result
    with TemporaryDirectory() as folder:
        return result.save(Path(folder) / "r").read_bytes()


def records_of(content, tmp_path):
    path = tmp_path / "whole"
    path.write_bytes(content)
    return list(RecordFile(path))


def ends_of(content, tmp_path):
    """Where records end."""
    path = tmp_path / "whole"
    path.write_bytes(content)
    file, ends = RecordFile(path), []
    for _ in file:
        ends.append(file.end)
    return ends


def written(records, path):
    """A file with the right checksums."""
    with path.open("wb") as file:
        file.write(MARK)
        for record in records:
            write_record(file, record)
    return path


def refused(path):
    with pytest.raises(StorageError) as caught:
        bt.load(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@quiet
@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_cut_off(name, tmp_path):
    content = raw(name)
    ends = ends_of(content, tmp_path)
    assert ends[-1] == len(content)
    cuts = {
        0,
        1,
        len(MARK),
        *ends[:-1],
        *(end - 1 for end in ends),
        *(end + 9 for end in ends[:-1]),
    }
    path = tmp_path / "cut"
    for cut in sorted(cuts):
        path.write_bytes(content[:cut])
        refused(path)


@quiet
@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_a_changed_bit(name, tmp_path):
    """At 60 random places: no false alarm is possible, every bit is under a checksum."""
    content, rng, path = raw(name), random.Random(1), tmp_path / "flipped"
    for place in [*range(len(MARK) + 20), *(rng.randrange(len(content)) for _ in range(60))]:
        changed = bytearray(content)
        changed[place] ^= 1 << rng.randrange(8)
        path.write_bytes(bytes(changed))
        refused(path)


@quiet
@pytest.mark.parametrize("which", [1, 2])
def test_damage_is_called_damage(which, tmp_path):
    """The last byte of a record is one of its checksum."""
    content, path = bytearray(raw("vector")), tmp_path / "damaged"
    content[ends_of(content, tmp_path)[which] - 1] ^= 1
    path.write_bytes(content)
    assert "is damaged: 1 of its records are not what was written" in refused(path)


class Trap:
    def __reduce__(self):
        return os.mkdir, ("trapped",)


FOREIGN = {
    "empty": b"",
    "text": b"estimate,low,high\n1,2,3\n",
    "pickle": pickle.dumps(Trap()),
    "mark alone": MARK,
    "mark and a pickle": MARK + pickle.dumps(Trap()),
    "zeros": bytes(10_000),
    "a record of nothing": MARK + b"REC\n" + bytes(16),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "foreign.bootes"
    path.write_bytes(FOREIGN[name])
    refused(path)
    refused_folder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["foreign.bootes"]


def refused_folder(folder):
    with pytest.raises(StorageError):
        bt.load(folder)
    with pytest.raises(StorageError):
        bt.merge(folder)


def test_what_is_no_file(tmp_path):
    with pytest.raises(StorageError, match="No such file"):
        bt.load(tmp_path / "none")
    with pytest.raises(StorageError, match="holds no results"):
        bt.load(tmp_path)
    (tmp_path / "a.bootes").mkdir()
    with pytest.raises(StorageError, match="Is a directory"):
        bt.load(tmp_path)


def test_a_newer_format_says_so(tmp_path):
    records = records_of(raw("vector"), tmp_path)
    records[0].facts["format"] = 2
    assert "this version of bootes reads format 1" in refused(written(records, tmp_path / "new"))


def paths_of(facts, above=()):
    """Where everything is in the JSON of a record."""
    items = facts.items() if isinstance(facts, dict) else enumerate(facts)
    for key, value in items:
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from paths_of(value, (*above, key))


def changed(facts, path, value):
    facts = copy.deepcopy(facts)
    place = facts
    for key in path[:-1]:
        place = place[key]
    if value is REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return facts


REMOVED = object()
VALUES = [
    REMOVED,
    None,
    True,
    -1,
    0,
    10**30,
    2.5,
    "",
    "x\x1b[31m",
    [],
    {},
    [[1, 2]],
    {"a": {}},
    "1" * 5_000,
]


@quiet
@pytest.mark.parametrize("name", NAMES)
def test_every_fact_may_be_anything(name, tmp_path):
    """It is loaded all the same, and shows itself, or is refused: nothing else is raised."""
    records, rng = records_of(raw(name), tmp_path), random.Random(name)
    path, n_refused = tmp_path / "changed", 0
    for i, record in enumerate(records):
        for where in paths_of(record.facts):
            for value in rng.sample(VALUES, 4):
                facts = changed(record.facts, where, value)
                try:
                    json.dumps(facts)
                except ValueError:
                    continue
                others = [
                    *records[:i],
                    Record(record.kind, facts, record.arrays),
                    *records[i + 1 :],
                ]
                n_refused += not loads(written(others, path), where, value)
    assert n_refused > 50


def loads(path, *about):
    try:
        found = bt.load(path)
    except StorageError:
        return False
    except Exception as error:
        raise AssertionError((about, error)) from error
    try:
        repr(found), found._repr_html_(), found.provenance, found.to_frame("pandas")
    except Exception as error:
        raise AssertionError((about, error)) from error
    return True


def other_arrays(array):
    yield array.reshape(-1)[:0]
    yield array.reshape(-1)[:1]
    yield np.concatenate([array.reshape(-1), array.reshape(-1)])
    yield array[None]
    yield array.astype(np.uint8)
    yield array.astype(np.int64) - 10 if array.dtype.kind == "f" else -1 - array.astype(np.int64)
    yield array.astype(np.float64) * np.nan
    yield np.full(array.shape, 2**62, np.int64)
    yield np.full(array.shape, -np.inf)


@quiet
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", NAMES)
def test_every_array_may_be_anything(name, tmp_path):
    records = records_of(raw(name), tmp_path)
    path, n_refused = tmp_path / "changed", 0
    for i, record in enumerate(records):
        for where, array in record.arrays.items():
            rng = random.Random(where)
            without = {key: one for key, one in record.arrays.items() if key != where}
            those = [without, *({**without, where: one} for one in other_arrays(array))]
            for arrays in rng.sample(those, 6):
                others = [
                    *records[:i],
                    Record(record.kind, record.facts, arrays),
                    *records[i + 1 :],
                ]
                n_refused += not loads(written(others, path), where, arrays.get(where))
    assert n_refused > 5


@quiet
def test_records_that_are_missing_twice_or_in_another_order(tmp_path):
    run, part, late = records_of(raw("vector"), tmp_path)
    path = tmp_path / "changed"
    for records in ([run], [run, part], [run, late], [part, late], [late], [part, run, late],
                    [run, part, part, late], [run, run, part, late],
                    [run, part, late, part]):  # fmt: skip
        refused(written(records, path))
    half = Record("part", {**part.facts, "ranges": [[0, 500], [400, 999]]}, part.arrays)
    refused(written([run, half, late], path))
    assert loads(written([run, late, part], path))


def test_a_file_that_claims_to_be_huge(tmp_path):
    """Nothing is allocated for what is not there."""
    for name in ("vector", "sketch of three", "moments"):
        records = records_of(raw(name), tmp_path)
        for n in (10**12, 2**62, 2**64):
            records[0].facts["plan"]["n_resamples"] = n
            refused(written(records, tmp_path / "huge"))
            records[1].facts["ranges"] = [[0, n]]
            refused(written(records, tmp_path / "huge"))


def test_names_are_shown_as_text(tmp_path):
    """Names out of a file are data: HTML is escaped, and a terminal obeys nothing."""
    records = records_of(raw("vector"), tmp_path)
    hostile = "<script>alert(1)</script>\x1b]0;title\x07\x1b[31m"
    records[0].facts["plan"]["statistic"] = hostile
    records[0].facts["plan"]["names"][0] = hostile
    records[0].facts["result"]["facts"] = {hostile: hostile}
    loaded = bt.load(written(records, tmp_path / "r"))
    assert "\x1b" not in repr(loaded)
    assert "<script>" not in loaded._repr_html_()

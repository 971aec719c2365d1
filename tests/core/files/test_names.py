"""Names of files: safe on every system, one per label, and labels as they were."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes._core.files.names import file_name, label_of, plain_label
from bootes._core.files.shard import Shard
from bootes.errors import InputTypeError

PARTS = st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
LABELS = st.none() | PARTS | st.lists(PARTS, min_size=1, max_size=3).map(tuple)


@given(LABELS)
def test_labels_survive_json(label):
    found = label_of(json.loads(json.dumps(plain_label(label))))
    assert found == label
    assert type(found) is type(label)


@given(LABELS)
def test_names_are_safe(label):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}\.bootes", file_name(label))


def test_names_tell_labels_apart():
    labels = [None, "run", "Run", "a", "A", ("a",), ("a", "b"), "a b", "a, b", 1, "1", 1.0, "ä",
              "ö", "", "../../x", "nul", "con"]  # fmt: skip
    names = [file_name(label) for label in labels]
    assert len(set(names)) == len(labels)
    assert len({name.lower() for name in names}) == len(labels)


def test_shards():
    assert file_name(None, Shard(3, 16)) == "run.3-of-16.bootes"


@pytest.mark.parametrize("label", [b"a", True, np.nan, np.inf, (), ("a", None), (("a",),), [1]])
def test_other_labels_are_refused(label):
    with pytest.raises(InputTypeError, match="label"):
        file_name(label)


@pytest.mark.parametrize("plain", [True, [], [None], {}, [["a"]], float("nan")])
def test_what_is_no_label_is_refused(plain):
    with pytest.raises(ValueError, match="the label"):
        label_of(plain)


def test_numbers_of_numpy_are_numbers():
    assert file_name(np.int64(3)) == file_name(3)
    assert file_name(np.float64(0.5)) == file_name(0.5)

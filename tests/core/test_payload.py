"""The bytes that travel."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._core.payload import join, split
from bootes._core.ship import pack, unpack
from tests.conformance.plans import PLANS, make_plan


@pytest.mark.parametrize("sizes", [(), (0,), (1,), (63, 64, 65), (1000, 0, 7)])
def test_pieces_arrive_as_they_were_sent(sizes):
    pieces = [np.random.default_rng(size).bytes(size) for size in sizes]
    facts, found = split(join({"Python": "3.12", "a": "é"}, pieces))
    assert facts == {"Python": "3.12", "a": "é"}
    assert [bytes(piece) for piece in found] == pieces


def test_pieces_begin_where_arrays_may_and_cannot_be_written():
    payload = bytearray(join({}, [b"x" * 5, b"y" * 16]))
    base = np.frombuffer(payload, np.uint8).ctypes.data
    for piece in split(payload)[1]:
        assert piece.readonly
        assert (np.frombuffer(piece, np.uint8).ctypes.data - base) % 64 == 0


@pytest.mark.parametrize("wrong", [b"", b"BOOTES", b"BOOTES02" + bytes(20), b"\x80\x05." * 9])
def test_other_bytes_are_refused_without_being_read(wrong):
    with pytest.raises(ValueError, match="no plan"):
        split(wrong)


@pytest.mark.parametrize("name", [name for name in PLANS if "generated" not in name])
def test_arrays_of_a_plan_arrive_read_only(name):
    sampler = make_plan(name).sampler
    arrived = unpack(pack(make_plan(name))).sampler
    for here, there in ((sampler.source, arrived.source), (sampler.layout, arrived.layout)):
        assert not there.flags.writeable
        assert there.tobytes() == here.tobytes()

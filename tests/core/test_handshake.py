"""Callers and workers that differ."""

from __future__ import annotations

import uuid

import pytest

from bootes._core import handshake, ship
from bootes._core.handshake import facts, refusal, remark
from bootes._core.worker import execute_chunk
from tests.conformance.plans import make_plan


def test_like_and_like_have_nothing_to_say():
    assert (refusal(facts()), remark(facts())) == ("", "")
    assert set(facts()) == {"Python", "bootes", "numpy", "numba", "cloudpickle", "CPU"}


def payload_of(monkeypatch, **differing):
    monkeypatch.setattr(ship, "facts", lambda: facts() | differing)
    return ship.pack(make_plan("kernel", 300))


@pytest.mark.parametrize("name", ["Python", "bootes"])
def test_other_code_is_refused_before_it_is_unpacked(name, monkeypatch):
    payload = payload_of(monkeypatch, **{name: "0.5"})
    monkeypatch.setattr("bootes._core.worker.unpack", lambda payload: pytest.fail("unpacked"))
    outcome = execute_chunk(uuid.uuid4().hex, payload, 0, 10)
    assert outcome.status == "refused"
    said = outcome.error.message
    assert f"has {name} {facts()[name]} (the caller 0.5)" in said
    assert "install the same versions" in said


@pytest.mark.parametrize("name", ["numpy", "numba", "cloudpickle", "CPU"])
def test_what_may_change_bits_is_remarked_with_the_first_chunk(name, monkeypatch):
    payload, job = payload_of(monkeypatch, **{name: "0.5"}), uuid.uuid4().hex
    first, second = (execute_chunk(job, payload, *chunk) for chunk in ((0, 10), (10, 20)))
    assert (first.status, second.status) == ("ok", "ok")
    assert f"{name} {facts()[name]} (the caller 0.5); bits may differ" in first.remark
    assert second.remark == ""


def test_a_fact_that_one_side_does_not_know_is_a_difference():
    known = dict(facts())
    del known["numba"]
    assert remark(known) == ""
    assert "future None (the caller 3)" in remark(facts() | {"future": "3"})


def test_a_plan_that_cannot_be_unpacked_is_refused(monkeypatch):
    payload = ship.pack(make_plan("kernel", 300))

    def unpack(payload):
        raise ModuleNotFoundError("No module named 'helper'")

    monkeypatch.setattr("bootes._core.worker.unpack", unpack)
    outcome = execute_chunk(uuid.uuid4().hex, payload, 0, 10)
    assert outcome.status == "refused"
    assert "ModuleNotFoundError: No module named 'helper'" in outcome.error.message
    assert handshake.facts() is facts()

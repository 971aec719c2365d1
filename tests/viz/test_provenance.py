"""Provenance shows every fact, and numbers in full."""

from __future__ import annotations

from bootes.viz.provenance import provenance_lines


def test_every_kind_of_value_has_its_lines():
    facts = {
        "seed": 2**127 + 1,
        "tolerance": 1.2345678901e-9,
        "checkpoint": None,
        "names": ["alpha", "b"],
        "versions": {"numpy": "2.4", "options": {"a": 1}},
        "nothing": {},
    }
    assert provenance_lines(facts) == [
        ("seed", ["170141183460469231731687303715884105729"]),
        ("tolerance", ["1.2345678901e-09"]),
        ("checkpoint", ["–"]),
        ("names", ["alpha, b"]),
        ("versions", ["numpy: 2.4", "options: a = 1"]),
        ("nothing", ["–"]),
    ]

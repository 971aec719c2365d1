"""The provenance of several results loses nothing and repeats nothing."""

from __future__ import annotations

import json

from bootes.results.joint_provenance import joint_facts, joint_provenance
from tests.results.examples import example


def test_what_is_shared_and_what_differs():
    facts = joint_provenance(example("fits"))
    assert facts["seed"] == "1"
    assert facts["versions"] == example("fits")["Nanog"].provenance["versions"]
    for key in ("loglik", "fingerprint"):
        told = {column: fit.provenance[key] for column, fit in example("fits").items()}
        assert facts[key] == told


def test_runs_are_added_up():
    parts = [fit.provenance["execution"] for fit in example("fits").values()]
    facts = joint_provenance(example("fits"))["execution"]
    assert facts["chunks"] == sum(part["chunks"] for part in parts)
    assert facts["engine"] == "serial"


def test_groups_are_named_by_all_their_labels():
    assert "A, Nanog" in joint_provenance(example("groups"))["fingerprint"]


def test_a_fact_of_some_results_names_them():
    assert joint_facts({"A": {"model": "normal"}, "B": {}}) == {"model": {"A": "normal"}}


def test_it_can_be_written_as_json():
    for name in ("fits", "groups", "fit without bootstrap"):
        json.dumps(joint_provenance(example(name)))


def test_nothing():
    assert joint_provenance({}) == {}

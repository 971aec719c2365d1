"""The locks hold each other, carry hashes, and name no place to fetch from."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("demo", "dev", "bench")


def read(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each package."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read(lock), re.MULTILINE))


@pytest.mark.parametrize(("small", "large"), [("demo", "dev"), ("dev", "bench")])
def test_a_lock_holds_the_one_before_it(small, large):
    """Otherwise one environment could not serve both."""
    assert pins(small).items() <= pins(large).items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    entries = re.split(r"^(?=[a-z0-9-]+==)", read(lock), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_place(lock):
    assert re.findall(r"\S*(?://|--(?!hash=sha256:)|file:|@ )\S*", read(lock)) == []


def test_every_declared_package_is_locked():
    """What pyproject.toml asks for was not added after the locks were written."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = settings["project"]["optional-dependencies"].values()
    groups = settings["dependency-groups"].values()
    lists = [settings["project"]["dependencies"], *extras, *groups]
    names = [re.match(r"[a-z0-9-]+", package)[0] for package in itertools.chain(*lists)]
    assert set(names) - {"bootes"} <= pins("bench").keys()


def test_the_build_backend_is_locked():
    """The project is installed without build isolation, on what the locks brought."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["build-system"]["requires"] == settings["dependency-groups"]["build"]
    assert "flit-core" in pins("demo")

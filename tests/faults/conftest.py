"""How often faults are tried, what they run on, and the table at the end."""

from __future__ import annotations

import os

import pytest

from tests.faults.running import Running
from tests.faults.table import table

# A study of fewer runs: BOOTES_FAULT_RUNS=5 pytest -m study tests/faults
OFTEN = int(os.environ.get("BOOTES_FAULT_RUNS", "20"))


def pytest_generate_tests(metafunc):
    """Try every fault once, and often in a study."""
    if "times" in metafunc.fixturenames:
        once = pytest.param(1, id="once")
        often = pytest.param(OFTEN, id="often", marks=pytest.mark.study)
        alone = metafunc.definition.get_closest_marker("study")
        metafunc.parametrize("times", [often] if alone else [once, often])


@pytest.fixture(scope="module")
def running():
    running = Running()
    yield running
    running.close()


def pytest_terminal_summary(terminalreporter, config):
    if "not study" not in config.option.markexpr and table():
        terminalreporter.write_sep("=", "faults")
        terminalreporter.write_line("\n".join(table()))

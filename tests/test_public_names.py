from __future__ import annotations

import json
import subprocess
import sys

import pytest

import bootes as bt

HEAVY = ["pandas", "polars", "bokeh", "jinja2", "numba", "scipy.stats", "loky", "narwhals", "tqdm"]


def modules_after(code):
    """Return what a fresh interpreter has imported."""
    report = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", f"{code}\n{report}"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_every_public_name_exists():
    assert all(getattr(bt, name) is not None for name in bt.__all__)
    assert set(bt.__all__) <= set(dir(bt))


def test_verbs_are_functions_whatever_is_imported_first():
    code = "import bootes.compat.bebi103, bootes.fit, bootes as bt; assert callable(bt.fit)"
    assert modules_after(code)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="checkpoint"):
        bt.checkpoint  # noqa: B018


@pytest.mark.parametrize("package", HEAVY)
def test_importing_bootes_is_light(package):
    assert package not in modules_after("import bootes")


def test_a_percentile_interval_loads_neither_scipy_stats_nor_frames():
    code = "import bootes as bt; bt.bootstrap([1, 2, 4], 'mean', method='percentile').interval()"
    loaded = modules_after(code)
    assert "numba" in loaded
    assert not {"pandas", "polars", "bokeh", "scipy.stats", "narwhals"} & set(loaded)


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert bt.__version__ == version("bootes")

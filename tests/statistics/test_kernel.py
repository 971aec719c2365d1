"""Built-in kernels in our own loops; the values are tested in tests/conformance."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.protocols import BLOCK
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.resolve import as_statistic

KEY = Seed(80).key("generate")
X = np.random.default_rng(1).normal(size=9)
ONE = [name for name, row in BUILTINS.items() if row.n_samples == 1]


def draw(rng):
    if rng.random() < 0.05:
        raise ArithmeticError("no sample")
    return rng.normal(size=9)


def draw_labels(rng):
    return (draw(rng) > 0) * 1.0


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize(("start", "stop"), [(0, 2 * BLOCK + 9), (250, 260), (1000, 1001)])
def test_drawn_samples_give_the_values_of_the_python_form(name, start, stop):
    binary = bool(BUILTINS[name].binary)
    source = original(as_samples((X > 0) * 1.0 if binary else X).samples)
    sampler = generated(draw_labels if binary else draw, 9, KEY)
    found, expected = (
        as_statistic(name, source, compile=compile).evaluate(sampler, KEY, start, stop)
        for compile in ("auto", False)
    )
    assert found.values == pytest.approx(expected.values, rel=1e-12, nan_ok=True)
    assert [f.replicate for f in found.failures] == [f.replicate for f in expected.failures]
    missing = np.flatnonzero(np.isnan(found.values[:, 0])) + start
    failed = [failure.replicate for failure in found.failures]
    assert missing.tolist() == failed or name == "geometric_mean"  # NaN of negative values
    assert set(failed) <= set(missing.tolist())


@pytest.mark.parametrize("name", BUILTINS)
def test_its_identity_is_kernel_and_constants(name):
    row = BUILTINS[name]
    data = (X > 0) * 1.0 if row.binary else X
    samples = as_samples(tuple([data] * row.n_samples) if row.n_samples > 1 else data).samples
    statistic = as_statistic(name, original(samples))
    kernel = (row.kernel.module, row.kernel.name)
    assert statistic.identity() == ("kernel", *kernel, row.args, None, row.combine)
    assert statistic.n_components == 1
    assert statistic.unit == 1


def test_no_two_rows_have_the_same_identity():
    """Proportion and mean are one kernel; the data of a proportion are checked."""
    rows = {name: row for name, row in BUILTINS.items() if not row.binary}
    told = {(row.kernel, row.args, row.combine) for row in rows.values()}
    assert len(told) == len(rows)

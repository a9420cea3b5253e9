"""What may be imported where: web workers load no numpy for a size or a verdict."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


LIGHT = [
    "errors",
    "estimate",
    "models.response_rates",
    "reliability",
    "sampling.allocation",
    "sampling.draws",
    "sampling.power",
    "scoring.qd766",
    "scoring.tt01",
    "scoring.tt01_points",
    "signs.sign",
    "sizes",
    "verdict",
    "weighting.kish",
]


@pytest.mark.parametrize("module", LIGHT)
def test_a_light_module_imports_the_standard_library_alone(module):
    script = (
        f"import sys, analysis.{module};"
        "print([m for m in ('numpy', 'pandas', 'scipy') if m in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert loaded.stdout.strip() == "[]"


def test_the_package_imports_nothing_beyond_numpy_pandas_and_scipy():
    script = """
import importlib, pkgutil, sys
import numpy, pandas, scipy.linalg, scipy.optimize, scipy.special, scipy.stats

before = {name.partition(".")[0] for name in sys.modules}
import analysis

for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
    importlib.import_module(module.name)
after = {name.partition(".")[0] for name in sys.modules}
print(sorted(after - before - set(sys.stdlib_module_names)))
"""

    loaded = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert loaded.stdout.strip() == "['analysis']"

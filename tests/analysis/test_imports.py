"""What may be imported where: web workers load no numpy for a size or a verdict."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "module", ["errors", "estimate", "reliability", "sizes", "verdict"]
)
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

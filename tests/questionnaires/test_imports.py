import subprocess
import sys


def test_the_package_brings_only_its_two_libraries():
    listing = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, questionnaires;"
            "print(*{name.split('.')[0] for name in sys.modules})",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    unwanted = {"survey", "analysis", "flask", "sqlalchemy", "numpy", "pandas", "scipy"}

    assert {"questionnaires", "msgspec", "ruamel"} <= set(listing.stdout.split())
    assert not unwanted & set(listing.stdout.split())

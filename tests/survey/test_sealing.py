import subprocess
import sys
from pathlib import Path

import pytest

from survey import keys, sealing

ROOT = Path(__file__).parents[2]


def test_what_was_sealed_is_opened_under_its_name_only(app):
    sealed = sealing.seal(b"hello", b"name", sealing.transport_point())

    assert sealing.open_transported(sealed, b"name") == b"hello"
    with pytest.raises(sealing.SealBroken):
        sealing.open_transported(sealed, b"another name")


@pytest.mark.parametrize("place", [0, 1, 64, 65, -1])
def test_a_changed_byte_breaks_the_seal(app, place):
    sealed = bytearray(sealing.seal(b"hello", b"name", sealing.transport_point()))
    sealed[place] ^= 1

    with pytest.raises(sealing.SealBroken):
        sealing.open_transported(bytes(sealed), b"name")


@pytest.mark.parametrize(
    "sealed",
    [b"", b"\x04", b"\x04" + b"\0" * 64, bytes(range(90))],
    ids=["nothing", "one byte", "no point of the curve", "ninety bytes"],
)
def test_what_is_no_seal_at_all_is_refused(app, sealed):
    with pytest.raises(sealing.SealBroken):
        sealing.open_transported(sealed, b"name")


def test_the_web_puts_into_the_vault_and_only_its_key_takes_out(app):
    sealed = sealing.seal_for_vault(b"0912", b"contact")

    assert sealing.open_vault(sealed, b"contact") == b"0912"
    with pytest.raises(sealing.SealBroken):
        sealing.open_transported(sealed, b"contact")
    held = [value for value in app.config.values() if isinstance(value, bytes)]
    assert keys.read_key(app.config["KEYS_DIR"], "vault") not in held


def test_the_keys_of_a_folder_are_made_by_a_command(tmp_path):
    for _twice in range(2):
        subprocess.run(
            [sys.executable, "-m", "survey.keys", str(tmp_path)], cwd=ROOT, check=True
        )

    assert {path.name for path in tmp_path.iterdir()} == {
        "secret.key",
        "pepper.key",
        "transport.key",
        "vault.key",
        "vault.pub",
        "evidence.key",
    }
    assert keys.read_vault_public(tmp_path).hex() == keys.vault_public(tmp_path)

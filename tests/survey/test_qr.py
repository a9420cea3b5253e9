"""QR symbols as paths."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import segno

from survey import qr
from survey.qr import QrCode

ADDRESS = "https://danhgia.laichau.gov.vn/c/ABCDEFGHIJKLMNOPQRSTUVWX23"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def modules_of(symbol: QrCode) -> list[bytes]:
    """Paint the path, as a browser would."""
    rows = [bytearray(symbol.size) for _ in range(symbol.size)]
    for x, y, length, back in (map(int, run) for run in RUN.findall(symbol.path)):
        assert length == back
        rows[y][x : x + length] = b"\1" * length
    return [bytes(row) for row in rows]


@pytest.mark.parametrize("mask", [None, 2])
def test_the_path_paints_the_modules_of_the_symbol(mask):
    expected = segno.make(ADDRESS, micro=False, error="m", mask=mask).matrix

    assert modules_of(qr.draw(ADDRESS, mask=mask)) == [bytes(row) for row in expected]


def test_the_path_is_made_of_nothing_but_rectangles():
    assert RUN.sub("", qr.draw(ADDRESS).path) == ""


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbar-tools is not installed")
@pytest.mark.parametrize("mask", [None, 2])
def test_a_reader_of_codes_reads_the_address(tmp_path, mask):
    picture = tmp_path / "symbol.pgm"
    picture.write_bytes(painted(qr.draw(ADDRESS, mask=mask)))

    assert read_by_zbar(picture) == ADDRESS


def painted(symbol: QrCode, scale: int = 4, quiet: int = 4) -> bytes:
    """Return the symbol as a grey picture, white around it."""
    side = (symbol.size + 2 * quiet) * scale
    rows = [b"\xff" * side] * (quiet * scale)
    for row in modules_of(symbol):
        line = b"".join((b"\x00" if dark else b"\xff") * scale for dark in row)
        rows += [b"\xff" * (quiet * scale) + line + b"\xff" * (quiet * scale)] * scale
    rows += [b"\xff" * side] * (quiet * scale)
    return b"P5 %d %d 255\n" % (side, side) + b"".join(rows)


def read_by_zbar(picture: Path) -> str:
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()

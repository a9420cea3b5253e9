import base64
import secrets
from uuid import UUID

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_bytes_come_back_out_of_their_text(bench):
    given = [secrets.token_bytes(size) for size in range(70)]

    written, read = bench.evaluate(
        """async (all) => {
          const { toBase64url, fromBase64url, toHex } = await import("./encoding.js");
          const bytes = all.map((one) => Uint8Array.from(one));
          const written = bytes.map(toBase64url);
          return [written, written.map((text) => toHex(fromBase64url(text)))];
        }""",
        [list(one) for one in given],
    )

    assert written == [
        base64.urlsafe_b64encode(one).decode().rstrip("=") for one in given
    ]
    assert read == [one.hex() for one in given]


def test_words_are_utf8(bench):
    words = "Ông/Bà hài lòng ở mức nào? 👍"

    hexed, back = bench.evaluate(
        """async (words) => {
          const { toUtf8, fromUtf8, toHex } = await import("./encoding.js");
          return [toHex(toUtf8(words)), fromUtf8(toUtf8(words))];
        }""",
        words,
    )

    assert hexed == words.encode().hex()
    assert back == words


def test_a_uuid_is_random_and_of_version_4(bench):
    drawn = bench.evaluate(
        """async () => {
          const { uuid4 } = await import("./encoding.js");
          return Array.from({ length: 200 }, uuid4);
        }"""
    )

    uuids = [UUID(text) for text in drawn]
    assert [str(uuid) for uuid in uuids] == drawn
    assert {uuid.version for uuid in uuids} == {4}
    assert {uuid.variant for uuid in uuids} == {UUID(drawn[0]).variant}
    assert len(set(drawn)) == 200

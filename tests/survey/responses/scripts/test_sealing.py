"""What a browser seals, Python's own HPKE opens; and the vectors of RFC 9180."""

import secrets

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from survey.sealing import SUITE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEAL = """async (given) => {
  const { seal } = await import("./sealing.js");
  const { fromBase64url, toHex } = await import("./encoding.js");
  const [point, info, plain] = given.map((one) => Uint8Array.from(one));
  return toHex(await seal(point, info, plain));
}"""

# RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256).
RECEIVER = (
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a"
    "826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
)
SENDER = (
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325a"
    "c98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
SENDERS_KEY = 0x4995788EF4B9D6132B249CE59A77281493EB39AF373D236A1FE415CB0C2D7BEB
SHARED_SECRET = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"


@pytest.fixture(scope="module")
def key():
    return ec.generate_private_key(ec.SECP256R1())


def sealed_by_browser(bench, key, info: bytes, plain: bytes) -> bytes:
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return bytes.fromhex(bench.evaluate(SEAL, [list(point), list(info), list(plain)]))


@pytest.mark.parametrize("size", [0, 1, 200, 40_000])
def test_the_platform_opens_what_a_browser_sealed(bench, key, size):
    plain, info = secrets.token_bytes(size), "hailong submission 1\nđợt/xã".encode()

    sealed = sealed_by_browser(bench, key, info, plain)

    assert SUITE.decrypt(sealed, key, info) == plain
    assert len(sealed) == 65 + size + 16


def test_nothing_opens_under_another_name_or_key(bench, key):
    sealed = sealed_by_browser(bench, key, b"one form", b"an answer")

    with pytest.raises(InvalidTag):
        SUITE.decrypt(sealed, key, b"another form")
    with pytest.raises(InvalidTag):
        SUITE.decrypt(sealed, ec.generate_private_key(ec.SECP256R1()), b"one form")


def test_the_same_words_never_look_the_same(bench, key):
    first, second = (sealed_by_browser(bench, key, b"", b"5") for _ in range(2))

    assert first[:65] != second[:65]
    assert first[65:] != second[65:]


def test_the_agreed_secret_is_that_of_the_standard(bench):
    sender = ec.derive_private_key(SENDERS_KEY, ec.SECP256R1())
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), bytes.fromhex(RECEIVER)
    )
    agreed = sender.exchange(ec.ECDH(), receiver)

    shared = bench.evaluate(
        """async (given) => {
          const { sharedSecret } = await import("./sealing.js");
          const { toHex } = await import("./encoding.js");
          return toHex(await sharedSecret(...given.map((one) => Uint8Array.from(one))));
        }""",
        [list(agreed), list(bytes.fromhex(SENDER)), list(bytes.fromhex(RECEIVER))],
    )

    assert shared == SHARED_SECRET


def test_the_key_schedule_is_that_of_the_reference_vectors(bench):
    """The vector of the CFRG's test-vectors.json for exactly our suite."""
    shared = "48893fecd82f7c3456af6a42d8f56325d21e08c10fa81299986aaff54cde7b49"
    info = b"Ode on a Grecian Urn"

    key, nonce = bench.evaluate(
        """async (given) => {
          const { keyAndNonce } = await import("./sealing.js");
          const { toHex } = await import("./encoding.js");
          const [shared, info] = given.map((one) => Uint8Array.from(one));
          const made = await keyAndNonce(shared, info);
          return [toHex(made.key), toHex(made.nonce)];
        }""",
        [list(bytes.fromhex(shared)), list(info)],
    )

    assert key == "ee16802a936d5f544771131900ee6973d0551de9e852ece2ef34bf0d5f9e1d1d"
    assert nonce == "9bc50980832a7b4b58c40161"


def test_a_browser_without_webcrypto_cannot_seal(bench):
    able, unable = bench.evaluate(
        """async () => {
          const { canSeal } = await import("./sealing.js");
          const able = canSeal();
          Object.defineProperty(crypto, "subtle", { value: undefined });
          return [able, canSeal()];
        }"""
    )

    assert (able, unable) == (True, False)

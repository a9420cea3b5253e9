import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from survey.kiosks import devices
from tests.survey.kiosks.factories import Tablet, make_kiosk, make_tablet

MESSAGE = "hailong kiosk 1\nA\nB"


@pytest.fixture
def kiosk(client):
    return make_kiosk()


def test_a_signature_of_the_tablet_is_known(client, kiosk):
    tablet = make_tablet(client, kiosk)

    found = devices.find_device(tablet.device)

    assert found.id == kiosk.id
    assert devices.check_signature(found, MESSAGE.encode(), tablet.sign(MESSAGE))


def test_nothing_else_passes_for_it(client, kiosk):
    tablet, stranger = make_tablet(client, kiosk), Tablet(client)
    found = devices.find_device(tablet.device)
    signature = tablet.sign(MESSAGE)

    for message, forged in (
        (MESSAGE + " ", signature),
        (MESSAGE, stranger.sign(MESSAGE)),
        (MESSAGE, signature[:-1]),
        (MESSAGE, signature + b"\0"),
        (MESSAGE, b""),
        (MESSAGE, bytes(64)),
        (MESSAGE, b"\xff" * 64),
    ):
        assert not devices.check_signature(found, message.encode(), forged)


def test_a_kiosk_without_a_tablet_has_signed_nothing(client, kiosk):
    signature = Tablet(client).sign(MESSAGE)

    assert not devices.check_signature(kiosk, MESSAGE.encode(), signature)


def test_nobody_is_called_otherwise(app):
    assert devices.find_device("") is None
    assert devices.find_device("AAAAAAAAAAAAAAAA") is None


def spki(key):
    encoded = key.public_key()
    return encoded.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"no key",
        spki(ec.generate_private_key(ec.SECP384R1())),
        spki(ed25519.Ed25519PrivateKey.generate()),
        # A point that does not lie on the curve.
        spki(ec.derive_private_key(7, ec.SECP256R1()))[:-1] + b"\0",
    ],
    ids=["nothing", "words", "another curve", "another kind", "no point"],
)
def test_only_keys_on_the_one_curve_are_read(key):
    with pytest.raises(ValueError, match=r"no public key|not on P-256"):
        devices.read_public_key(key)

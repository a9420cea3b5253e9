import pytest

from questionnaires import SLOTS
from survey.agencies.service import slots_of
from tests.factories import make_unit


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_slot_of_the_questionnaires_is_filled(app, language):
    assert set(slots_of(make_unit(), language)) == set(SLOTS)


@pytest.mark.parametrize(
    ("name", "commune", "neighbourhood"),
    [
        ("Xã Mường Than", "xã", "thôn, bản"),
        ("Phường Tân Phong", "phường", "tổ dân phố"),
        ("Đặc khu Thử", "đặc khu", "thôn, bản"),
    ],
)
def test_the_words_follow_the_kind_of_commune(app, name, commune, neighbourhood):
    slots = slots_of(make_unit(name=name), "vi")

    assert slots["commune"] == commune
    assert slots["loudspeaker"] == f"loa phát thanh {commune}"
    assert slots["neighbourhood"] == neighbourhood


def test_a_language_without_words_of_its_own_falls_back_to_vietnamese(app):
    assert slots_of(make_unit(name="Xã A"), "hmn")["commune"] == "xã"

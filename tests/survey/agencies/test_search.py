import pytest

from survey.agencies.search import matches, without_marks


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("", "Xã Mường Tè"),
        ("muong te", "Xã Mường Tè"),
        ("MƯỜNG", "Xã Mường Tè"),
        ("te xa", "Xã Mường Tè"),
        ("dak dong", "Xã Đắk Đông"),
        ("mu\u031bo\u031b\u0300ng", "Xã Mường Tè"),
    ],
)
def test_an_office_is_found_with_marks_or_without(search, name):
    assert matches(search, name)


@pytest.mark.parametrize("search", ["muong la", "%", "te te2"])
def test_every_word_must_be_there(search):
    assert not matches(search, "Xã Mường Tè")


def test_the_letter_with_a_bar_is_read_as_d():
    assert without_marks("ĐẶNG đường") == "dang duong"

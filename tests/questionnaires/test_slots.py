import pytest

from questionnaires import SLOTS, USUAL_WORDS, fill


def test_a_slot_is_filled_with_the_word_of_the_unit():
    assert fill("Họp {neighbourhood} ở {commune}", USUAL_WORDS["vi"]) == (
        "Họp thôn, bản ở xã"
    )


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{commune} nào?", "Xã nào?"),
        ("Ở {commune}. {commune} nào?", "Ở xã. Xã nào?"),
        ("Vì sao? {commune}", "Vì sao? Xã"),
        ("Một\n{commune}", "Một\nXã"),
        ("“{commune}”", "“Xã”"),
        ("Tại cấp: {commune}", "Tại cấp: xã"),
        ("QĐ 1.2 {commune}", "QĐ 1.2 xã"),
        ("không có", "không có"),
    ],
)
def test_a_word_has_a_capital_where_a_sentence_opens(text, filled):
    assert fill(text, {"commune": "xã"}) == filled


def test_a_capital_leaves_the_rest_of_the_word_alone():
    assert fill("{service_point}", {"service_point": "điểm PVHCC"}) == "Điểm PVHCC"


def test_a_filling_is_not_filled_again():
    assert fill("Ở {commune}", {"commune": "{province}"}) == "Ở {province}"


def test_a_slot_without_a_word_is_an_error_and_not_a_brace_on_a_page():
    with pytest.raises(KeyError, match="commune"):
        fill("{commune}", {})


def test_the_usual_words_fill_every_slot_in_both_languages():
    assert all(set(words) == SLOTS for words in USUAL_WORDS.values())
    assert set(USUAL_WORDS) == {"vi", "en"}

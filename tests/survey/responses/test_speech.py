from markupsafe import escape

from survey.responses.speech import Said, Speech

SLOTS = {"service_point": "trung tâm"}
TEXT = {"vi": "Tại {service_point}", "en": "At {service_point}", "qaa": "Qa"}


def speech(language: str, **values: object) -> Speech:
    return Speech(language=language, slots=SLOTS, **{"page_language": "vi"} | values)


def test_words_in_the_language_of_the_page_need_no_mark():
    assert escape(speech("vi").say(TEXT)) == "Tại trung tâm"


def test_words_in_another_language_than_the_page_say_which():
    assert escape(speech("qaa").say(TEXT)) == '<span lang="qaa">Qa</span>'


def test_what_is_not_translated_is_said_in_vietnamese_and_marked():
    said = speech("qaa", page_language="qaa").say({"vi": "Xin < chào", "en": "Hello"})

    assert said == "Xin < chào"
    assert escape(said).startswith('<span lang="vi">Xin &lt; chào</span> <small')
    assert "(tiếng Việt)" in escape(said)


def test_where_a_language_is_only_read_aloud_nothing_is_marked():
    said = speech("qaa", marks=False).say({"vi": "Xin chào"})

    assert escape(said) == '<span lang="vi">Xin chào</span>'


def test_plain_words_are_no_markup():
    said = Said("a < b", "vi", is_marked=True)

    assert type(said.plain) is str
    assert escape(said.plain) == "a &lt; b"


def test_no_sentence_is_no_words():
    assert speech("vi").say(None) == ""

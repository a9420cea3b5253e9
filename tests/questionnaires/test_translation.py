import pytest

from questionnaires import InstrumentError, read_translation
from tests.survey.responses.questionnaires_at_hand import real

HEAD = "instrument: quick_counter\nversion: 1\nlanguage: qaa\n"
QUICK = real("quick_counter")


def problems_of(texts: str, head: str = HEAD) -> list[str]:
    with pytest.raises(InstrumentError) as raised:
        read_translation((head + texts).encode(), "file").check(QUICK)
    return raised.value.problems


def test_a_translation_is_read_and_empty_keys_are_left_out():
    texts = 'texts:\n  title: "T"\n  item.overall:\n  scale.satisfaction.5: 5 stars\n'

    translation = read_translation((HEAD + texts).encode(), "file")
    translation.check(QUICK)

    assert translation.language == "qaa"
    assert translation.texts == {"title": "T", "scale.satisfaction.5": "5 stars"}


def test_a_key_that_the_instrument_does_not_have_is_refused_with_its_line():
    assert problems_of("texts:\n  title: T\n  item.nothing: N\n") == [
        "line 6: the instrument has no text 'item.nothing'"
    ]


def test_a_lost_or_unknown_slot_is_refused():
    found = problems_of('texts:\n  title: T\n  item.overall: "at {servicepoint}"\n')

    assert "no slot is called 'servicepoint'" in found[0]
    assert found[1] == "line 6: item.overall: the slot {service_point} is missing"


def test_letters_in_pieces_are_refused():
    assert problems_of("texts:\n  title: Phie\u0302\u0301u\n") == [
        "line 5: title: not in Unicode form NFC"
    ]


def test_the_title_must_be_there():
    assert "the title is not translated" in problems_of("texts:\n")[0]


def test_a_language_of_the_instrument_itself_is_frozen():
    head = HEAD.replace("qaa", "vi")

    assert "vi is a language of the instrument itself" in problems_of(
        "texts:\n  title: T\n", head
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("- a\n", "must hold the keys"),
        ("instrument: x\n", "the key 'version' is missing"),
        (HEAD + "texts:\nmore: 1\n", "the key 'more' is unknown"),
        (HEAD.replace("1", '"1"') + "texts:\n", "version is '1'"),
        (HEAD + "texts: words\n", "texts must hold a sentence for each key"),
        (HEAD + "texts:\n  title: [a]\n", "line 5: 'title' holds more than a sentence"),
        ("a: &x 1\n", "an anchor"),
    ],
)
def test_a_file_of_another_shape_is_refused(words, problem):
    with pytest.raises(InstrumentError) as raised:
        read_translation(words.encode(), "file")

    assert any(problem in line for line in raised.value.problems)

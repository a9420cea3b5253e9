import pytest

from questionnaires.shape import read_shape
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_node,
    problems_of,
)


def flaws_of(document):
    return [(flaw.path, flaw.message) for flaw in read_shape(document)[1]]


def test_a_document_of_the_right_shape_has_no_flaw():
    assert flaws_of(make_document()) == []


def test_every_value_of_a_wrong_shape_is_said_at_once():
    document = make_document(
        make_item("q1", required="yes", type="slider"),
        make_item("q2", hint="a hint", low="1", number=24),
        version="1",
        colour="blue",
        rates="commune",
        valid_from="31/01/2026",
        legal_basis={"text": 5},
    )
    del document["minutes"]

    item = ("pages", 0, "items")
    assert flaws_of(document) == [
        (("colour",), "there is no such key"),
        (("version",), "expected a whole number, found '1'"),
        (("legal_basis", "text"), "expected words, found 5; put it in quotes"),
        (("legal_basis", "verified"), "is missing"),
        (("valid_from",), "'31/01/2026' is not a date such as 2026-01-31"),
        (("rates",), "expected a list, found commune"),
        (("minutes",), "is missing"),
        (
            (*item, 0, "type"),
            "slider is none of single, multiple, number, text, rating",
        ),
        ((*item, 0, "required"), "expected true or false, found yes"),
        ((*item, 1, "hint"), "expected keys and values, found 'a hint'"),
        ((*item, 1, "number"), "expected words, found 24; put it in quotes"),
        ((*item, 1, "low"), "expected a whole number, found '1'"),
    ]


@pytest.mark.parametrize("document", [None, 3, "words", [], [{}], True])
def test_what_is_no_mapping_is_no_document(document):
    assert len(flaws_of(document)) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Phie\u0302\u0301u", "is not in Unicode form NFC"),
        ("a\x00b", "holds a control character"),
        ("a\tb", "holds a control character"),
        ("a\ud800", "holds half of a character (a lone surrogate)"),
    ],
)
def test_words_that_cannot_be_stored_safely_are_refused(words, message):
    document = make_document(title={"vi": words, "en": "x"})

    assert flaws_of(document) == [(("title", "vi"), message)]


@pytest.mark.parametrize("number", [10**5000, -(10**13)], ids=["long", "negative"])
def test_a_number_that_fits_no_column_is_refused(number):
    assert flaws_of(make_document(version=number)) == [
        (("version",), "the number is too large")
    ]


def test_truth_is_no_number_and_a_number_is_no_truth():
    assert flaws_of(make_document(make_item("q1", required=1), minutes=True)) == [
        (("minutes",), "expected a whole number, found True"),
        (("pages", 0, "items", 0, "required"), "expected true or false, found 1"),
    ]


def test_a_value_that_may_be_words_or_a_list_is_nothing_else():
    assert flaws_of(make_document(make_item("q1", ask_if=5))) == [
        (("pages", 0, "items", 0, "ask_if"), "expected words or a list, found 5")
    ]


def test_what_is_missing_is_said_by_its_key():
    document = make_document()
    del document["title"], document["rates"], document["pages"]

    assert problems_of(document) == [
        "title: is missing",
        "rates: is missing",
        "pages: is missing",
    ]


def test_a_tree_without_end_is_given_up():
    node = make_node("n", "overall")
    for _ in range(5000):
        node = make_node("n", "overall", children=[node])

    assert "more than 20 levels" in [m for _, m in flaws_of(make_document(tree=node))]


def test_the_rest_of_a_document_is_judged_although_one_part_is_misshapen():
    document = make_document(
        make_item("q1", required="yes"),
        make_item("q2", scale="unknown"),
        minutes="two",
    )

    assert problems_of(document) == [
        "minutes: expected a whole number, found two",
        "pages[0].items[0].required (q1): expected true or false, found yes",
        "pages[0].items[1] (q2): no scale is called unknown",
    ]


def test_nothing_is_judged_by_languages_that_cannot_be_read():
    assert problems_of(make_document(languages=["vi", 5])) == [
        "languages[1]: expected words, found 5; put it in quotes"
    ]

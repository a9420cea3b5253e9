import pytest

from questionnaires import from_document
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_measure,
    make_node,
    make_page,
    problems_of,
    words,
)


def test_the_smallest_document_is_sound():
    assert from_document(make_document()).id == "example"


def test_an_item_id_is_used_once():
    problems = problems_of(make_document(make_item("q1"), make_item("q1")))

    assert problems == ["pages[0].items[1] (q1): another item is called q1 already"]


def test_a_page_id_is_used_once():
    pages = [make_page(make_item("a"), id="p"), make_page(make_item("b"), id="p")]

    problems = problems_of(make_document(pages=pages))

    assert problems == ["pages[1] (p): another page is called p already"]


def test_a_node_id_is_used_once():
    child = make_node("n", items=["q1"])
    tree = make_node("n", "overall", children=[child])

    problems = problems_of(make_document(tree=tree))

    assert problems == ["tree.children[0] (n): another node is called n already"]


def test_a_measure_id_is_used_once():
    measures = [make_measure("m"), make_measure("m")]

    problems = problems_of(make_document(measures=measures))

    assert problems == ["measures[1] (m): another measure is called m already"]


@pytest.mark.parametrize("name", ["", "1a", "a b", "a.b", "đơn", "x" * 65, "a\n"])
def test_an_id_is_plain_letters_digits_and_underscores(name):
    page = make_page(make_item(name), id="page")

    problems = problems_of(make_document(pages=[page]))

    assert len(problems) == 1
    assert "cannot name the item" in problems[0]


def test_a_page_holds_an_item():
    pages = [make_page(make_item("q1")), {"id": "empty", "items": []}]

    assert problems_of(make_document(pages=pages)) == [
        "pages[1] (empty): the page is empty"
    ]


def test_there_is_a_page():
    assert problems_of(make_document(pages=[])) == [
        "pages: there must be at least one page"
    ]


def test_there_is_a_language():
    assert "languages: there must be at least one language" in problems_of(
        make_document(languages=[])
    )


def test_a_language_comes_once():
    problems = problems_of(make_document(languages=["vi", "en", "vi"]))

    assert problems == ["languages[2]: the language vi comes twice"]


def test_a_language_has_a_code():
    problems = problems_of(make_document(languages=["vi", "en", "Tiếng Thái"]))

    assert any("is not a language code such as vi" in problem for problem in problems)


def test_a_foreign_survey_need_not_be_in_vietnamese():
    document = make_document(
        {**make_item("q1"), "text": {"es": "¿Satisfecho?"}},
        languages=["es"],
        title={"es": "Encuesta"},
        population={"es": "Residentes"},
        scales={
            "satisfaction": {
                "options": [{"code": 1, "label": {"es": "Sí"}}],
                "favourable": [1],
            }
        },
    )

    assert from_document(document).languages == ("es",)


def test_an_instrument_does_not_end_before_it_begins():
    problems = problems_of(make_document(valid_to="2025-12-31"))

    assert problems == ["valid_to: valid_to lies before valid_from"]


def test_an_instrument_may_end_on_the_day_it_begins():
    assert from_document(make_document(valid_to="2026-01-01")).valid_to is not None


def test_an_unknown_level_of_unit_is_refused():
    problems = problems_of(make_document(rates=["commune", "district"]))

    assert problems == [
        "rates[1]: district is none of province, department, commune, vertical"
    ]


def test_an_instrument_rates_some_level_of_unit():
    assert problems_of(make_document(rates=[])) == [
        "rates: there must be a level of unit that it may rate"
    ]


def test_a_level_of_unit_comes_once():
    assert problems_of(make_document(rates=["commune", "commune"])) == [
        "rates: a level of unit comes twice"
    ]


@pytest.mark.parametrize("key", ["version", "minutes"])
@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_version_and_minutes_are_small_counts(key, number):
    problems = problems_of(make_document(**{key: number}))

    assert len(problems) == 1
    assert problems[0].startswith(f"{key}: ")


def test_a_scale_needs_a_plain_name():
    document = make_document()
    document["scales"]["hài lòng"] = document["scales"]["satisfaction"]

    problems = problems_of(document)

    assert len(problems) == 1
    assert "cannot name the scale" in problems[0]


def test_a_page_and_an_item_may_share_a_name():
    page = make_page(make_item("q1"), id="q1", title=words("Trang"))

    assert from_document(make_document(pages=[page])).pages[0].id == "q1"

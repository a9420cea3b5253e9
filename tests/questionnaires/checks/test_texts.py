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


def test_every_text_is_there_in_every_language():
    lacking = {"vi": "Chỉ tiếng Việt"}
    document = make_document(
        title=lacking,
        heading=lacking,
        population=lacking,
        closing=lacking,
        legal_basis={"text": "Quyết định", "verified": False, "note": lacking},
        scales={"satisfaction": {"options": [{"code": 1, "label": lacking}]}},
        pages=[
            make_page(
                make_item("q1", text=lacking, hint=lacking),
                title=lacking,
                intro=lacking,
            )
        ],
        tree=make_node("n", items=["q1"], title=lacking),
        measures=[make_measure("m", title=lacking, kind="options")],
    )

    problems = problems_of(document)

    assert sorted(problems) == sorted(
        f"{place}: there is no text in en"
        for place in (
            "title",
            "heading",
            "population",
            "closing",
            "legal_basis.note",
            "scales.satisfaction.options[0].label",
            "pages[0].title (page_q1)",
            "pages[0].intro (page_q1)",
            "pages[0].items[0].text (q1)",
            "pages[0].items[0].hint (q1)",
            "tree.title (n)",
            "measures[0].title (m)",
        )
    )


def test_a_text_in_an_undeclared_language_is_a_slip():
    problems = problems_of(make_document(title=words("Phiếu") | {"fr": "Enquête"}))

    assert problems == ["title.fr: fr is not a language of this instrument"]


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_text_says_something(blank):
    assert problems_of(make_document(title=words(blank))) == [
        "title.vi: the text is empty"
    ]


def test_a_text_may_hold_known_slots():
    text = words("{service_point} của {commune}", "{service_point}")

    document = make_document(make_item("q1", text=text))

    assert from_document(document).item("q1").text == text


def test_an_unknown_slot_is_refused():
    problems = problems_of(make_document(title=words("Phiếu của {district}")))

    assert len(problems) == 1
    assert problems[0].startswith("title.vi: no slot is called 'district'; there are ")


@pytest.mark.parametrize("text", ["a { b", "a } b", "{{commune}}", "{commune}}"])
def test_a_stray_brace_is_refused(text):
    assert "title.vi: a brace stands alone; braces only enclose a slot" in problems_of(
        make_document(title=words(text))
    )


def test_a_text_not_in_nfc_is_refused():
    decomposed = "Phie\u0302\u0301u"

    assert problems_of(make_document(title=words(decomposed))) == [
        "title.vi: is not in Unicode form NFC"
    ]

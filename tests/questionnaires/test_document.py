import json
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import (
    INSTRUMENTS,
    InstrumentError,
    content_hash,
    from_document,
    load_instrument,
    to_document,
)
from tests.questionnaires.documents import (
    make_document,
    make_item,
    make_measure,
    make_multiple,
    make_node,
    make_option,
    make_page,
    words,
)

SHIPPED = sorted(INSTRUMENTS.glob("*/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_instrument_comes_back_from_json_as_it_was(path):
    instrument = load_instrument(path)

    document = json.loads(json.dumps(to_document(instrument), sort_keys=True))

    assert from_document(document) == instrument
    assert to_document(from_document(document)) == to_document(instrument)


def test_everything_an_instrument_may_hold_is_kept():
    document = make_document(
        heading=words("theo mẫu"),
        legal_basis={"text": "QĐ 1", "verified": False, "note": words("chưa")},
        valid_to="2026-12-31",
        closing=words("Cảm ơn"),
        pages=[
            make_page(
                make_item("q1", number="1", required=True, hint=words("gợi ý")),
                make_multiple("q2", ask_if=["<=", ["item", "q1", [98]], 3]),
                make_item("q3", type="number", low=0, high=9),
                make_item("q4", type="text", longest=100, role="comment"),
                make_item(
                    "q5", type="single", options=[make_option(7)], favourable=[7]
                ),
                title=words("Trang"),
                intro=words("Mời"),
            )
        ],
        tree=make_node("t", "overall", children=[make_node("f", items=["q1"])]),
        measures=[
            make_measure("m", of="t", codes=[4, 5], base="with_missing", headline=True),
            make_measure("n", of="t", aggregation="ratio_of_totals"),
        ],
    )

    assert to_document(from_document(document)) == document


def test_keys_at_their_default_are_left_out():
    item = make_item("q1", required=False, hint=None, faces=False)

    written = to_document(from_document(make_document(item)))

    assert written == make_document(make_item("q1"))


def test_a_skip_rule_is_frozen_as_a_tree_that_knows_the_missing_codes():
    document = make_document(make_item("a"), make_item("b", ask_if="${a} <= 3"))

    frozen = to_document(from_document(document))["pages"][0]["items"][1]["ask_if"]

    assert frozen == ["<=", ["item", "a", [98]], 3]


def test_a_frozen_document_is_checked_again():
    document = to_document(from_document(make_document()))
    document["pages"][0]["items"][0]["scale"] = "gone"

    with pytest.raises(InstrumentError, match="no scale is called gone"):
        from_document(document)


def test_any_mapping_will_do():
    assert from_document(MappingProxyType(make_document())).id == "example"


def test_the_hash_does_not_depend_on_the_order_of_keys():
    document = make_document()
    turned = dict(reversed(document.items()))

    assert content_hash(document) == content_hash(turned)


def test_the_hash_depends_on_every_word():
    other = make_document(title=words("Phiếu khác"))

    assert content_hash(make_document()) != content_hash(other)


def test_the_hash_is_that_of_canonical_json():
    # printf '{"a":[1,"\xe1\xba\xbf"]}' | sha256sum
    expected = "75e2eaad17c8fca392637143741ba584121f96ea5ed9d89ec7850ebe81ecbbd2"

    assert content_hash({"a": [1, "ế"]}) == expected
    assert content_hash({"a": [1, "e\u0302\u0301"]}) == expected


def test_the_hash_of_a_file_does_not_depend_on_how_it_is_laid_out(tmp_path):
    path = INSTRUMENTS / "quick_counter" / "v1.yaml"
    laid_out_anew = tmp_path / "v1.yaml"
    text = path.read_text("utf-8").replace("${overall} <= 3", "( ${overall}<=3 )")
    laid_out_anew.write_text(f"# another comment\n{text}", "utf-8")

    hashes = {
        content_hash(to_document(load_instrument(p))) for p in (path, laid_out_anew)
    }

    assert len(hashes) == 1


texts = st.text("aăâđeếộ \n?.", min_size=1).filter(str.strip).map(words)
optional_texts = st.none() | texts
items = st.fixed_dictionaries(
    {
        "text": texts,
        "hint": optional_texts,
        "required": st.booleans(),
        "number": st.none() | st.just("9.24"),
        "ask_if": st.none() | st.just("answered(${first}) and not(${first} = 1)"),
    }
)
documents = st.builds(
    lambda extra, title, intro, first, others: make_document(
        title=title,
        pages=[
            make_page(make_item("first"), intro=intro),
            make_page(make_multiple("last"), *first, *others),
        ],
        **extra,
    ),
    st.fixed_dictionaries(
        {"minutes": st.integers(1, 240), "heading": optional_texts},
        optional={"valid_to": st.dates().filter(lambda d: d.year > 2026).map(str)},
    ),
    texts,
    optional_texts,
    st.lists(items, max_size=2).map(
        lambda found: [make_item(f"a{n}", **values) for n, values in enumerate(found)]
    ),
    st.lists(items, max_size=2).map(
        lambda found: [
            make_item(f"b{n}", type="text", **values) for n, values in enumerate(found)
        ]
    ),
)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_an_instrument_comes_back_from_its_document_as_it_was(document):
    instrument = from_document(document)

    frozen = json.loads(json.dumps(to_document(instrument)))

    assert from_document(frozen) == instrument
    assert to_document(from_document(frozen)) == frozen

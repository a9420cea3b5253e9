from collections import Counter

import pytest

from questionnaires import INSTRUMENTS, ItemType, asked_items, load_instrument
from tests.questionnaires.wording import printed_form, printed_ratings, sentence_of

PATHS = sorted(INSTRUMENTS.glob("*/*.yaml"))
FIVE = load_instrument(INSTRUMENTS / "five_factor_service" / "v1.yaml")
QUICK = load_instrument(INSTRUMENTS / "quick_counter" / "v1.yaml")
SIPAS = load_instrument(INSTRUMENTS / "sipas_2026" / "v1.yaml")
SERVICE_RATINGS = range(24, 40)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.name)
def test_a_file_is_named_by_its_instrument_and_version(path):
    instrument = load_instrument(path)

    assert (path.parent.name, path.stem) == (instrument.id, f"v{instrument.version}")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.name)
def test_an_instrument_speaks_vietnamese_first_and_english_completely(path):
    assert load_instrument(path).languages == ("vi", "en")


def test_no_instrument_claims_a_legal_basis_whose_original_was_not_seen():
    bases = [instrument.legal_basis for instrument in (FIVE, SIPAS)]

    assert [(basis.verified, bool(basis.note)) for basis in bases if basis] == [
        (False, True),
        (False, True),
    ]
    assert QUICK.legal_basis is None


def test_the_service_form_asks_items_24_to_39_in_five_factors():
    factors = [
        (n.title["vi"], len(n.items)) for n in FIVE.nodes() if n.kind == "factor"
    ]

    assert factors == [
        ("Tiếp cận dịch vụ", 3),
        ("Thủ tục hành chính", 4),
        ("Công chức trực tiếp giải quyết công việc", 3),
        ("Kết quả", 3),
        ("Việc tiếp nhận, xử lý phản ánh, kiến nghị của người dân", 3),
    ]
    assert FIVE.tree is not None
    assert [FIVE.item(name).number for name in FIVE.tree.item_ids()] == [
        str(number) for number in SERVICE_RATINGS
    ]


def test_the_service_form_shows_one_factor_a_page():
    assert [page.id for page in FIVE.pages] == [
        *("service", "access", "procedures", "officials", "results", "feedback"),
        *("overall", "comment"),
    ]


def test_the_service_form_is_worded_as_the_printed_form():
    printed = printed_ratings()

    ours = {n: sentence_of(FIVE.item(f"cau9_{n}")) for n in SERVICE_RATINGS}

    assert ours == {n: printed[n] for n in SERVICE_RATINGS}


def test_both_forms_ask_the_same_sixteen_items():
    for number in SERVICE_RATINGS:
        ours, theirs = (form.item(f"cau9_{number}") for form in (FIVE, SIPAS))

        assert (ours.text, ours.hint) == (theirs.text, theirs.hint)
        assert ours.valid_codes == theirs.valid_codes
        assert ours.favourable == theirs.favourable


def test_a_rating_of_the_service_form_is_required_but_may_be_not_used():
    ratings = [item for item in FIVE.items() if item.type is ItemType.RATING]

    assert len(ratings) == 17
    assert {(item.required, item.missing_codes) for item in ratings} == {(True, (98,))}


def test_agencies_are_rated_by_the_service_form_and_provinces_by_sipas():
    assert FIVE.rates == QUICK.rates == ("commune", "department", "vertical")
    assert SIPAS.rates == ("province",)


@pytest.mark.parametrize("form", [FIVE, QUICK, SIPAS], ids=lambda form: form.id)
def test_the_headline_is_the_share_satisfied_over_the_tree(form):
    headline = form.headline

    assert headline is not None
    assert (headline.kind, headline.of) == ("share", form.tree.id)
    assert headline.aggregation == "mean_of_item_shares"
    assert headline.codes is None
    assert all(form.item(i).favourable == {4, 5} for i in form.tree.item_ids())


def test_the_quick_form_shows_the_best_answer_first_and_one_item_a_page():
    assert QUICK.item("overall").valid_codes == (5, 4, 3, 2, 1)
    assert [len(page.items) for page in QUICK.pages] == [1, 1, 1]


@pytest.mark.parametrize(
    ("rating", "asked"), [(1, True), (3, True), (4, False), (5, False)]
)
def test_the_quick_form_asks_for_reasons_only_when_the_rating_is_low(rating, asked):
    items = [item.id for item in asked_items(QUICK, {"overall": rating})]

    assert ("reasons" in items) is asked


def test_sipas_has_two_blocks_nine_factors_and_39_items():
    sizes = {node.id: len(node.item_ids()) for node in SIPAS.nodes()}

    assert sizes == {
        "overall": 39,
        "policy": 23,
        "accountability": 2,
        "participation": 2,
        "policy_delivery": 9,
        "policy_results": 10,
        "service": 16,
        "access": 3,
        "procedures": 4,
        "officials": 3,
        "results": 3,
        "feedback": 3,
    }


def test_sipas_rates_what_the_printed_form_rates():
    ours = {n: sentence_of(SIPAS.item(f"cau9_{n}")) for n in range(1, 40)}

    assert ours == printed_ratings()


def test_sipas_asks_what_the_printed_form_asks():
    printed = printed_form()
    composed = {"cau3", "cau7"}  # printed as a beginning and its continuations

    sentences = [
        sentence
        for item in SIPAS.items()
        if item.type is not ItemType.TEXT and item.id.split("_")[0] not in composed
        for sentence in (item.text, *(option.label for option in item.options))
    ]

    assert [s["vi"] for s in sentences if s["vi"] not in printed] == []


def test_sipas_counts_its_questions_as_the_printed_form():
    numbers = [item.number for item in SIPAS.items() if item.number]

    counts = Counter(int(number.split(".")[0]) for number in numbers)

    assert [counts[n] for n in range(1, 11)] == [9, 1, 7, 1, 1, 1, 3, 7, 39, 10]


def test_sipas_may_be_left_blank_anywhere():
    assert not any(item.required for item in SIPAS.items())


def test_ethnicity_is_sensitive():
    sensitive = [item.id for item in SIPAS.items() if item.role == "sensitive"]

    assert sensitive == ["ethnicity", "ethnicity_other"]


def test_questions_5_6_and_10_are_reported_option_by_option():
    kinds = {m.of: m.kind for m in SIPAS.measures if not isinstance(m.of, str)}

    assert kinds[("cau5",)] == kinds[("cau6",)] == "options"
    assert kinds[tuple(f"cau10_{n}" for n in range(1, 11))] == "options"


def test_other_answers_are_asked_for_only_when_chosen():
    chosen = {"ethnicity": 2, "education": 6, "occupation": 7, "cau2": (7,)}
    others = {"ethnicity_other", "education_other", "occupation_other", "cau2_other"}

    assert others <= {item.id for item in asked_items(SIPAS, chosen)}
    assert not others & {item.id for item in asked_items(SIPAS, {"cau2": (1,)})}


def test_sipas_is_headed_as_following_the_form():
    assert SIPAS.heading is not None
    assert SIPAS.heading["vi"] == "theo mẫu QĐ 1001/QĐ-BNV"

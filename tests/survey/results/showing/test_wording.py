import pytest

from analysis.verdict import Verdict
from survey.results.models import FigureKind
from survey.results.reading.figures import Withheld
from survey.results.showing import wording
from survey.waves.models import WaveKind
from tests.survey.results.page_values import (
    BINDING,
    REFERENCE,
    make_figure,
    make_options,
    make_unit,
    make_verdict,
    make_waiting_unit,
)


@pytest.fixture(autouse=True)
def request_in_vietnamese(shared_app):
    with shared_app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.MET, "Đạt mốc 85\u202f%"),
        (Verdict.CANNOT_TELL, "Chưa đủ căn cứ so với mốc 85\u202f%"),
        (Verdict.NOT_MET, "Chưa đạt mốc 85\u202f%"),
    ],
)
def test_a_verdict_is_said_in_words(verdict, words):
    assert wording.verdict_words(make_verdict(verdict)) == words


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_on_a_reference_line_names_it_as_such(verdict):
    words = wording.verdict_words(make_verdict(verdict, REFERENCE))

    assert "mốc tham khảo 95" in words


def test_a_list_says_its_own_verdict():
    told = make_verdict(Verdict.MET, verdict_in_list=Verdict.CANNOT_TELL)

    assert wording.verdict_words(told).startswith("Đạt")
    assert wording.verdict_words(told, in_list=True).startswith("Chưa đủ căn cứ")


def test_an_open_verdict_says_how_many_forms_would_settle_it():
    words = wording.further_words(make_verdict(further_answers=427))

    assert "430 phiếu" in words


def test_a_verdict_that_no_form_can_settle_says_so():
    words = wording.further_words(make_verdict(further_answers=None))

    assert words == "So với mốc 85\u202f%, chỉ thêm phiếu thì không thể kết luận."


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.NOT_MET])
def test_a_settled_verdict_asks_for_no_more_forms(verdict):
    assert wording.further_words(make_verdict(verdict, further_answers=0)) == ""


@pytest.mark.parametrize(
    ("count", "said"), [(7, 7), (99, 99), (421, 430), (430, 430), (12_345, 13_000)]
)
def test_a_count_of_forms_is_rounded_up_to_two_digits(count, said):
    assert wording.roughly(count) == said


def test_a_share_beside_a_target_is_never_rounded_over_it():
    figure = make_figure(0.8496, low=0.80, high=0.94996)

    assert wording.printed_value(figure, (BINDING,)) == "84,96\u202f%"
    assert wording.interval(figure, (REFERENCE,)) == "80,0 – 94,996\u202f%"


def test_a_score_is_printed_without_a_per_cent_sign():
    figure = make_figure(4.049, low=3.98, high=4.12, kind=FigureKind.MEAN)

    assert wording.printed_value(figure, (BINDING,)) == "4,05"
    assert wording.interval(figure, (BINDING,)) == "3,98 – 4,12"


def test_forms_that_were_received_are_not_called_a_survey():
    received = wording.base_words(4812, None, WaveKind.COUNTER)
    surveyed = wording.base_words(4812, None, WaveKind.SURVEY)

    assert received == "Theo 4.812 phiếu nhận được"
    assert surveyed == "Theo 4.812 phiếu khảo sát"


def test_few_forms_are_told_as_a_band_or_not_at_all():
    assert wording.base_words(None, "10–19", WaveKind.COUNTER).startswith("Theo 10–19")
    assert wording.base_words(None, None, WaveKind.COUNTER) == "Chưa đủ 10 phiếu"
    assert wording.forms_words(None, None) == ""


def test_answers_outside_the_scale_are_counted_beside_the_others():
    figure = make_figure(n=97, options=make_options(40, 40, 10, 4, 3, missing=5))

    assert wording.answers_words(figure) == (
        "97 câu trả lời, ngoài ra 5 không sử dụng hoặc không biết"
    )
    assert wording.answers_words(make_figure(n=97)) == "97 câu trả lời"


def test_a_waiting_unit_says_when_its_forms_count():
    assert wording.waiting_words(make_waiting_unit()) == (
        "Kỳ này chưa đủ 10 phiếu, dồn sang kỳ tháng 11/2026"
    )
    assert wording.waiting_words(make_unit(carried_to=None)) == (
        "Đến hết đợt vẫn chưa đủ 10 phiếu"
    )


@pytest.mark.parametrize(
    ("withheld", "word"),
    [
        (Withheld.INDICATIVE, "Tham khảo"),
        (Withheld.ONE_CLUSTER, "quá ít quầy và ngày"),
        (Withheld.TOO_FEW, "Chưa đủ 10"),
    ],
)
def test_a_figure_that_is_held_back_says_why(withheld, word):
    figure = make_figure(None, n=None, n_band="10–19", withheld=withheld)

    assert word in wording.withheld_words(figure)


def test_an_indicative_figure_tells_its_counts_in_bands():
    figure = make_figure(None, n=None, n_band="20–29", satisfied_band="10–19")

    assert wording.withheld_words(figure) == "Tham khảo: 20–29 phiếu, 10–19 hài lòng"

from datetime import date

import pytest

from survey.i18n import use_language
from survey.results.reading.figures import Target
from survey.results.reading.published import PeriodLabel
from survey.results.showing import naming
from survey.waves.models import WaveKind


def period(starts_on: date, ends_on: date) -> PeriodLabel:
    return PeriodLabel(number=3, starts_on=starts_on, ends_on=ends_on)


@pytest.fixture(autouse=True)
def request_in_vietnamese(shared_app):
    with shared_app.test_request_context():
        yield


OCTOBER = period(date(2026, 10, 1), date(2026, 10, 31))
MIDDLE = period(date(2026, 9, 15), date(2026, 10, 14))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (OCTOBER, "tháng 10/2026"),
        (period(date(2028, 2, 1), date(2028, 2, 29)), "tháng 2/2028"),
        (period(date(2026, 10, 1), date(2026, 12, 31)), "quý 4/2026"),
        (MIDDLE, "15/09/2026 – 14/10/2026"),
        (period(date(2026, 10, 1), date(2026, 10, 30)), "01/10/2026 – 30/10/2026"),
    ],
)
def test_a_period_is_called_what_people_call_it(label, name):
    assert naming.period_name(label) == name


def test_a_month_has_its_english_name():
    use_language("en")

    assert naming.period_name(OCTOBER) == "October 2026"
    assert naming.short_period(OCTOBER) == "Oct"


def test_a_period_that_is_no_month_is_numbered_in_the_trend():
    assert naming.short_period(OCTOBER) == "T10"
    assert naming.short_period(MIDDLE) == "Kỳ 3"


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.85, "85\u202f%"), (0.9, "90\u202f%"), (0.855, "85,5\u202f%")],
)
def test_a_target_is_printed_without_needless_decimals(value, printed):
    target = Target(id=1, value=value, only_reference=False, legal_text="")

    assert naming.line_share(target) == printed


def test_a_mere_reference_line_says_so():
    target = Target(id=1, value=0.95, only_reference=True, legal_text="")

    assert naming.line_label(target) == "95\u202f% (tham khảo)"


@pytest.mark.parametrize("kind", list(WaveKind))
def test_every_channel_has_a_name_of_its_own(kind):
    others = {naming.channel_word(other) for other in WaveKind if other is not kind}

    assert naming.channel_word(kind) not in others


def test_a_word_that_is_not_known_is_printed_as_it_is():
    assert naming.method_words("jeffreys") == "jeffreys"
    assert naming.aggregation_words("sum") == "sum"
    assert naming.base_rule_words("all") == "all"

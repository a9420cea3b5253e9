from datetime import date

import pytest

from survey.agencies.models import UnitFormer, UnitSuccession
from survey.agencies.succession import BreakKind
from survey.results import reading
from survey.waves.models import WaveKind
from tests.factories import make_unit, store
from tests.survey.results.factories import make_published, make_wave, rated, respond

MARCH = date(2026, 3, 1)


@pytest.fixture
def unit(app):
    return make_unit(name="Phường Mới")


def publish(unit, **values):
    """Publish one month of a wave in which the unit has forty ratings."""
    [period] = make_wave([unit], **values).periods
    for day in range(4):
        respond(unit, period, rated(5), times=10, cluster=f"{unit.id}/{day}")
    return make_published(period)


def history(publication, unit):
    return reading.agency(publication, unit.code).history


def test_earlier_waves_of_the_same_instrument_belong_to_the_trend(unit):
    first = publish(unit)
    second = publish(unit, opens_on=MARCH)

    assert [point.wave_slug for point in history(second, unit)] == [
        first.wave.slug,
        second.wave.slug,
    ]
    assert len(history(first, unit)) == 1  # what came later is not told
    assert not any(point.is_broken for point in history(second, unit))


def test_a_sample_and_the_counter_are_never_one_line(unit):
    publish(unit, kind=WaveKind.SURVEY)
    assert len(history(publish(unit, opens_on=MARCH), unit)) == 1


def test_an_illustration_is_never_beside_real_figures(unit):
    publish(unit, illustrative=True)
    assert len(history(publish(unit, opens_on=MARCH), unit)) == 1


def test_the_trend_breaks_where_the_unit_took_over_another(unit):
    publish(unit)
    old = make_unit(name="Xã Cũ", valid_to=date(2026, 2, 14))
    for day in (date(2025, 7, 1), date(2026, 2, 15)):
        new = unit if day.year == 2026 else make_unit()
        store(UnitSuccession(old_id=old.id, new_id=new.id, on_date=day))
    alone = make_unit(name="Xã Riêng", valid_to=date(2026, 2, 14))
    store(UnitSuccession(old_id=alone.id, new_id=unit.id, on_date=date(2026, 2, 15)))

    before, after = history(publish(unit, opens_on=MARCH), unit)

    assert not before.is_broken
    assert [(each.kind, each.units) for each in after.breaks] == [
        (BreakKind.MERGER, ("Xã Riêng",)),
        (BreakKind.SPLIT, ("Xã Cũ",)),
    ]


def test_the_trend_breaks_where_the_questionnaire_has_a_new_version(unit):
    publish(unit)
    reworded = {"version: 1": "version: 2"}
    _before, after = history(publish(unit, opens_on=MARCH, measured=reworded), unit)
    assert after.new_version


def test_a_report_keeps_the_name_of_its_time(unit):
    first, second = publish(unit), publish(unit, opens_on=MARCH)
    store(UnitFormer(unit_id=unit.id, valid_to=date(2026, 2, 28), name="Xã Xưa"))

    for publication, name in ((first, "Xã Xưa"), (second, "Phường Mới")):
        assert reading.agency(publication, unit.code).unit.name == name
        [row] = reading.overview(publication).rows
        assert row.unit.name == name


def test_the_page_says_why_the_line_breaks(unit, client):
    publish(unit)
    old = make_unit(name="Xã Cũ", valid_to=date(2026, 2, 14))
    store(UnitSuccession(old_id=old.id, new_id=unit.id, on_date=date(2026, 2, 15)))
    slug = publish(unit, opens_on=MARCH).wave.slug

    page = client.get(f"/results/{slug}/1/{unit.code}").text

    assert "Từ ngày 15/02/2026 đơn vị nhận sáp nhập Xã Cũ." in page
    assert 'stroke-dasharray="6 4"' in page

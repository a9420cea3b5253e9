import pytest

from survey.accounts.models import AccountRole, Role
from survey.database import transaction
from survey.results import reading
from survey.waves import dossiers
from tests.factories import make_account, make_unit
from tests.survey.accounts.factories import make_staff
from tests.survey.results.factories import make_published, make_wave, rated, respond


@pytest.fixture
def units(app):
    return [make_unit(code="C1", name="Xã Một"), make_unit(code="C2", name="Xã Hai")]


@pytest.fixture
def wave(units):
    return make_wave(units, periods=2, slug="dot")


@pytest.fixture
def office(app):
    return app.test_client().sign_in(make_staff(Role.DESIGNER))


def fields(units, *counts):
    return {f"count-{unit.id}": c for unit, c in zip(units, counts, strict=True)}


def test_counts_are_written_down_changed_and_taken_away(office, wave, units):
    address = "/staff/waves/dot/1/dossiers"
    assert address in office.get("/staff/waves/dot").text
    office.post(address, data=fields(units, "1.240", ""))
    period = wave.periods[0]
    assert dossiers.counts_of(period) == {units[0].id: 1240}
    assert 'value="1240"' in office.get(address).text

    office.post(address, data=fields(units, "", "7"))
    assert dossiers.counts_of(period) == {units[1].id: 7}


@pytest.mark.parametrize("text", ["nhiều", "-3", "1,5", "99999999999"])
def test_what_is_no_count_is_refused_and_nothing_is_lost(office, wave, units, text):
    response = office.post("/staff/waves/dot/1/dossiers", data=fields(units, text, "8"))
    assert response.status_code == 422
    assert "Hãy ghi số nguyên" in response.text
    assert 'value="8"' in response.text
    assert dossiers.counts_of(wave.periods[0]) == {}


def test_a_period_that_is_not_there_is_not_found(office, wave):
    assert office.get("/staff/waves/dot/9/dossiers").status_code == 404


def test_one_writes_only_about_ones_own_units(app, wave, units):
    held = AccountRole(role=Role.FIELDWORK_MANAGER, unit_id=units[0].id)
    client = app.test_client().sign_in(make_account(roles=[held]))
    address = "/staff/waves/dot/1/dossiers"
    assert "Xã Hai" not in client.get(address).text
    client.post(address, data=fields(units, "5", "6"))
    assert dossiers.counts_of(wave.periods[0]) == {units[0].id: 5}


def test_the_results_say_how_many_took_part(client, wave, units):
    for period, times in zip(wave.periods, (1, 11), strict=True):
        for day in range(4):
            cluster = f"{units[0].id}/{period.id}/{day}"
            respond(units[0], period, rated(5), times=times, cluster=cluster)
    with transaction():
        for period in wave.periods:
            dossiers.write(period, units, {units[0].id: 200})
    make_published(wave.periods[0])
    second = make_published(wave.periods[1])

    standing = reading.agency(second, "C1").unit
    assert (standing.n, standing.dossiers) == (48, 400)  # of both periods
    page = client.get("/results/dot/2/C1").text
    assert "48 phiếu trên 400 hồ sơ" in page
    assert "12,0" in page


def test_what_was_published_does_not_change_with_the_counts(client, wave, units):
    period = wave.periods[0]
    for day in range(4):
        respond(units[0], period, rated(5), times=10, cluster=f"{units[0].id}/{day}")
    with transaction():
        dossiers.write(period, units, {units[0].id: 200})
    publication = make_published(period)
    with transaction():
        dossiers.write(period, units, {units[0].id: 300})
    assert reading.agency(publication, "C1").unit.dossiers == 200


def test_participation_is_not_told_where_it_is_not_known(client, wave, units):
    period = wave.periods[0]
    for day in range(4):
        respond(units[0], period, rated(5), times=10, cluster=f"{units[0].id}/{day}")
    make_published(period)
    assert "hồ sơ đã trả kết quả" not in client.get("/results/dot/1/C1").text

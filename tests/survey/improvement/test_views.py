from datetime import timedelta

import pytest

from survey import clock
from survey.accounts.models import AccountRole, Role
from survey.database import session, transaction
from survey.improvement import service
from survey.improvement.models import ActionState, ImprovementAction
from survey.improvement.weak_points import WeakPoint
from tests.factories import make_account, make_unit
from tests.survey.improvement.factories import make_action, make_done
from tests.survey.results.factories import make_published, make_wave, rated, respond

SOON = (clock.today() + timedelta(days=30)).isoformat()
FORM = {"what": "Mở thêm quầy", "owner": "Trưởng bộ phận", "due_on": SOON}


@pytest.fixture
def unit(app):
    return make_unit(code="C1", name="Xã Thử")


@pytest.fixture
def publication(unit):
    """Forty ratings: nobody is content with the first question, all with the rest."""
    [period] = make_wave([unit]).periods
    answers = rated(5)
    answers[next(iter(answers))] = 2
    for day in range(4):
        respond(unit, period, answers, times=10, cluster=f"{unit.id}/{day}")
    return make_published(period)


@pytest.fixture
def agency(app, unit):
    """The browser of somebody who sees this unit only."""
    held = AccountRole(role=Role.VIEWER, unit_id=unit.id)
    return app.test_client().sign_in(make_account(roles=[held]))


@pytest.fixture
def approver(app):
    return app.test_client().sign_in(make_account(Role.APPROVER))


def the_action():
    return session().query(ImprovementAction).one()


def test_the_weakest_points_stand_first_and_are_planned_for(agency, publication):
    page = agency.get("/staff/improvement/units/C1").text
    first = page.index("dưới 20")
    assert first < page.index("100,0")

    link = page[page.index("/staff/improvement/units/C1/new?") :].split('"')[0]
    response = agency.post(link.replace("&amp;", "&"), data=FORM)

    assert response.location == "/staff/improvement/units/C1"
    action = the_action()
    assert (action.share, action.period_id) == (None, publication.period_id)
    assert action.title


def test_a_point_that_is_not_published_is_not_found(agency, publication):
    place = f"/staff/improvement/units/C1/new?publication={publication.id}&item="
    assert agency.get(f"{place}nothing").status_code == 404


def test_without_results_one_plans_of_ones_own_accord(agency):
    page = agency.get("/staff/improvement/units/C1").text
    assert "ba mươi câu trả lời" in page
    agency.post("/staff/improvement/units/C1/new", data=FORM)
    assert the_action().title == ""
    assert "Mở thêm quầy" in agency.get("/staff/improvement/").text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"what": " "}, "Ghi việc sẽ làm."),
        ({"owner": ""}, "Ghi người phụ trách."),
        ({"due_on": "2020-01-01"}, "từ hôm nay"),
        ({"due_on": "mai"}, "không phải là ngày"),
        ({"what": "x" * 501}, "500 ký tự"),
    ],
)
def test_an_unsound_plan_is_refused_and_nothing_is_lost(agency, values, told):
    response = agency.post("/staff/improvement/units/C1/new", data=FORM | values)
    assert response.status_code == 422
    assert told in response.text
    assert session().query(ImprovementAction).count() == 0


def test_the_empty_list_says_where_to_begin(agency):
    assert "Kết quả của đơn vị" in agency.get("/staff/improvement/").text


def test_an_agency_neither_sees_nor_changes_what_others_plan(agency):
    foreign = make_action(make_unit(code="C2"))
    assert agency.get("/staff/improvement/units/C2").status_code == 404
    for act in ("edit", "done"):
        address = f"/staff/improvement/{foreign.id}/{act}"
        assert agency.get(address).status_code == 404
    assert agency.post(f"/staff/improvement/{foreign.id}/drop").status_code == 404
    assert foreign.what not in agency.get("/staff/improvement/").text


def test_an_action_is_changed_unless_somebody_was_faster(agency, unit):
    action = make_action(unit)
    address = f"/staff/improvement/{action.id}/edit"
    agency.post(address, data=FORM | {"revision": "1", "what": "Một"})
    response = agency.post(address, data=FORM | {"revision": "1", "what": "Hai"})

    assert response.status_code == 422
    assert "Có người khác vừa sửa" in response.text
    assert "Hai" in response.text
    assert 'value="2"' in response.text
    assert the_action().what == "Một"


def test_done_is_shown_to_everybody_by_an_approver(agency, approver, unit, client):
    action = make_action(unit)
    agency.post(
        f"/staff/improvement/{action.id}/done",
        data={"outcome": "Đã mở quầy số 2.", "done_on": clock.today().isoformat()},
    )
    assert the_action().state is ActionState.DONE
    assert agency.post(f"/staff/improvement/{action.id}/show").status_code == 403
    assert "Đã mở quầy số 2." not in client.get("/results/improvements/").text

    assert "Đăng lên trang công khai" in approver.get("/staff/improvement/").text
    approver.post(f"/staff/improvement/{action.id}/show")

    for address in ("/results/improvements/", "/results/improvements/C1"):
        page = client.get(address).text
        assert "Đã mở quầy số 2." in page
        assert action.owner not in page
    approver.post(f"/staff/improvement/{action.id}/hide")
    assert "Đã mở quầy số 2." not in client.get("/results/improvements/").text


def test_the_day_of_the_deed_is_not_tomorrow(agency, unit):
    action = make_action(unit)
    tomorrow = clock.today() + timedelta(days=1)
    response = agency.post(
        f"/staff/improvement/{action.id}/done",
        data={"outcome": "Xong", "done_on": tomorrow.isoformat()},
    )
    assert response.status_code == 422
    assert "ở tương lai" in response.text


def test_what_is_not_done_after_all_is_taken_up_again(agency, unit):
    action = make_done(unit)
    agency.post(f"/staff/improvement/{action.id}/again")
    assert the_action().state is ActionState.PLANNED
    agency.post(f"/staff/improvement/{action.id}/drop")
    assert the_action().state is ActionState.DROPPED
    assert "đã bỏ" in agency.get("/staff/improvement/units/C1").text


def test_the_public_page_says_what_people_said(client, unit, publication):
    assert "Chưa có nội dung" in client.get("/results/improvements/C1").text
    for code in ("K9", "a%00b"):
        assert client.get(f"/results/improvements/{code}").status_code == 404

    point = WeakPoint(
        publication_id=publication.id,
        period_id=publication.period_id,
        subject="cau4",
        title="4. Thời gian chờ",
        share=0.712,
    )
    action = make_done(unit, point)
    with transaction():
        service.show(action, make_account(Role.APPROVER))
    page = client.get("/results/improvements/C1").text
    assert "4. Thời gian chờ – 71,2" in page

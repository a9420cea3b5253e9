from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave


def test_offices_stand_under_their_province(client):
    province = make_unit(name="Tỉnh Thử", kind="province")
    make_wave(make_unit(name="Xã Trong", parent_id=province.id), slug="mot")

    page = client.get("/rate/?lang=en").text

    assert page.index("Tỉnh Thử") < page.index("Xã Trong")
    assert "/rate/mot/" in page


def test_two_forms_of_an_office_stand_under_its_name_once(client):
    unit = make_unit(name="Xã Trong")
    make_wave(unit, slug="mot", name_en="The long form")
    make_wave(unit, slug="hai", name_en="The short form", instrument="quick_counter")

    page = client.get("/rate/?lang=en").text

    assert page.count(">Xã Trong</p>") == 1
    assert "The long form" in page
    assert "The short form" in page


def test_only_waves_that_take_answers_are_listed(client, set_clock):
    make_wave(make_unit(name="Xã Nháp"), state=WaveState.DRAFT)
    make_wave(make_unit(name="Xã Xong"), state=WaveState.CLOSED)
    make_wave(make_unit(name="Xã Mở"))

    page = client.get("/rate/").text

    assert "Xã Mở" in page
    assert "Xã Nháp" not in page
    assert "Xã Xong" not in page


def test_a_search_narrows_the_list(client):
    make_wave(make_unit(name="Xã Mường Tè"), make_unit(name="Phường Tân Phong"))

    page = client.get("/rate/", query_string={"q": "tan phong"}).text

    assert "Phường Tân Phong" in page
    assert "Xã Mường Tè" not in page


def test_without_a_match_the_page_says_what_to_do(client):
    make_wave(make_unit(name="Xã Mường Tè"))

    page = client.get("/rate/", query_string={"q": "ha noi", "lang": "en"}).text

    assert "Please try fewer words." in page


def test_without_an_open_wave_the_page_says_so(client):
    assert "No office can be rated at the moment" in client.get("/rate/?lang=en").text

from datetime import date

from survey import clock
from tests.factories import make_unit
from tests.survey.kiosks.factories import make_kiosk, make_tablet


def test_the_list_names_office_kiosk_and_state(app, client):
    with clock.at(date(2026, 11, 2), hour=8):
        make_tablet(client, make_kiosk(make_unit(name="Xã Im"), name="Máy 1"))
        make_kiosk(make_unit(name="Xã Mới"), name="Máy 2")
    runner = app.test_cli_runner()

    with clock.at(date(2026, 11, 2), hour=9):
        everything = runner.invoke(args=["kiosks", "list"]).output
        silent = runner.invoke(args=["kiosks", "list", "--state", "silent"]).output

    assert "silent" in everything
    assert "Xã Mới: Máy 2" in everything
    assert "Xã Im: Máy 1" in silent
    assert "Máy 2" not in silent

import json

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from survey import logs
from survey.database import session

SECRET = "BÍ MẬT"


def fail_on_an_answer() -> None:
    statement = text("INSERT INTO inbox (body) VALUES (:body)")
    session().execute(statement, {"body": SECRET})


def test_an_error_of_the_database_is_told_without_the_row(app):
    with pytest.raises(DBAPIError) as error:
        fail_on_an_answer()

    words = logs.told(error.value)

    assert SECRET not in words
    assert "IntegrityError" in words
    assert "fail_on_an_answer" in words


def test_other_errors_are_told_in_full():
    with pytest.raises(ValueError, match="bảy") as error:
        int("bảy")

    assert "bảy" in logs.told(error.value)


def test_a_line_is_json_with_the_error_in_it(app, capfd):
    logs.init_app(app)  # anew: the lines go where standard error now leads
    try:
        fail_on_an_answer()
    except DBAPIError:
        structlog.get_logger().error("failed", exc_info=True)

    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert line["event"] == "failed"
    assert logs.WITHHELD in line["exception"]
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_an_unexpected_fault_is_logged_without_its_address(app, client, capfd):
    logs.init_app(app)
    endpoint = app.view_functions["operations.home"]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["operations.home"] = lambda: 1 / 0
    try:
        response = client.get("/?q=bi-mat")
    finally:
        app.view_functions["operations.home"] = endpoint
        app.config["PROPAGATE_EXCEPTIONS"] = None

    told = capfd.readouterr().err
    assert response.status_code == 500
    assert "Hệ thống gặp sự cố" in response.text
    assert "ZeroDivisionError" in told
    assert "bi-mat" not in told

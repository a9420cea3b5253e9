import pytest
from sqlalchemy import text

from survey.database import session, transaction


@pytest.fixture
def database_url(own_database_url: str) -> str:
    """Its own: a test sets the schema's revision back."""
    return own_database_url


def test_the_home_page_leads_to_rating_and_results(client):
    page = client.get("/").text

    assert 'href="/rate/"' in page
    assert 'href="/results/"' in page


def test_the_statement_on_accessibility_is_linked_and_names_whom_to_tell(
    app, client, monkeypatch
):
    nobody = client.get("/accessibility?lang=en").text
    monkeypatch.setitem(app.config, "CONTACT", "Sở Nội vụ, 0213 3876 000")
    somebody = client.get("/accessibility?lang=en").text

    assert 'href="/accessibility"' in client.get("/").text
    assert 'href="/accessibility"' in client.get("/rate/").text
    assert "WCAG 2.2" in nobody
    assert "tell the staff at the counter" in nobody
    assert "Sở Nội vụ, 0213 3876 000" in somebody


def test_a_migrated_platform_is_ready(client):
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json["status"] == "ready"


def test_another_schema_is_not_ready(client):
    with transaction():
        session().execute(text("UPDATE alembic_version SET version_num = '0001'"))

    response = client.get("/health")

    assert response.status_code == 503
    assert "schema" in response.json["reason"]


def test_an_unknown_address_says_what_to_do_in_vietnamese(client):
    response = client.get("/khong-co")

    assert response.status_code == 404
    assert "Không có trang này" in response.text


def test_an_unknown_address_says_what_to_do_in_english(client):
    assert "There is no such page" in client.get("/khong-co?lang=en").text

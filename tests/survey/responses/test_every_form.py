"""Every questionnaire of the project can be answered from the first page to thanks."""

import pytest
from sqlalchemy import select

from survey.database import session
from survey.responses.models import InboxRow
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import Respondent, first_answers

MOST_PAGES = 40


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("quick_counter", "commune"),
        ("five_factor_service", "department"),
        ("sipas_2026", "province"),
    ],
)
def test_a_form_is_answered_to_its_end(client, name, kind):
    wave = make_wave(make_unit(kind=kind), instrument=name)
    respondent = Respondent(client, wave)

    address = respondent.begin().location
    pages = [address]
    while not address.endswith("/review"):
        page = client.get(address)
        assert page.status_code == 200
        sent = client.post(address.split("#")[0], data=first_answers(page.text))
        assert sent.status_code == 303
        address = sent.location
        pages.append(address)
        assert len(pages) < MOST_PAGES
    thanks = client.get(respondent.send().location)

    assert "Your form is counted" in thanks.text
    assert len(session().scalars(select(InboxRow)).all()) == 1

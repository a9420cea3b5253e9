import pytest
from sqlalchemy import select

from survey.agencies.desk import set_desk
from survey.channels import Channel, MailServer
from survey.database import session, transaction
from survey.kiosks import jobs
from survey.outbox import content
from survey.outbox.models import Message, MessageKind
from tests.factories import make_unit
from tests.survey.results.factories import make_published, make_wave, rated, respond


@pytest.fixture
def mail(app, monkeypatch):
    """A mail server is set up, and one of two offices has a desk."""
    server = MailServer("mail.example", 25, "hailong@laichau.example")
    monkeypatch.setitem(app.config, "MAIL_SERVER", server)


@pytest.fixture
def units(app):
    units = [make_unit(code="C1", name="Xã Có"), make_unit(code="C2", name="Xã Không")]
    with transaction():
        set_desk(units[0], email="co@laichau.example", complaint_channel="", by="test")
    return units


def publish(units, **values):
    [period] = make_wave(units, **values).periods
    for unit in units:
        respond(unit, period, rated(5), times=12)
    return make_published(period)


def messages():
    return list(session().scalars(select(Message)))


def test_each_office_with_a_desk_is_told_of_its_results(mail, units):
    publication = publish(units)

    [message] = messages()
    told = content.unseal(Channel.EMAIL, message.sealed)
    assert (message.kind, message.unit_id) == (MessageKind.ALERT, units[0].id)
    assert told.address == "co@laichau.example"
    assert f"/results/{publication.wave.slug}/1/C1" in told.words.text
    assert "bản đính chính" not in told.words.text
    assert "Xã Có" in told.words.subject


def test_of_a_correction_it_is_told_why(mail, units):
    publication = publish(units)
    make_published(publication.period, correction="Sửa lỗi nhập phiếu giấy")

    texts = [content.unseal(Channel.EMAIL, m.sealed).words.text for m in messages()]
    words = "bản đính chính số 2: Sửa lỗi nhập phiếu giấy"
    assert sorted(words in text for text in texts) == [False, True]


def test_nobody_is_told_of_invented_results_or_without_a_server(
    units, mail, app, monkeypatch
):
    publish(units, illustrative=True)
    monkeypatch.setitem(app.config, "MAIL_SERVER", None)
    publish(units)
    assert messages() == []


def test_the_news_does_not_silence_the_alarm_about_a_kiosk(mail, units):
    publish(units)
    assert not jobs._was_told_today(units[0])

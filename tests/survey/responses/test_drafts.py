from datetime import timedelta
from uuid import uuid4

import msgspec
from sqlalchemy import func, select

from survey import clock
from survey.database import session, transaction
from survey.responses import drafts
from survey.responses.drafts import Content
from survey.responses.models import Draft

FORM = "wave/unit"


def begin(**values):
    content = Content(**{"uuid": uuid4(), "language": "vi"} | values)
    with transaction():
        return drafts.begin(content, FORM), content


def count_drafts() -> int:
    return session().scalar(select(func.count()).select_from(Draft))


def test_a_draft_comes_back_whole(app):
    key, content = begin(answers={"a": 5, "b": (1, 3), "c": "Hẹn lại"}, counter=3)

    assert drafts.find(key, FORM) == content


def test_a_draft_cannot_be_read_without_its_key(app):
    key, content = begin(answers={"c": "mật khẩu tuyệt đối"})
    row = session().scalars(select(Draft)).one()

    kept = row.sealed + row.key_tag

    assert b"tuy" not in kept
    assert content.uuid.bytes not in kept
    assert str(content.uuid).encode() not in kept
    assert key not in kept


def test_a_draft_of_one_form_does_not_open_another(app):
    key, _ = begin()

    assert drafts.find(key, "wave/other") is None


def test_a_wrong_key_finds_nothing(app):
    begin()

    assert drafts.find(b"", FORM) is None
    assert drafts.find(b"\x00" * 32, FORM) is None


def test_what_is_saved_replaces_what_was_there(app):
    key, content = begin(answers={"a": 5})
    newer = msgspec.structs.replace(content, answers={"a": 1})

    with transaction():
        drafts.save(key, newer, FORM)

    assert drafts.find(key, FORM) == newer
    assert count_drafts() == 1


def test_a_discarded_draft_is_gone(app):
    key, _ = begin()

    with transaction():
        drafts.discard(key)

    assert count_drafts() == 0


def test_a_draft_does_not_say_when_it_was_begun(app):
    begin()

    expires_at = session().scalars(select(Draft.expires_at)).one()

    assert (expires_at.minute, expires_at.second, expires_at.microsecond) == (0, 0, 0)
    assert timedelta(hours=23) <= expires_at - clock.now() <= timedelta(hours=24)


def test_a_draft_ends_within_a_day(app, set_clock):
    key, _ = begin()

    set_clock(clock.today() + timedelta(days=1), hour=12)
    found = drafts.find(key, FORM)
    with transaction():
        drafts.sweep()

    assert found is None
    assert count_drafts() == 0


def test_a_live_draft_is_not_swept(app):
    key, content = begin()

    with transaction():
        drafts.sweep()

    assert drafts.find(key, FORM) == content

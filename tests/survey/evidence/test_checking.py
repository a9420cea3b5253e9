import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from survey import keys
from survey.audit.service import record
from survey.database import session, transaction
from survey.evidence import checking, jobs, roots
from survey.evidence.errors import EvidenceBroken, NoSigningKey
from survey.evidence.models import DailyRoot
from survey.responses.models import Response
from tests.survey.evidence.world import NIGHT, make_world, sign, unguard
from tests.survey.results.factories import rated, respond


def test_what_was_signed_stands(app):
    make_world()
    sign()

    assert checking.find_faults() == []
    assert jobs.check(NIGHT)


def test_a_day_is_signed_once(app):
    make_world()

    assert sign() == sign()
    assert len(roots.list_roots()) == 1


def test_each_document_names_the_one_before(app):
    make_world()
    sign()
    sign(NIGHT + timedelta(days=1))

    newest, first = roots.list_roots()
    assert roots.contents_of(newest)["previous"] == first.digest
    assert roots.contents_of(first)["previous"] == roots.FIRST


def test_what_is_released_after_signing_is_no_fault(app):
    wave = make_world()
    sign()
    respond(wave.units[0], wave.periods[1], rated(4))
    with transaction():
        record("job:release.nightly", "release.run", f"wave:{wave.slug}")

    assert checking.find_faults() == []


def test_what_came_in_without_a_release_is_a_fault(app):
    wave = make_world()
    sign()
    respond(wave.units[0], wave.periods[1], rated(4))

    with pytest.raises(EvidenceBroken) as found:
        jobs.check(NIGHT)

    assert f"{wave.slug}/2" in str(found.value)


def test_nothing_comes_into_a_closed_period_even_with_a_release(app):
    wave = make_world()
    sign()
    closed, opened = wave.periods
    with transaction():
        unguard()
        moved = session().scalar(
            select(Response.id).where(Response.period_id == opened.id).limit(1)
        )
        session().execute(
            update(Response)
            .where(Response.id == moved)
            .values(period_id=closed.id)
            .execution_options(synchronize_session=False)
        )
        record("job:release.nightly", "release.run", f"wave:{wave.slug}")

    [fault] = checking.find_faults()
    assert f"{wave.slug}/1" in fault


def test_few_of_a_channel_are_not_told_apart(app):
    make_world()
    sign()

    told = roots.contents_of(roots.list_roots()[0])["answers_of_closed_periods"]
    assert told == {"phone": 12}


def test_the_documents_hold_neither_units_nor_answers(app):
    wave = make_world()
    sign()

    document = json.loads(roots.list_roots()[0].document)
    assert set(document["partitions"]) == {f"{wave.slug}/1", f"{wave.slug}/2"}
    assert set(document["partitions"][f"{wave.slug}/1"]) == {"closed", "root"}


@pytest.mark.parametrize(
    "statement", [update(DailyRoot).values(digest="x"), delete(DailyRoot)]
)
def test_the_database_lets_nobody_change_a_signed_day(app, statement):
    make_world()
    sign()

    with pytest.raises(DBAPIError, match="never changed"), transaction():
        session().execute(statement)


def test_without_its_key_nothing_is_signed(app, tmp_path, monkeypatch):
    keys.make_keys(tmp_path)
    (tmp_path / "evidence.key").unlink()
    monkeypatch.setitem(app.config, "KEYS_DIR", tmp_path)

    with pytest.raises(NoSigningKey):
        sign()

    assert roots.list_roots() == []


def test_the_commands_say_what_they_found(cli, tmp_path):
    make_world()

    signed = cli.invoke(args=["evidence", "sign"])
    verified = cli.invoke(args=["evidence", "verify"])
    cli.invoke(args=["evidence", "export", str(tmp_path / "days.json")])

    [day] = json.loads((tmp_path / "days.json").read_text("utf-8"))
    assert day["digest"] in signed.output
    assert day["digest"] in verified.output
    assert verified.exit_code == 0
    with transaction():
        unguard()
        session().execute(text("UPDATE audit_entry SET actor = 'x' WHERE seq = 2"))
    broken = cli.invoke(args=["evidence", "verify"])
    assert broken.exit_code == 1

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from survey.database import engine, session, transaction
from survey.release import service
from survey.release.cleaning import erase_traces
from tests.survey.release.tables import inbox, make_impatient
from tests.survey.responses.factories import DAY, send_many


def release(wave) -> None:
    with transaction():
        service.release(wave, DAY)
    session().rollback()


@pytest.fixture
def files(app) -> list[Path]:
    if engine().dialect.name != "sqlite":
        pytest.skip("looks into the files of SQLite")
    path = Path(make_url(app.config["DATABASE_URL"]).database)
    return [path, path.with_name(f"{path.name}-wal")]


def test_nothing_of_the_inbox_is_left_in_the_files(wave, files):
    send_many(wave, 10)
    keys = [row.key for row in inbox()]
    release(wave)

    assert erase_traces()

    left = b"".join(path.read_bytes() for path in files)
    assert not [key for key in keys if key in left]
    assert files[1].stat().st_size == 0


def test_what_waits_is_still_there_afterwards(wave):
    send_many(wave, 4)
    release(wave)

    assert erase_traces()
    assert len(inbox()) == 4


def test_the_inbox_shrinks_to_nothing(wave):
    if engine().dialect.name != "postgresql":
        pytest.skip("asks PostgreSQL for the size of a table")
    send_many(wave, 10)
    release(wave)

    assert erase_traces()

    size = session().scalar(text("SELECT pg_relation_size('inbox')"))
    assert size == 0


def test_a_busy_database_puts_the_cleaning_off(wave, files):
    send_many(wave, 10)
    release(wave)
    make_impatient()

    with engine().connect().execution_options(writes=True) as writer, writer.begin():
        make_impatient()
        while_writing = erase_traces()
    with engine().connect() as reader:
        reader.execute(text("SELECT count(*) FROM inbox"))
        make_impatient()
        while_reading = erase_traces()

    assert (while_writing, while_reading) == (False, False)
    assert erase_traces()

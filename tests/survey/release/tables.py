"""What lies in the tables, for tests to look at."""

from sqlalchemy import func, select

from survey.database import Base, engine, session
from survey.release.models import ClusterLabel
from survey.responses.models import Answer, Comment, InboxRow, Response

RELEASED = (Response, Answer, Comment)


def count(model: type[Base]) -> int:
    session().rollback()
    return session().scalar(select(func.count()).select_from(model)) or 0


def inbox() -> list[InboxRow]:
    return list(session().scalars(select(InboxRow)))


def responses() -> list[Response]:
    return list(session().scalars(select(Response).order_by(Response.id)))


def labels() -> list[ClusterLabel]:
    return list(session().scalars(select(ClusterLabel)))


def released_words() -> str:
    """Return every value of the released tables, as one text to search."""
    values = [
        value
        for model in RELEASED
        for row in session().execute(select(*model.__table__.columns))
        for value in row
    ]
    return "\n".join(str(value) for value in values)


def make_impatient() -> None:
    """Let the connection that the pool hands out next wait for nobody."""
    with engine().connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=1")

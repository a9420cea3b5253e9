"""Whether the platform may take answers right now."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from survey import schema
from survey.database import engine, session


def find_illness() -> str | None:
    """Return why answers could not be kept, or nothing when all is well."""
    try:
        session().execute(text("SELECT 1"))
        if not schema.is_current(engine()):
            return "the database stands at another revision of the schema"
    except SQLAlchemyError:
        return "the database does not answer"
    return None

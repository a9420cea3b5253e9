from sqlalchemy import select

from survey.agencies.models import Unit, UnitKind
from survey.database import session

# The words a questionnaire leaves open, by the kind of commune.
COMMUNE_WORDS = {
    "vi": {"Xã": "xã", "Phường": "phường", "Đặc khu": "đặc khu"},
    "en": {"Xã": "commune", "Phường": "ward", "Đặc khu": "special zone"},
}
NEIGHBOURHOODS = {
    "vi": {"Phường": "tổ dân phố"},
    "en": {"Phường": "residential group"},
}


def find_unit(code: str) -> Unit | None:
    """Return the unit with this code, or nothing."""
    return session().scalar(select(Unit).where(Unit.code == code))


def list_units(kind: UnitKind | None = None, parent: Unit | None = None) -> list[Unit]:
    """Return units by name, of one kind and below one parent where given."""
    statement = select(Unit).order_by(Unit.name, Unit.id)
    if kind is not None:
        statement = statement.where(Unit.kind == kind)
    if parent is not None:
        statement = statement.where(Unit.parent_id == parent.id)
    return list(session().scalars(statement))


def slots_of(unit: Unit, language: str) -> dict[str, str]:
    """Return the words that a questionnaire leaves open, for this unit."""
    spoken = language if language in COMMUNE_WORDS else "vi"
    prefix = next(
        (word for word in COMMUNE_WORDS[spoken] if unit.name.startswith(word)), "Xã"
    )
    commune = COMMUNE_WORDS[spoken][prefix]
    if spoken == "en":
        return {
            "commune": commune,
            "province": "province",
            "loudspeaker": f"{commune} loudspeakers",
            "neighbourhood": NEIGHBOURHOODS["en"].get(prefix, "village"),
            "service_point": "Public Administration Service Centre",
        }
    return {
        "commune": commune,
        "province": "tỉnh",
        "loudspeaker": f"loa phát thanh {commune}",
        "neighbourhood": NEIGHBOURHOODS["vi"].get(prefix, "thôn, bản"),
        "service_point": "Trung tâm Phục vụ hành chính công",
    }

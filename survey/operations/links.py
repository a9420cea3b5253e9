"""The three addresses that `make run` prints."""

from collections.abc import Iterator

from flask import current_app

from survey import clock
from survey.agencies.models import UnitKind
from survey.waves import service as waves


def list_links() -> Iterator[tuple[str, str]]:
    """Yield label and address of what a newcomer looks at first."""
    yield "phone", _address(_phone_path())
    yield "results", _address("/results/")
    yield "staff", _address("/staff/")


def _phone_path() -> str:
    for wave in waves.list_open_waves():
        if wave.instrument_version.instrument != "five_factor_service":
            continue
        if wave.opens_on > clock.today():  # the next wave is opened ahead of its day
            continue
        for unit in wave.units:
            if unit.kind is UnitKind.COMMUNE:
                return f"/rate/{wave.slug}/{unit.code}/"
    return "/rate/"


def _address(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"

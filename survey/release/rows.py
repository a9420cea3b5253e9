"""A submission taken apart: its codes in one place, its words in another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires import (
    Answer,
    Instrument,
    ItemType,
    asked_items,
    stored_answers,
)
from survey.responses.body import read_answers_of
from survey.responses.models import InboxRow
from survey.waves.models import Period, Wave

Row = dict[str, Any]

# A flag of a response: somebody walked away before the end.
PARTIAL = "partial"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where released answers belong, and what their questionnaire is."""

    wave: Wave
    period: Period
    stratum: str
    instrument: Instrument
    item_ids: Mapping[str, int]


def response_row(waiting: InboxRow, place: Place, cluster: str, number: int) -> Row:
    """Return the response: without UUID, device, day, hour or counter."""
    answers = read_answers_of(waiting.body)
    return {
        "wave_id": place.wave.id,
        "id": number,
        "instrument_version_id": place.wave.instrument_version_id,
        "unit_id": waiting.unit_id,
        "period_id": place.period.id,
        "service_field": _service_field(place.instrument, answers),
        "channel": waiting.channel,
        "proof": waiting.proof,
        "language": waiting.language,
        "stratum": place.stratum,
        "cluster": cluster,
        "base_weight": 1.0,
        "flags": PARTIAL if waiting.partial else "",
    }


def answer_rows(waiting: InboxRow, place: Place, number: int) -> list[Row]:
    """Return a row for each stored item that has a code."""
    codes = stored_answers(place.instrument, read_answers_of(waiting.body))
    return [
        {
            "wave_id": place.wave.id,
            "response_id": number,
            "item_id": place.item_ids[name],
            "code": code,
        }
        for name, code in codes.items()
    ]


def comment_rows(waiting: InboxRow, place: Place) -> list[Row]:
    """Return the free text of a submission, cut from its response."""
    answers = read_answers_of(waiting.body)
    return [
        {
            "wave_id": place.wave.id,
            "unit_id": waiting.unit_id,
            "asked_as": item.id,
            "words": answers[item.id],
        }
        for item in asked_items(place.instrument, answers)
        if item.type is ItemType.TEXT and item.id in answers
    ]


def _service_field(instrument: Instrument, answers: Mapping[str, Answer]) -> int | None:
    for item in instrument.items():
        code = answers.get(item.id)
        if item.role == "service_field" and isinstance(code, int):
            return code
    return None

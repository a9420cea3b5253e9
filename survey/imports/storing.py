"""Writes rows in an order that says nothing about the file they came from."""

import secrets
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from questionnaires import StoredItem
from survey.agencies.service import find_unit
from survey.database import session
from survey.imports.mapping import Mapping
from survey.imports.rows import NOTHING, Rows
from survey.instruments.service import item_ids
from survey.keys import readable
from survey.release.identifiers import fresh_ids
from survey.responses.models import Answer, Channel, Comment, Response
from survey.waves.models import Wave

AT_ONCE = 2_000
"""How many responses are written in one statement."""

LABEL_BYTES = 10
LABEL_LENGTH = 16

Values = dict[str, object]


def store_rows(
    wave: Wave, mapping: Mapping, rows: Rows, *, advance: Callable[[int], None]
) -> None:
    """Write all responses and answers of the wave, shuffled."""
    order = list(range(len(rows)))
    secrets.SystemRandom().shuffle(order)
    pairs = zip(fresh_ids(len(rows), _none_taken), order, strict=True)
    writer = _Writer(wave, mapping, rows)
    while batch := list(islice(pairs, AT_ONCE)):
        _insert(Response, [writer.response(key, row) for key, row in batch])
        _insert(
            Answer,
            [answer for key, row in batch for answer in writer.answers(key, row)],
        )
        advance(len(batch))


def store_texts(wave: Wave, rows: Rows) -> None:
    """Write all free text as comments, cut from the responses and shuffled."""
    units = _unit_ids(rows)
    texts = list(rows.texts)
    secrets.SystemRandom().shuffle(texts)
    comments: list[Values] = [
        {
            "id": key,
            "wave_id": wave.id,
            "unit_id": units[text.unit],
            "asked_as": text.item_id,
            "words": text.words,
        }
        for key, text in zip(fresh_ids(len(texts), _none_taken), texts, strict=True)
    ]
    _insert(Comment, comments)


def _none_taken(_drawn: Collection[int]) -> Collection[int]:
    # Numbers of responses are the wave's own, and this wave is new; a comment
    # that met its twin in 63 random bits would be refused by its key.
    return ()


class _Writer:
    """Makes the values of the stored rows from the arrays."""

    def __init__(self, wave: Wave, mapping: Mapping, rows: Rows) -> None:
        self._wave = wave
        self._mapping = mapping
        self._rows = rows
        ids = item_ids(wave.instrument_version_id)
        self._items = [ids[column.code] for column in rows.columns]
        by_code = _unit_ids(rows)
        self._units = [by_code[code] for code in rows.units.words]
        self._periods = [period.id for period in wave.periods]
        # What a cluster was called in the file may lead to a street.
        self._clusters = [_random_label() for _ in rows.clusters.words]
        self._field = _service_field(mapping, rows.columns)

    def response(self, key: int, row: int) -> Values:
        rows = self._rows
        cluster = rows.cluster_of[row]
        field = rows.codes_of(row)[self._field] if self._field is not None else -1
        return {
            "wave_id": self._wave.id,
            "id": key,
            "instrument_version_id": self._wave.instrument_version_id,
            "unit_id": self._units[rows.unit_of[row]],
            "period_id": self._periods[rows.period_of[row]],
            "service_field": field if field >= 0 else None,
            "channel": Channel.IMPORTED.value,
            "language": self._mapping.language,
            "stratum": rows.strata.words[rows.stratum_of[row]],
            "cluster": None if cluster == NOTHING else self._clusters[cluster],
            "base_weight": rows.weight_of[row],
            "flags": "",
        }

    def answers(self, key: int, row: int) -> Iterator[Values]:
        for item_id, code in zip(self._items, self._rows.codes_of(row), strict=True):
            if code != NOTHING:
                yield {
                    "wave_id": self._wave.id,
                    "response_id": key,
                    "item_id": item_id,
                    "code": code,
                }


def _insert(model: type[Response | Answer | Comment], values: list[Values]) -> None:
    if not values:
        return
    connection = session().connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, model.__tablename__, values)
    else:
        connection.execute(insert(model), values)


def _copy(connection: Connection, table: str, values: list[Values]) -> None:
    """Write the rows by PostgreSQL's own way for many."""
    statement = f"COPY {table} ({', '.join(values[0])}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(tuple(row.values()))


def _unit_ids(rows: Rows) -> dict[str, int]:
    units = {code: find_unit(code) for code in rows.units.words}
    return {code: unit.id for code, unit in units.items() if unit is not None}


def _random_label() -> str:
    return readable(secrets.token_bytes(LABEL_BYTES), LABEL_LENGTH)


def _service_field(mapping: Mapping, columns: tuple[StoredItem, ...]) -> int | None:
    for number, column in enumerate(columns):
        if mapping.instrument.item(column.item_id).role == "service_field":
            return number
    return None

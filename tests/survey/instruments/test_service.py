from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from questionnaires import content_hash, load_instrument, to_document
from survey.database import session, transaction
from survey.instruments import service
from survey.instruments.errors import VersionIsFrozen
from survey.instruments.models import InstrumentVersion, Item
from tests.factories import INSTRUMENTS, make_instrument

QUICK = INSTRUMENTS / "quick_counter" / "v1.yaml"


def test_a_published_instrument_comes_back_as_it_was(app):
    version = make_instrument("sipas_2026")
    written = load_instrument(INSTRUMENTS / "sipas_2026" / "v1.yaml")

    read = service.get_instrument(version.id)

    assert (read.pages, read.tree, read.measures) == (
        written.pages,
        written.tree,
        written.measures,
    )
    assert content_hash(to_document(read)) == version.content_hash


def test_publishing_twice_changes_nothing(app):
    first, second = make_instrument(), make_instrument()

    assert first.id == second.id
    assert len(service.list_versions()) == 1


def test_a_published_version_keeps_its_content(app):
    make_instrument("quick_counter")
    changed = replace(load_instrument(QUICK), minutes=9)

    with pytest.raises(VersionIsFrozen, match="quick_counter"), transaction():
        service.publish(changed)


def test_the_next_version_stands_beside_the_first(app):
    make_instrument("quick_counter")
    with transaction():
        service.publish(replace(load_instrument(QUICK), version=2, minutes=9))

    assert service.find_version("quick_counter").version == 2
    assert service.find_version("quick_counter", 1).version == 1
    assert service.find_version("quick_counter", 3) is None


def test_every_option_of_a_multiple_choice_is_an_item(app):
    version = make_instrument("quick_counter")

    ids = service.item_ids(version.id)

    assert len(set(ids.values())) == len(ids)
    assert {item.code for item in version.items} == set(ids)
    assert any(item.option is not None for item in version.items)


@pytest.mark.parametrize(
    "statement",
    [
        update(InstrumentVersion).values(version=7),
        delete(InstrumentVersion),
        update(Item).values(code="khac"),
        delete(Item),
    ],
)
def test_the_database_refuses_to_change_what_is_published(app, statement):
    make_instrument("quick_counter")

    with pytest.raises(IntegrityError, match="never changed"), transaction():
        session().execute(statement)

    assert session().scalar(select(InstrumentVersion.version)) == 1

"""How a walk of all routes finds addresses, and stands on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import sessionmaker
from werkzeug.routing import IntegerConverter, Rule

from survey.database import make_engine
from tests.access.doors import Door
from tests.access.place import Place

# What an address names where the place holds nothing of the kind.
NO_NUMBER, NO_NAME = 9_876, "nothing"


@contextmanager
def on_database(app: Flask, path: Path) -> Iterator[None]:
    engine = make_engine(f"sqlite:///{path}")
    app.config["DATABASE_URL"] = f"sqlite:///{path}"
    app.extensions["engine"] = engine
    app.extensions["sessionmaker"] = sessionmaker(engine)
    with app.app_context():
        yield
    engine.dispose()


def walked_methods(door: Door) -> list[str]:
    """Return the methods of a door, with those that Flask adds."""
    return sorted(door.methods | {"OPTIONS"})


def address(app: Flask, place: Place, door: Door) -> str:
    rule = next(r for r in app.url_map.iter_rules() if r.rule == door.rule)
    values = {name: value_of(place, rule, name) for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def value_of(place: Place, rule: Rule, name: str) -> object:
    known = place.shared | place.of_unit
    room = rule.endpoint.partition(".")[0]
    missing = (
        NO_NUMBER if isinstance(rule._converters[name], IntegerConverter) else NO_NAME
    )
    names = (f"{rule.endpoint}.{name}", f"{room}.{name}", name)
    return next((known[one] for one in names if one in known), missing)

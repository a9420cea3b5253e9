"""What may stand in an address; anything else is a page that does not exist."""

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

LARGEST = 2**31 - 1  # no database takes offence at it


class Number(IntegerConverter):
    """A whole number that every database can look up."""

    def to_python(self, value: str) -> int:
        number: int = super().to_python(value)
        if number > LARGEST:
            raise ValidationError
        return number


class Text(UnicodeConverter):
    """A piece of text without control characters: PostgreSQL refuses NUL."""

    def to_python(self, value: str) -> str:
        if not value.isprintable():
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Read the addresses of all rooms that way; call it before they open."""
    app.url_map.converters.update(default=Text, string=Text, int=Number)

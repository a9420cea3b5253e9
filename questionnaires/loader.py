"""Reads an instrument from its YAML file: bytes, plain data, schema, checks, model."""

from pathlib import Path

from questionnaires.document import read_document
from questionnaires.errors import InstrumentError
from questionnaires.model import Instrument
from questionnaires.source import read_source

INSTRUMENTS = Path(__file__).parent / "instruments"
"""Where the shipped instruments lie: a folder each, a file per version."""


def load_instrument(path: Path) -> Instrument:
    """Return the instrument that the YAML file at `path` describes.

    All problems are reported together, each with its line and place, so that an
    author mends the file in one go.

    Raises
    ------
    InstrumentError
        If the file cannot be read, is not YAML, breaks the schema or fails a check.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        problem = f"cannot read the file: {error.strerror or error}"
        raise InstrumentError(str(path), [problem]) from error
    return parse_instrument(source, str(path))


def parse_instrument(source: bytes, name: str) -> Instrument:
    """Return the instrument in these bytes; `name` stands in what an error says.

    Raises
    ------
    InstrumentError
        And nothing else, whatever the bytes are.
    """
    read = read_source(source, name)
    return read_document(read.document, name, read.lines)

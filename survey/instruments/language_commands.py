"""Commands that give a published questionnaire further languages and voices."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from questionnaires import Instrument, InstrumentError, read_translation, texts_of
from survey.audit.service import record as log
from survey.database import transaction
from survey.instruments import recordings, texts
from survey.instruments.errors import InstrumentRefused, RecordingsRefused
from survey.instruments.models import InstrumentVersion
from survey.languages import KNOWN, VIETNAMESE

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGE = click.Choice(list(KNOWN))


def add_to(cli: click.Group) -> None:
    """Add the commands of this module to the room's group."""
    for command in (translate, untranslated, record, unrecorded):
        cli.add_command(command)


def _of_a_version(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command name a questionnaire, and its version where not the newest."""
    command = click.option("--version", type=int, help="The newest by default.")(
        command
    )
    return click.option("--instrument", required=True, help="Its id.")(command)


@click.command("translate")
@click.argument("path", metavar="FILE", type=FILE)
def translate(path: Path) -> None:
    """Load the translation FILE, in the place of the one before it."""
    try:
        translation = read_translation(path.read_bytes(), str(path))
        with transaction():
            version = texts.translate(translation)
            log(
                "command:instruments translate",
                "instrument.translate",
                f"instrument:{version.instrument}/{version.version}",
                language=translation.language,
                texts=len(translation.texts),
            )
    except InstrumentError as error:
        raise _problems(error.problems, path) from error
    except InstrumentRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    left = texts.untranslated(texts.text_in(version.id), translation.language)
    click.echo(f"{len(translation.texts)} sentences, {len(left)} left in Vietnamese.")


@click.command("untranslated")
@_of_a_version
@click.option("--language", "code", type=LANGUAGE, required=True)
def untranslated(instrument: str, version: int | None, code: str) -> None:
    """Print what has no words yet, as a file to fill in for `translate`."""
    speaking = texts.text_in(_get_version(instrument, version).id)
    for line in _template(speaking, code):
        click.echo(line)


def _template(instrument: Instrument, code: str) -> Iterator[str]:
    yield f"instrument: {instrument.id}"
    yield f"version: {instrument.version}"
    yield f"language: {code}"
    yield "texts:"
    originals = texts_of(instrument)
    for key, text in originals.items():
        original = text.get(VIETNAMESE) or next(iter(text.values()))
        yield from (f"  # {line}" for line in original.splitlines())
        words = text.get(code, "")
        yield f"  {key}: {_quoted(words)}" if words else f"  {key}:"


def _quoted(words: str) -> str:
    return (
        '"' + words.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"'
    )


@click.command("record")
@click.argument("folder", type=FOLDER)
@_of_a_version
@click.option("--language", "code", type=LANGUAGE, required=True)
def record(folder: Path, instrument: str, version: int | None, code: str) -> None:
    """Take in the recordings of FOLDER: `<item>.mp3`, `<item>.<code>.mp3`."""
    found = _get_version(instrument, version)
    try:
        with transaction():
            count = recordings.record_folder(folder, found, code)
            log(
                "command:instruments record",
                "instrument.record",
                f"instrument:{found.instrument}/{found.version}",
                language=code,
                recordings=count,
            )
    except RecordingsRefused as refusal:
        raise _problems(refusal.problems, folder) from refusal
    left = recordings.unrecorded(found.id, code)
    click.echo(f"{count} recordings, {len(left)} questions and answers without one.")


@click.command("unrecorded")
@_of_a_version
@click.option("--language", "code", type=LANGUAGE, required=True)
def unrecorded(instrument: str, version: int | None, code: str) -> None:
    """List what nobody has read aloud, by the name its file would have."""
    found = _get_version(instrument, version)
    for item, answer in recordings.unrecorded(found.id, code):
        click.echo(f"{item}.{answer}" if answer else item)


def _get_version(instrument: str, version: int | None) -> InstrumentVersion:
    try:
        return texts.get_version(instrument, version)
    except InstrumentRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _problems(problems: list[str], path: Path) -> click.ClickException:
    click.echo("\n".join(problems), err=True)
    return click.ClickException(f"{path}: {len(problems)} problems; nothing was loaded")

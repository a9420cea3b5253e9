"""The files of a publication: made once it has appeared, and kept as they are."""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from sqlalchemy import select

from survey.database import session
from survey.results.archive.document import Json, document
from survey.results.file_models import PublicationFile
from survey.results.models import Publication, PublicationState
from survey.spreadsheets import BYTE_ORDER_MARK, harmless

DATA, TABLE = "data.json", "data.csv"
NAMES = (DATA, TABLE)
COLUMNS = (
    "unit_code",
    "unit",
    "measure",
    "subject",
    "number",
    "title",
    "n",
    "value",
    "low",
    "high",
    "withheld",
)
ILLUSTRATIVE = "DỮ LIỆU MINH HOẠ"


def keep_files(publication: Publication) -> None:
    """Make the files of a publication that has appeared."""
    whole = document(publication)
    written = {DATA: as_json(whole), TABLE: as_csv(whole)}
    for name, text in written.items():
        content = text.encode("utf-8")
        session().add(
            PublicationFile(
                publication_id=publication.id,
                name=name,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                compressed=gzip.compress(content, mtime=0),
            )
        )
    session().flush()


def without_files() -> Sequence[Publication]:
    """Return what has appeared and has no files yet."""
    kept = select(PublicationFile.publication_id)
    statement = select(Publication).where(
        Publication.state == PublicationState.PUBLISHED, Publication.id.not_in(kept)
    )
    return session().scalars(statement.order_by(Publication.id)).all()


def find_file(publication: Publication, name: str) -> PublicationFile | None:
    """Return a file of a publication, or nothing."""
    return session().get(PublicationFile, (publication.id, name))


def content_of(file: PublicationFile) -> bytes:
    """Return the bytes as they are downloaded; their hash is that of the row."""
    return gzip.decompress(file.compressed)


def as_json(whole: Json) -> str:
    """Return the document as text, always in the same order."""
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_csv(whole: Json) -> str:
    """Return the figures as lines for spreadsheets, one for each unit and subject."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if whole["illustrative"]:
        writer.writerow([ILLUSTRATIVE])
    lines = [target["share"] for target in whole["targets"]]
    writer.writerow([*COLUMNS, *(f"verdict_{line:g}" for line in lines)])
    for row in _rows(whole, lines):
        writer.writerow([harmless(cell) for cell in row])
    return BYTE_ORDER_MARK + text.getvalue()


def _rows(whole: Json, lines: Sequence[float]) -> Iterator[list[str]]:
    titles = {(each["measure"], each["subject"]): each for each in whole["subjects"]}
    everybody = {"code": "*", "name": "*", "figures": whole["all_units"]}
    for unit in (everybody, *whole["units"]):
        for figure in unit["figures"]:
            subject = titles[figure["measure"], figure["subject"]]
            verdicts = {v["target"]: v["verdict_in_list"] for v in figure["verdicts"]}
            cells: list[Any] = [
                unit["code"],
                unit["name"],
                figure["measure"],
                figure["subject"],
                subject["number"],
                subject["title"],
                figure["n_band"] if figure["n"] is None else figure["n"],
                figure["value"],
                figure["low"],
                figure["high"],
                figure["withheld"],
                *(verdicts.get(line) for line in lines),
            ]
            yield ["" if cell is None else str(cell) for cell in cells]

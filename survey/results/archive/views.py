"""Open data for everybody, and the archive of all that ever appeared."""

from flask import abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from survey.accounts.access import public
from survey.database import session
from survey.results import publications, reading
from survey.results.archive import files
from survey.results.blueprint import bp, get_publication
from survey.results.file_models import PublicationFile

TYPES = {files.DATA: "application/json", files.TABLE: "text/csv; charset=utf-8"}


@bp.get("/<wave_slug>/<int(max=9999):period>/data.json")
@public
def data_json(wave_slug: str, period: int) -> ResponseReturnValue:
    """Give all figures of a publication, byte for byte as they appeared."""
    return _give(wave_slug, period, files.DATA)


@bp.get("/<wave_slug>/<int(max=9999):period>/data.csv")
@public
def data_csv(wave_slug: str, period: int) -> ResponseReturnValue:
    """Give them as a table for spreadsheets, as it appeared."""
    return _give(wave_slug, period, files.TABLE)


def _give(wave_slug: str, period: int, name: str) -> ResponseReturnValue:
    publication = get_publication(wave_slug, period)
    file = files.find_file(publication, name)
    if file is None:
        abort(404)
    answer = make_response(files.content_of(file))
    answer.content_type = TYPES[name]
    answer.set_etag(file.sha256)
    stem = f"{wave_slug}-{period}-v{publication.version}"
    if publication.wave.illustrative:
        stem = f"minh-hoa-{stem}"
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{stem}-{name}"'  # slugs are ASCII
    )
    return answer.make_conditional(request)


@bp.get("/archive")
@public
def archive() -> ResponseReturnValue:
    """List all that was ever published, old versions too, with the files' hashes."""
    published = publications.list_published()
    kept: dict[int, list[PublicationFile]] = {}
    for file in session().scalars(
        select(PublicationFile).order_by(PublicationFile.name.desc())
    ):
        kept.setdefault(file.publication_id, []).append(file)
    return render_template(
        "results/archive.html",
        listed=[(reading.head(one), kept.get(one.id, [])) for one in published],
        illustrative=False,
    )

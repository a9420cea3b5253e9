from flask import Blueprint, abort

from survey.accounts.access import get_current_account
from survey.accounts.service import actor
from survey.audit.service import record
from survey.results import publications
from survey.results.models import Publication

bp = Blueprint(
    "publications",
    __name__,
    url_prefix="/staff/publications",
    template_folder="templates",
)


def get_publication(publication_id: int) -> Publication:
    """Return the publication with this id, draft or not, or end with a 404 page."""
    publication = publications.find(publication_id)
    if publication is None:
        abort(404)
    return publication


def record_act(act: str, publication: Publication) -> None:
    """Write down what whoever is signed in did with a publication."""
    record(
        actor(get_current_account()),
        act,
        f"publication:{publication.id}",
        wave=publication.wave.slug,
        period=publication.period.number,
        version=publication.version,
    )

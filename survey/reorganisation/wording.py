"""Kinds of units, and what happened to them, in words."""

from collections.abc import Mapping

from survey.agencies.models import UnitKind
from survey.i18n import lazy_gettext as _l

KINDS: Mapping[UnitKind, str] = {
    UnitKind.PROVINCE: _l("Province"),
    UnitKind.DEPARTMENT: _l("Department of the province"),
    UnitKind.COMMUNE: _l("Commune, ward or special zone"),
    UnitKind.VERTICAL: _l("Agency of the central government"),
    UnitKind.OTHER: _l("Other unit"),
}


def unit_kind(kind: UnitKind) -> str:
    """Return what kind of unit this is, in words."""
    return str(KINDS[kind])

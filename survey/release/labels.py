"""Random labels of counter-days: alike for answers of one counter and day."""

import secrets
from datetime import date

from sqlalchemy import delete

from survey.database import session
from survey.release.models import ClusterLabel
from survey.waves.models import Period

LABEL_BYTES = 8


def cluster_of(period: Period, unit_id: int, counter: int | None, day: date) -> str:
    """Return the label of a counter-day, drawn when it is first asked for.

    It is kept while the period is open, because a counter-day may be released
    in several nights.
    """
    key = {
        "wave_id": period.wave_id,
        "unit_id": unit_id,
        "period_id": period.id,
        "counter": counter or 0,
        "day": day,
    }
    known = session().get(ClusterLabel, key)
    if known is not None:
        return known.label
    label = draw_label()
    session().add(ClusterLabel(**key, label=label))
    session().flush()
    return label


def draw_label() -> str:
    """Return a new random label."""
    return secrets.token_hex(LABEL_BYTES)


def forget_labels(period: Period) -> None:
    """Remove what leads from a day of the period to its first label."""
    session().execute(delete(ClusterLabel).where(ClusterLabel.period_id == period.id))

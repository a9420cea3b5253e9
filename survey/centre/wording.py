from survey.i18n import lazy_gettext as _l
from survey.results.showing.moods import Mood

MOODS = {
    Mood.GOOD: _l("good"),
    Mood.LOOK: _l("needs a look"),
    Mood.ALARM: _l("alarm"),
    Mood.FEW: _l("too few forms to say"),
}


def mood_name(mood: Mood) -> str:
    """Return how it stands with a unit, in words."""
    return str(MOODS[mood])

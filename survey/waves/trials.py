"""A trial: the wave with all its screens, for two weeks, and nothing of it counts.

Its answers stay in the inbox: they are never released, no period of it closes, and
the database refuses a publication. Citizens are not led to it; whoever tries it out
has its address. It is marked as illustrative, so that it may be dropped whole.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from survey import clock
from survey.database import session
from survey.waves import preparing, rules, service
from survey.waves.errors import WaveHasNoUnits
from survey.waves.models import Wave, WaveState

LASTS = timedelta(days=13)  # two weeks with the first day
NAME, NAME_EN = "THỬ: {name}", "TRIAL: {name}"


def begin(wave: Wave) -> Wave:
    """Open a trial of a wave today and return it.

    Raises
    ------
    WaveHasNoUnits
        If nobody is rated in the wave yet.
    """
    if not wave.units:
        raise WaveHasNoUnits
    first = clock.today()
    last = first + LASTS
    new = preparing.as_new(wave)
    trial = service.create_wave(
        replace(
            new,
            slug=_free_slug(wave.slug),
            name=NAME.format(name=new.name),
            name_en=NAME_EN.format(name=new.name_en),
            opens_on=first,
            closes_on=last,
            periods=rules.whole(first, last),
            illustrative=False,
            trial=True,
        )
    )
    trial.state = WaveState.OPEN
    session().flush()
    return trial


def _free_slug(slug: str) -> str:
    tried = (f"thu-{number}-{slug}" for number in count(1))
    return next(name for name in tried if service.find_wave(name) is None)

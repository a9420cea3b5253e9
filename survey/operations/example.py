"""The example wave: invented units, whose answers take the real way in.

Every answer is submitted, released, put into batches, tallied, estimated and
published by the same code as a real one; only the clock stands on a day of the
past. Everything is marked, and one command drops it.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

from survey import clock
from survey.accounts import service as accounts
from survey.accounts.models import Account, Role
from survey.agencies.models import Unit, UnitKind
from survey.audit.service import record
from survey.database import session, transaction
from survey.instruments import service as instruments
from survey.operations.example_answers import PLACES, Crowd, Place
from survey.operations.example_removal import remove_illustrations
from survey.release import service as release
from survey.responses import service as responses
from survey.responses.models import Channel
from survey.responses.service import Submission
from survey.results import drafting, publications, reviewing
from survey.waves import service as waves
from survey.waves.models import Period, Wave, WaveKind
from survey.waves.rules import Stretch, monthly
from survey.waves.service import NewWave
from survey.waves.targets import TARGETS

ACTOR = "command:operations install"
SLUG = "vi-du-minh-hoa"
ONE_DAY = timedelta(days=1)
PUBLISHED_AFTER = timedelta(days=5)
DRAFTER, APPROVER = "minhhoa.soan", "minhhoa.duyet"


def make_example(advance: Callable[[int], object] = lambda _answers: None) -> bool:
    """Make the example wave where it is absent; say whether it was made.

    `advance` is told how many answers have come in since it was last told.
    """
    waves.check_may_illustrate()  # before anything is stored
    if is_complete():
        return False
    drop_example()  # what an interrupted earlier run may have left
    stretches = _last_two_months()
    with transaction():  # the log's times run forward: accounts are made today
        drafter, approver = _make_accounts()
    with clock.at(stretches[0].starts_on), transaction():
        wave = _create(stretches)
    for period in wave.periods:
        _fill(wave, period, advance)
        _publish(period, drafter, approver)
    with transaction():
        waves.close_wave(wave)
        _shut_out(drafter, approver)
        record(ACTOR, "example.make", f"wave:{SLUG}")
    return True


def count_answers() -> int:
    """Return how many invented answers there are to be."""
    return sum(sum(place.counts) for place in PLACES)


def is_complete() -> bool:
    """Say whether the example wave is there, with all it publishes."""
    wave = waves.find_wave(SLUG)
    return wave is not None and all(
        publications.versions_of(period) for period in wave.periods
    )


def _last_two_months() -> list[Stretch]:
    last = clock.today().replace(day=1) - timedelta(days=1)
    first = (last.replace(day=1) - timedelta(days=1)).replace(day=1)
    return monthly(first, last)


def _create(stretches: list[Stretch]) -> Wave:
    version = instruments.find_version("five_factor_service")
    if version is None:
        raise LookupError("the five-factor service form is not published")
    wave = waves.create_wave(
        NewWave(
            slug=SLUG,
            name="Đợt minh hoạ: phục vụ tại Bộ phận Một cửa",
            name_en="Illustration: service at the one-stop counter",
            kind=WaveKind.COUNTER,
            instrument_version=version,
            population="Người dân, tổ chức (dữ liệu minh hoạ, không có thật)",
            population_en="People and organisations (illustration, not real)",
            opens_on=stretches[0].starts_on,
            closes_on=stretches[-1].ends_on,
            units=[_unit(number, place) for number, place in enumerate(PLACES, 1)],
            periods=stretches,
            targets=TARGETS,
            illustrative=True,
        )
    )
    waves.open_wave(wave)
    return wave


def _unit(number: int, place: Place) -> Unit:
    unit = Unit(
        code=f"MH{number:02}",
        name=place.name,
        kind=UnitKind.COMMUNE,
        valid_from=date(2025, 7, 1),
        illustrative=True,
    )
    session().add(unit)
    session().flush()
    return unit


def _make_accounts() -> tuple[Account, Account]:
    return (
        accounts.create_account(
            DRAFTER, "Người soạn (minh hoạ)", [Role.DESIGNER], by=ACTOR
        ),
        accounts.create_account(
            APPROVER, "Người duyệt (minh hoạ)", [Role.APPROVER], by=ACTOR
        ),
    )


def _fill(wave: Wave, period: Period, advance: Callable[[int], object]) -> None:
    """Let people come on the days of the period, then close it."""
    instrument = instruments.get_instrument(wave.instrument_version_id)
    crowd = Crowd(instrument, period.number)
    for day, unit, mood, count in _visits(crowd, wave, period):
        with clock.at(day), transaction():
            for _person in range(count):
                _submit(crowd, wave, unit, mood)
        advance(count)
    with clock.at(period.ends_on + ONE_DAY, hour=1), transaction():
        release.close_period(wave, period, clock.today())


def _visits(
    crowd: Crowd, wave: Wave, period: Period
) -> Iterator[tuple[date, Unit, float, int]]:
    """Yield day, unit, mood at that counter and how many answer there."""
    days = (period.ends_on - period.starts_on + ONE_DAY).days
    by_name = {unit.name: unit for unit in wave.units}
    for place in PLACES:
        counts = crowd.draw_days(days, place.counts[period.number - 1])
        for offset in sorted(counts):
            mood = place.mood + crowd.draw_day_mood()
            day = period.starts_on + timedelta(days=offset)
            yield day, by_name[place.name], mood, counts[offset]


def _submit(crowd: Crowd, wave: Wave, unit: Unit, mood: float) -> None:
    responses.submit(
        Submission(
            wave=wave,
            unit=unit,
            uuid=uuid4(),
            answers=crowd.draw_answers(mood),
            language="vi",
            channel=Channel.PHONE,
            day=clock.today(),
        )
    )


def _publish(period: Period, drafter: Account, approver: Account) -> None:
    with clock.at(period.ends_on + PUBLISHED_AFTER), transaction():
        publication = drafting.draft_publication(period, drafter)
        reviewing.submit(publication, drafter)
        publications.approve(publication, approver)


def _shut_out(*invented: Account) -> None:
    for account in invented:
        account.disabled_at = clock.now()


def drop_example() -> int:
    """Remove every illustrative wave and what belongs to it; return how many."""
    with transaction():
        dropped = remove_illustrations()
        invented = [accounts.find_account(name) for name in (DRAFTER, APPROVER)]
        for account in filter(None, invented):
            session().delete(account)
        if dropped:
            record("command:operations drop-example", "example.drop", f"wave:{SLUG}")
    return dropped

"""What is kept for a moment: never older than it may be, never somebody else's."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from survey.database import engine, session, transaction
from survey.responses import at_hand
from survey.waves.models import Wave, WaveState
from tests.factories import make_wave
from tests.survey.responses.factories import DAY, send


@pytest.fixture
def seconds(monkeypatch):
    """A watch that stands still until a test turns it."""
    watch = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(at_hand, "monotonic", lambda: watch.now)
    return watch


@pytest.fixture
def looked_up(monkeypatch):
    """The forms that were looked up in the database."""
    asked: list[str] = []
    real = at_hand.look_for

    def look_for(wave_slug, unit_code):
        asked.append(f"{wave_slug}/{unit_code}")
        return real(wave_slug, unit_code)

    monkeypatch.setattr(at_hand, "look_for", look_for)
    return asked


def find(wave: Wave):
    return at_hand.find_form(wave.slug, wave.units[0].code)


def test_a_form_is_looked_up_once_in_three_seconds(quick, seconds, looked_up):
    find(quick)
    find(quick)
    assert len(looked_up) == 1

    seconds.now += at_hand.KEPT_FOR + 0.1
    find(quick)
    assert len(looked_up) == 2


def test_what_is_at_hand_says_what_the_database_says(quick):
    visit = find(quick)

    assert (visit.wave.id, visit.wave.slug) == (quick.id, quick.slug)
    assert visit.wave not in session()
    assert visit.unit.id == quick.units[0].id
    assert visit.content_hash == quick.instrument_version.content_hash
    assert visit.languages == ["vi", "en"]


def test_a_form_that_is_not_there_may_be_there_a_moment_later(app):
    assert at_hand.find_form("nhanh", "99999") is None

    wave = make_wave(slug="nhanh", instrument="quick_counter")

    assert find(wave) is not None


def test_a_change_of_ours_is_seen_at_once(quick, seconds):
    assert find(quick).wave.keep_partial is False

    with transaction():
        quick.keep_partial = True

    assert find(quick).wave.keep_partial is True


def test_a_change_in_one_statement_is_seen_at_once(quick, seconds):
    assert find(quick).wave.keep_partial is False

    with transaction():
        session().execute(update(Wave).values(keep_partial=True))

    assert find(quick).wave.keep_partial is True


def test_what_was_looked_up_before_a_commit_is_looked_up_again(quick, seconds, app):
    with transaction():
        quick.keep_partial = True
        session().flush()
        with app.app_context():  # somebody else, who does not see it yet
            assert find(quick).wave.keep_partial is False

    assert find(quick).wave.keep_partial is True


def test_answers_that_come_in_do_not_push_anything_away(quick, looked_up, seconds):
    find(quick)
    send(quick)
    find(quick)

    assert len(looked_up) == 1


def test_another_day_looks_again(quick, looked_up, seconds, set_clock):
    find(quick)
    set_clock(DAY + timedelta(days=1))
    find(quick)

    assert len(looked_up) == 2


def test_made_up_addresses_do_not_fill_the_memory(app):
    for number in range(2 * at_hand.MOST):
        at_hand.at_hand(("made up", number), lambda: "a page")

    assert len(at_hand._shelves[engine()]) <= at_hand.MOST


def test_another_database_has_its_own(quick, app, seconds):
    kept = find(quick)

    assert list(at_hand._shelves) == [engine()]
    assert kept.wave.state is WaveState.OPEN

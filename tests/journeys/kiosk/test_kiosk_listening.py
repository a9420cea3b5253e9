"""Who cannot read has the question read aloud, also without a network."""

import wave as waveform
from pathlib import Path

import pytest

from survey.database import transaction
from survey.instruments.recordings import record_folder
from tests.journeys.kiosk.tablet import IDLE_MS
from tests.survey.kiosks.factories import make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RATE = 8000


def make_silence(path: Path, seconds: int) -> None:
    with waveform.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(b"\x80" * RATE * seconds)


@pytest.fixture
def recorded(wave, tmp_path):
    """The question and its best answer were recorded in Vietnamese."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    make_silence(folder / "overall.wav", 2)
    make_silence(folder / "overall.5.wav", 30)
    with transaction():
        record_folder(folder, wave.instrument_version, "vi")


def test_a_question_is_read_without_a_network_and_time_stands_still(
    recorded, new_tablet, kiosk
):
    tablet, page = new_tablet, new_tablet.page
    tablet.enrol(make_code(kiosk))
    tablet.await_worker()
    tablet.go_offline()
    tablet.begin()
    listen = page.locator("#listen").inner_text()

    page.locator("#listen").click()
    page.locator(".row.heard[data-code='5']").wait_for()
    tablet.later(IDLE_MS)
    tablet.sees("question")
    assert page.locator("#listen").inner_text() != listen

    page.locator("#listen").click()
    assert page.locator("#listen").inner_text() == listen
    assert page.locator(".row.heard").count() == 0
    tablet.later(IDLE_MS)
    tablet.sees("still-there")


def test_where_nothing_was_recorded_nothing_is_offered(recorded, new_tablet, kiosk):
    tablet = new_tablet
    tablet.enrol(make_code(kiosk))
    tablet.begin()
    assert tablet.page.locator("#listen").count() == 1

    tablet.page.click("#speak-en")

    tablet.page.locator("html[lang=en]").wait_for()
    assert tablet.page.locator("#listen").count() == 0

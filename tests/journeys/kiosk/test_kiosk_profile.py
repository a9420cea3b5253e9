"""What somebody finds who takes the tablet home and reads its whole disk."""

import os
import secrets
from pathlib import Path

import pytest

from tests.journeys.kiosk.counting import counted
from tests.journeys.kiosk.tablet import Tablet

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# A hundred every day, a thousand in `make kiosk-study`.
CANARIES = int(os.environ.get("KIOSK_CANARIES", "30"))
KEEP_READABLE = """(words) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("readable");
  opening.onupgradeneeded = () => opening.result.createObjectStore("words");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const change = opening.result.transaction("words", "readwrite");
    change.objectStore("words").put({ comment: words }, 1);
    change.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


def test_no_comment_can_be_read_on_the_disk(tablet, wave):
    canaries = [make_canary() for _ in range(CANARIES)]
    tablet.await_worker()
    tablet.go_offline()
    for number, canary in enumerate(canaries):
        type_in(tablet, canary, leave=number % 10 == 9)
    assert len(tablet.records()) == CANARIES - CANARIES // 10
    written = make_canary()
    tablet.page.evaluate(KEEP_READABLE, written)
    tablet.pull_the_plug()

    disk = read_disk(tablet.profile)

    assert is_on(disk, written)  # whoever looks so finds what can be found
    assert is_on(disk, "hailong-kiosk")
    assert [canary for canary in canaries if is_on(disk, canary)] == []

    tablet.switch_on()
    tablet.await_records(0)
    assert counted(wave) == CANARIES - CANARIES // 10


def make_canary() -> str:
    return f"canary{secrets.token_hex(8)}"


def type_in(tablet: Tablet, canary: str, *, leave: bool) -> None:
    """Write the canary as a comment, and send it or walk away from it."""
    tablet.begin()
    tablet.choose(4)
    tablet.page.fill("textarea", f"Góp ý của tôi: {canary}")
    if leave:
        tablet.page.locator("#foot button").first.click()
        tablet.page.locator("#foot button").first.click()
    else:
        tablet.next()
        tablet.sees("thanks")
        tablet.later(4_100)
    tablet.sees("attract")


def read_disk(profile: Path) -> bytes:
    files = (path for path in profile.rglob("*") if path.is_file())
    return b"\0".join(path.read_bytes() for path in files)


def is_on(disk: bytes, words: str) -> bool:
    """Say whether the words stand there, in one of the ways browsers write."""
    return words.encode("utf-8") in disk or words.encode("utf-16-le") in disk

"""The table of units by factors follows its filters; without scripts, by a button."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from survey.waves.models import Wave
from tests.factories import make_unit
from tests.journeys.conftest import served
from tests.survey.results.factories import make_published, make_wave, rated, respond

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def table(installation: Flask) -> Iterator[str]:
    """The address of a table of two units on a real server."""
    wave = _make_wave()
    with served(installation) as origin:
        yield f"{origin}/results/{wave.slug}/2/factors"


def _make_wave() -> Wave:
    units = [make_unit(name=name) for name in ("Xã An", "Xã Bình")]
    wave = make_wave(units, periods=2)
    for period in wave.periods:
        for unit, code in zip(units, (5, 2), strict=True):
            for day in range(4):
                cluster = f"{unit.id}/{period.id}/{day}"
                respond(unit, period, rated(code), times=10, cluster=cluster)
        make_published(period)
    return wave


def names(page: Page) -> list[str]:
    return page.locator("#units tbody th").all_inner_texts()


def test_the_table_follows_what_is_chosen_without_a_new_page(scripted, table):
    scripted.goto(table)
    assert names(scripted) == ["Xã An", "Xã Bình"]
    scripted.evaluate("window.stayed = true")

    scripted.select_option("#order", "lowest")
    expect(scripted.locator("#units tbody th").first).to_have_text("Xã Bình")
    scripted.fill("#q", "binh")
    expect(scripted.locator("#units tbody th")).to_have_count(1)

    assert scripted.evaluate("window.stayed") is True
    assert "order=lowest" in scripted.url
    assert Axe().run(scripted).response["violations"] == []


def test_without_scripts_a_button_does_the_same(phone, table):
    phone.goto(table)
    phone.select_option("#order", "lowest")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Xem").click()
    assert names(phone) == ["Xã Bình", "Xã An"]

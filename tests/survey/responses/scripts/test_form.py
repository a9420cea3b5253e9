"""The browser's way through a form is the server's, whatever was answered."""

import random

import pytest

from questionnaires import (
    Instrument,
    ItemType,
    ProblemKind,
    asked_items,
    read_answers,
)
from survey.database import transaction
from survey.instruments.service import get_instrument, publish
from survey.responses import paging, turning
from tests.factories import make_unit, make_wave
from tests.survey.responses.questionnaires_at_hand import real, small

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    # The database only holds the questionnaire: one kind of it will do.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

CASES = 150
WORDS = {
    ProblemKind.UNKNOWN_CODE: "choose_shown",
    ProblemKind.TOO_MANY: "choose_shown",
    ProblemKind.NOT_A_NUMBER: "whole_number",
    ProblemKind.OUT_OF_RANGE: "whole_number",
    ProblemKind.TOO_LONG: "shorten",
    ProblemKind.NOT_TEXT: "not_text",
}
TYPED = [
    " ",
    "Tốt",
    " To\u0302\u0301t \r\n",
    "x" * 600,
    "x" * 2001,
    "a\0b",
    "a\rb",
    "\ufffd",
]
NUMBERS = ["0", "7", " +18 ", "-1", "120", "121", "1.5", "1e3", "٣", "99999999999999"]

WALK = """async ({ bundle, cases }) => {
  const { Form } = await import("./form.js");
  const id = (one) => one && one.id;
  return cases.map((answers) => {
    const form = new Form(bundle, answers);
    const items = [].concat(...bundle.pages.map((page) => page.items));
    const pages = form.askedPages();
    const problems = {};
    for (const item of items) {
      const required = item.required;
      item.required = false;
      const problem = form.problem(item);
      item.required = required;
      if (problem) problems[item.id] = problem.word;
    }
    return {
      asked: form.askedItems().map(id),
      pages: pages.map(id),
      first: id(form.first()),
      after: pages.map((page) => id(form.after(page))),
      before: pages.map((page) => id(form.before(page))),
      missing: pages.map((page) => form.missing(page).map(id)),
      progress: pages.map((page) => form.progress(page)),
      resumed: id(form.resumed()),
      complete: form.complete(),
      problems,
      sent: form.answersAsked(),
    };
  });
}"""


def draw_raw(draw: random.Random, instrument: Instrument) -> dict[str, list[str]]:
    careless = draw.random() < 0.5
    raw = {}
    for item in instrument.items():
        if draw.random() < (0.3 if careless else 0.05):
            continue
        raw[item.id] = draw_values(draw, item, careless=careless)
    return raw


def draw_values(draw: random.Random, item, *, careless: bool) -> list[str]:
    if item.type is ItemType.TEXT:
        return [draw.choice(TYPED if careless else ["Tốt"])]
    if item.type is ItemType.NUMBER:
        return [draw.choice(NUMBERS) if careless else str(item.low or 0)]
    codes = [str(option.code) for option in item.options]
    if careless and draw.random() < 0.1:
        return draw.choice([["777"], ["01"], ["x"], [""], codes[:2]])
    several = item.type is ItemType.MULTIPLE
    return draw.sample(codes, draw.randint(1, len(codes)) if several else 1)


def expected_way(instrument: Instrument, raw: dict[str, list[str]]) -> dict:
    answers, problems = read_answers(instrument, raw, complete=False)
    pages = paging.asked_pages(instrument, answers)
    found = [paging.progress(instrument, page, answers) for page in pages]
    unfinished = [
        p.item_id
        for page in pages
        for p in turning.missing_on(instrument, page, answers)
    ]
    asked = [item.id for item in asked_items(instrument, answers)]
    return {
        "asked": asked,
        "pages": [page.id for page in pages],
        "first": pages[0].id,
        "after": [name(paging.page_after(instrument, p, answers)) for p in pages],
        "before": [name(paging.page_before(instrument, p, answers)) for p in pages],
        "missing": [
            [p.item_id for p in turning.missing_on(instrument, page, answers)]
            for page in pages
        ],
        "progress": [
            {
                "first": one.first,
                "last": one.last,
                "total": one.total,
                "minutes": one.minutes,
                "numbers": one.numbers,
            }
            for one in found
        ],
        "complete": not unfinished and not {p.item_id for p in problems} & set(asked),
        "problems": {p.item_id: WORDS[p.kind] for p in problems},
    }


def name(page) -> str | None:
    return page and page.id


def published(instrument: Instrument):
    with transaction():
        return publish(instrument)


@pytest.mark.parametrize(
    ("instrument_name", "kind"),
    [
        ("small", "commune"),
        ("quick_counter", "commune"),
        ("five_factor_service", "department"),
        ("sipas_2026", "province"),
    ],
)
def test_the_browser_asks_what_the_server_asks(bench, client, instrument_name, kind):
    instrument = small() if instrument_name == "small" else real(instrument_name)
    wave = make_wave(
        make_unit(kind=kind), slug="dot", instrument_version=published(instrument)
    )
    instrument = get_instrument(wave.instrument_version_id)
    bundle = client.get(f"/rate/dot/{wave.units[0].code}/form.json").json
    draw = random.Random(85)
    cases = [draw_raw(draw, instrument) for _ in range(CASES)]

    walked = bench.evaluate(WALK, {"bundle": bundle, "cases": cases})

    for raw, way in zip(cases, walked, strict=True):
        expected = expected_way(instrument, raw)
        assert {key: way[key] for key in expected} == expected, raw
        # What is sent reads as what was given, without what was not asked.
        both = [
            read_answers(instrument, sent, complete=True) for sent in (raw, way["sent"])
        ]
        assert both[0][0] == both[1][0]
        if not expected["problems"]:
            answers, _problems = read_answers(instrument, raw, complete=False)
            assert way["resumed"] == name(paging.page_to_resume(instrument, answers))


@pytest.mark.usefixtures("database_url")
def test_a_sentence_has_its_numbers_grouped(bench):
    said = bench.evaluate(
        """async () => {
          const { phrase } = await import("./form.js");
          const words = { thousands: ".", shorten: "Còn %(longest)s ký tự, %(who)s" };
          return phrase(words, "shorten", { longest: 1234567, who: "Ông/Bà 1000" });
        }"""
    )

    assert said == "Còn 1.234.567 ký tự, Ông/Bà 1000"

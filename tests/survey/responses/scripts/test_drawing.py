"""A browser draws the items that the server's templates draw, mark for mark."""

import pytest

from survey.database import transaction
from survey.instruments.service import publish
from tests.factories import make_unit, make_wave
from tests.survey.responses.factories import Respondent, first_answers
from tests.survey.responses.questionnaires_at_hand import real, small

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    # The database only holds the questionnaire: one kind of it will do.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

# What an element is to a reader: its kind, its attributes, its words in order.
COMPARE = """async ({ bundle, html, name, language }) => {
  const drawing = await import("./drawing.js");
  const { Form, phrase } = await import("./form.js");
  const words = bundle.words[language];
  const there = new DOMParser().parseFromString(html, "text/html");
  // What was typed is a property; it is compared apart.
  const isTyped = (node, one) => node.type === "text" && one.startsWith("value=");
  const readable = (node) => {
    const attributes = Array.from(node.attributes, (one) => `${one.name}=${one.value}`)
      .filter((one) => !one.startsWith("data-code") && !isTyped(node, one)).sort();
    if (node.localName === "textarea") return [node.localName, attributes];
    const own = Array.from(node.childNodes, (child) =>
      child.nodeType === Node.TEXT_NODE ? child.data.trim() : readable(child));
    return [node.localName, attributes, own.filter((one) => one.length)];
  };
  const page = bundle.pages.find(({ id }) => id === name);
  const shown = page.items.filter(({ id }) => there.getElementById(`q-${id}`));
  const given = {};
  for (const { id } of shown) {
    given[id] = drawing.valuesIn(there.getElementById(`q-${id}`));
  }
  const form = new Form(bundle, given);
  const required = bundle.pages.some((one) => one.items.some((item) => item.required));
  return shown.map((item) => {
    const old = there.getElementById(`q-${item.id}`);
    const problem = old.querySelector(".error") && form.problem(item);
    const drawn = drawing.drawItem(document, item, language, given[item.id], words, {
      solo: !page.title && shown.length === 1,
      optional: required && !item.required,
      error: problem && phrase(words, problem.word, problem),
      listen: true,
    });
    old.normalize();
    drawn.normalize();
    return [readable(old), readable(drawn), given[item.id], drawing.valuesIn(drawn)];
  });
}"""


def compare(bench, bundle, html: str, name: str, language: str) -> None:
    given = {"bundle": bundle, "html": html, "name": name, "language": language}
    pairs = bench.evaluate(COMPARE, given)
    assert pairs
    for by_server, by_browser, given_there, given_here in pairs:
        assert by_browser == by_server
        assert given_here == given_there


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("instrument_name", "kind"),
    [("small", "commune"), ("quick_counter", "commune"), ("sipas_2026", "province")],
)
def test_every_page_looks_the_same(bench, client, instrument_name, kind, language):
    instrument = small() if instrument_name == "small" else real(instrument_name)
    with transaction():
        version = publish(instrument)
    wave = make_wave(make_unit(kind=kind), slug="dot", instrument_version=version)
    bundle = client.get(f"/rate/dot/{wave.units[0].code}/form.json").json
    address = Respondent(client, wave).begin(lang=language).location

    while not address.endswith("/review"):
        name = address.split("#")[0].rsplit("/", 1)[1].rstrip("-")
        page = client.get(address)
        if "#" not in address:  # a page that comes again has been answered
            empty = client.post(address, data=_nothing(page.text))
            if empty.status_code == 422:
                compare(bench, bundle, empty.text, name, language)
        compare(bench, bundle, page.text, name, language)
        sent = client.post(address.split("#")[0], data=first_answers(page.text))
        compare(bench, bundle, client.get(address).text, name, language)
        address = sent.location


def _nothing(html: str) -> dict:
    fields = first_answers(html)
    return {name: fields[name] for name in fields if not name.startswith("a.")}


def test_faces_are_those_of_the_page(bench, client):
    wave = make_wave(slug="dot", instrument="quick_counter")
    page = client.get(Respondent(client, wave).begin().location).text

    drawn, there = bench.evaluate(
        """async (html) => {
          const { drawFaces } = await import("./drawing.js");
          const there = new DOMParser().parseFromString(html, "text/html");
          const paths = (root) => Array.from(root.querySelectorAll("symbol"), (one) => [
            one.id,
            one.getAttribute("viewBox"),
            one.querySelector("path").getAttribute("d"),
          ]);
          return [paths(drawFaces(document)), paths(there.querySelector(".faces"))];
        }""",
        page,
    )

    assert len(drawn) == 5
    assert drawn == there

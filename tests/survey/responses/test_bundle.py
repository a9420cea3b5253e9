import gzip
import json
import re
from base64 import urlsafe_b64decode

import pytest

from questionnaires import from_json
from survey import clock, sealing
from survey.instruments.service import get_instrument
from survey.responses.scripting import ASKING, FOLDER, KEEPING, parts
from survey.waves.models import WaveState
from tests.factories import make_unit, make_wave
from tests.survey.responses.clocks import set_clock

__all__ = ["set_clock"]


def bundle_of(client, wave, **query):
    unit = wave.units[0]
    address = f"/rate/{wave.slug}/{unit.code}/form.json"
    return client.get(address, query_string=query)


@pytest.fixture
def bundle(client, quick):
    return bundle_of(client, quick).json


def test_the_bundle_names_the_form_and_the_key_it_is_sealed_to(bundle, quick):
    assert bundle["form"] == f"nhanh/{quick.units[0].code}"
    assert bundle["instrument"] == quick.instrument_version.content_hash
    point = urlsafe_b64decode(bundle["transport"] + "=")
    assert point == sealing.transport_point()


def test_every_item_is_there_in_every_language(client, five_factor):
    bundle = bundle_of(client, five_factor).json

    instrument = get_instrument(five_factor.instrument_version_id)
    items = [item for page in bundle["pages"] for item in page["items"]]
    assert [item["id"] for item in items] == [i.id for i in instrument.items()]
    for shown, item in zip(items, instrument.items(), strict=True):
        assert set(shown["text"]) == {"vi", "en"}
        assert [o["code"] for o in shown["options"]] == [o.code for o in item.options]


@pytest.mark.parametrize(("only", "other"), [("vi", "en"), ("en", "vi")])
def test_one_language_comes_alone_when_asked_for(client, quick, only, other):
    bundle = bundle_of(client, quick, speaking=only).json

    assert set(bundle["words"]) == {only}
    assert set(bundle["pages"][0]["items"][0]["text"]) == {only}
    assert {one["code"] for one in bundle["languages"]} == {only, other}


def test_a_language_the_form_does_not_have_is_not_fetched_alone(client, quick):
    assert set(bundle_of(client, quick, speaking="xx").json["words"]) == {"vi", "en"}


def test_when_an_item_is_asked_reads_as_in_the_instrument(bundle, quick):
    instrument = get_instrument(quick.instrument_version_id)

    reasons = bundle["pages"][1]["items"][0]

    assert from_json(reasons["ask_if"]) == instrument.item("reasons").ask_if


def test_the_words_of_the_office_are_filled_in(client, app):
    ward = make_unit(name="Phường Tân Phong")
    wave = make_wave(ward, slug="nhanh", instrument="quick_counter")

    bundle = bundle_of(client, wave).json

    assert bundle["unit_name"] == "Phường Tân Phong"
    assert "{" not in json.dumps(bundle["pages"]).replace('{"', "").replace("{}", "")
    assert "Public Administration Service Centre" in bundle["office"]["en"]


def test_faces_stand_where_the_page_has_them(bundle):
    rating = bundle["pages"][0]["items"][0]

    assert [option["face"] for option in rating["options"]] == [4, 3, 2, 1, 0]


def test_scripts_say_the_sentences_of_the_pages_in_each_language(bundle):
    assert bundle["words"]["en"]["back"] == "Back"
    assert bundle["words"]["vi"]["back"] == "Quay lại"
    assert bundle["words"]["vi"].keys() == bundle["words"]["en"].keys()
    assert bundle["words"]["vi"]["thousands"] == "."
    assert bundle["words"]["en"]["minute"] == "about %(num)s minute left"


def test_an_unchanged_bundle_is_not_sent_again(client, quick):
    first = bundle_of(client, quick)
    address = first.request.path

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again.data == b""


def test_the_bundle_does_not_change_with_the_language_of_the_reader(client, quick):
    assert bundle_of(client, quick, lang="en").data == bundle_of(client, quick).data


def test_a_wave_that_is_closed_gives_no_bundle(client, app):
    wave = make_wave(state=WaveState.CLOSED)

    assert bundle_of(client, wave).status_code == 410
    with clock.at(wave.closes_on):
        assert bundle_of(client, wave).status_code == 410


def test_no_bundle_of_an_office_that_is_not_rated(client, quick):
    assert client.get("/rate/nhanh/nowhere/form.json").status_code == 404


@pytest.mark.parametrize("part", ["asking", "keeping"])
def test_a_script_is_kept_for_ever_under_its_version(client, app, part):
    with app.test_request_context():
        script = getattr(parts(), part)

    response = client.get(f"/rate/script-{part}-{script.version}.js")

    assert response.mimetype == "text/javascript"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.text == script.text
    assert len(gzip.compress(response.data, 6)) <= 9 * 1024


@pytest.mark.parametrize("part", ["asking", "keeping"])
def test_a_page_of_before_an_update_gets_the_present_scripts(client, app, part):
    with app.test_request_context():
        script = getattr(parts(), part)

    response = client.get(f"/rate/script-{part}-0123456789abcdef.js")

    assert response.text == script.text
    assert response.headers["Cache-Control"] == "no-store"


def test_there_are_no_other_scripts(client):
    assert client.get("/rate/script-other-0123456789abcdef.js").status_code == 404


def test_the_pages_name_the_scripts_that_there_are(client, quick):
    page = client.get(f"/rate/nhanh/{quick.units[0].code}/").text

    addresses = re.findall(r"/rate/script-[a-z]+-[0-9a-f]+\.js", page)

    assert len(addresses) == 2
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_no_two_modules_of_a_script_declare_the_same_name():
    for names in (ASKING, KEEPING):
        words = "".join((FOLDER / f"{name}.js").read_text("utf-8") for name in names)
        declared = re.findall(
            r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", words, re.M
        )
        assert len(declared) == len(set(declared))


@pytest.mark.parametrize("name", ASKING + KEEPING)
def test_a_comment_has_a_line_of_its_own(name):
    """Only so it is left out: put together, the rest would be a comment too."""
    lines = (FOLDER / f"{name}.js").read_text("utf-8").splitlines()

    assert [line for line in lines if re.search(r"\S\s+//\s", line)] == []

import csv
import hashlib
import json
from io import StringIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from survey.database import session, transaction
from survey.i18n import use_language
from survey.results import publishing_jobs, reading
from survey.results.archive import files
from survey.results.archive.document import document
from survey.results.file_models import PublicationFile
from tests.factories import make_unit
from tests.survey.results.factories import make_published, make_wave, rated, respond


@pytest.fixture
def units(app):
    names = ("Xã Đủ", "Xã Ít", "=Xã Lạ")
    return [make_unit(code=f"C{n}", name=name) for n, name in enumerate(names)]


@pytest.fixture
def publication(units):
    """One unit with 80 ratings, one with four, one with twenty."""
    [period] = make_wave(units).periods
    for unit, times in zip(units, (20, 1, 5), strict=True):
        for day in range(4):
            cluster = f"{unit.id}/{day}"
            respond(unit, period, rated(5), times=times, cluster=cluster)
    return with_files(make_published(period))


def with_files(publication):
    """Let the worker come by."""
    publishing_jobs.make_files()
    return publication


def the_json(publication):
    return json.loads(files.content_of(files.find_file(publication, files.DATA)))


def figures(whole, code):
    [unit] = [each for each in whole["units"] if each["code"] == code]
    return {(each["measure"], each["subject"]): each for each in unit["figures"]}


def test_the_file_says_what_the_page_prints(publication, units):
    page = reading.agency(publication, units[0].code)
    whole = the_json(publication)
    headline = figures(whole, "C0")[page.headline.measure, page.headline.subject]

    assert headline["n"] == page.headline.n == 80
    assert headline["value"] == round(page.headline.value, 3)
    assert headline["low"] == pytest.approx(page.headline.low, abs=0.0005)
    assert [v["verdict"] for v in headline["verdicts"]] == [
        told.verdict.value for told in page.headline.verdicts
    ]
    assert whole["targets"][0]["legal_text"] == "Mốc 0.85"
    assert whole["instrument"]["sha256"]


def test_what_is_too_few_is_in_no_file(publication):
    whole = the_json(publication)
    [few] = [each for each in whole["units"] if each["code"] == "C1"]
    assert few["carried_over"]
    assert few["figures"] == []
    for figure in figures(whole, "C2").values():
        assert figure["value"] is None
        assert figure["n"] is None


def test_the_same_figures_make_the_same_bytes_in_any_language(app, publication):
    kept = files.content_of(files.find_file(publication, files.DATA))
    for language in ("vi", "en"):
        with app.test_request_context("/"):
            use_language(language)
            assert files.as_json(document(publication)).encode("utf-8") == kept


def test_the_table_has_a_line_for_each_figure_and_no_formula(publication):
    content = files.content_of(files.find_file(publication, files.TABLE))
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    whole = the_json(publication)

    n = len(whole["all_units"]) + sum(len(each["figures"]) for each in whole["units"])
    assert len(rows) == n
    assert {row["unit"] for row in rows} == {"*", "Xã Đủ", "'=Xã Lạ"}
    first = next(row for row in rows if row["unit_code"] == "C0")
    assert first["verdict_0.85"] == "met"


def test_files_are_downloaded_as_they_were_kept(publication, client):
    slug = publication.wave.slug
    for file in session().query(PublicationFile):
        answer = client.get(f"/results/{slug}/1/{file.name}?version=1")
        assert hashlib.sha256(answer.data).hexdigest() == file.sha256
        assert len(answer.data) == file.size
        known = {"If-None-Match": answer.headers["ETag"]}
        again = client.get(f"/results/{slug}/1/{file.name}", headers=known)
        assert again.status_code == 304
    assert client.get(f"/results/{slug}/9/data.json").status_code == 404
    assert client.get(f"/results/{slug}/1/other.json").status_code == 404


def test_the_archive_lists_every_version_with_its_hashes(publication, client):
    corrected = with_files(make_published(publication.period, correction="Sửa tên"))

    page = client.get("/results/archive").text

    for version in (publication, corrected):
        for name in files.NAMES:
            assert files.find_file(version, name).sha256 in page
    assert "Sửa tên" in page
    assert "đã thay bằng bản 2" in page


def test_the_empty_archive_says_so(client):
    assert "Chưa có kết quả nào" in client.get("/results/archive").text


def test_the_worker_makes_the_files_of_what_has_appeared(units, client):
    [period] = make_wave(units).periods
    respond(units[0], period, rated(5), times=12)
    publication = make_published(period)
    assert "Đang tạo tệp" in client.get("/results/archive").text

    publishing_jobs.publish_due(period.ends_on)

    assert files.find_file(publication, files.DATA) is not None
    assert files.without_files() == []


@pytest.mark.parametrize(
    "change",
    ["UPDATE publication_file SET sha256 = sha256", "DELETE FROM publication_file"],
)
def test_the_database_keeps_a_file_as_it_is(publication, change):
    with pytest.raises(DBAPIError, match="final"), transaction():
        session().execute(text(change))

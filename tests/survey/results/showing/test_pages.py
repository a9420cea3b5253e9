"""The templates of result pages, rendered from values alone."""

import re
from typing import Any

import pytest
from flask import render_template
from markupsafe import Markup

from analysis.reliability import Reliability
from survey.i18n import use_language
from survey.results.models import FigureKind
from survey.results.reading.figures import Withheld
from survey.results.reading.published import AgencyPage, Overview, UnitRow
from survey.results.showing import pages
from survey.waves.models import WaveKind
from tests.survey.results.page_values import (
    make_agency,
    make_figure,
    make_head,
    make_overview,
    make_tree,
    make_unit,
    make_verdict,
    make_waiting_unit,
)

MARK = "DỮ LIỆU MINH HOẠ"


@pytest.fixture(autouse=True)
def request_in_vietnamese(shared_app):
    with shared_app.test_request_context():
        yield


def overview_page(page: Overview | None = None, **values: Any) -> str:
    context = pages.overview_context(page or make_overview(), **values)
    body = Markup(render_template("results/overview_body.html", **context))  # noqa: S704 - ours
    return render_template("results/overview.html", body=body, **context)


def agency_page(page: AgencyPage | None = None) -> str:
    context = pages.agency_context(page or make_agency())
    return render_template("results/agency.html", **context)


def svgs(html: str) -> list[str]:
    """The drawings of a page that have a name; icons beside words have none."""
    found = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    return [svg for svg in found if 'role="img"' in svg]


def test_the_number_stands_with_its_base_its_interval_and_its_verdict():
    html = overview_page()

    for words in (
        "Theo 4.812 phiếu nhận được",
        "88,4\u202f%",
        "khoảng tin cậy 95\u202f%: 87,5 – 89,3\u202f%",
        "Đạt mốc 85\u202f%",
        "Chưa đạt mốc tham khảo 95\u202f%",
    ):
        assert words in html


def test_what_people_chose_to_send_is_not_called_official():
    survey = make_overview(publication=make_head(wave_kind=WaveKind.SURVEY))

    assert "không phải chỉ số chính thức" in overview_page()
    assert "không phải chỉ số chính thức" not in overview_page(survey)


def test_channel_population_period_method_and_level_are_named():
    html = overview_page()

    for words in (
        "Người dân tự nguyện chấm tại nơi phục vụ",
        "Người dân đã giải quyết thủ tục hành chính.",
        "01/10/2026 – 31/10/2026",
        "Khoảng tin cậy Wilson",
        "mức 95\u202f%",
        "Quyết định A.",
    ):
        assert words in html


def test_the_chart_has_a_name_and_a_table_that_holds_the_same():
    html = overview_page()

    assert len(svgs(html)) == 2
    assert all("aria-labelledby=" in svg and "<desc" in svg for svg in svgs(html))
    table = html[html.index("<table") :]
    assert "Xã Minh hoạ 4" in table
    assert "dồn sang kỳ tháng 11/2026" in table


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_illustration_is_marked_on_the_page_and_in_every_drawing(language):
    use_language(language)
    head = make_head(illustrative=True)

    for html in (
        overview_page(make_overview(publication=head, tree=make_tree())),
        agency_page(make_agency(publication=head)),
    ):
        assert f'<strong lang="vi">{MARK}</strong>' in html
        assert svgs(html)
        assert all(MARK in svg for svg in svgs(html))


def test_a_real_publication_is_never_marked_as_an_illustration():
    assert MARK not in overview_page(make_overview(tree=make_tree()))
    assert MARK not in agency_page()


def test_no_page_has_a_style_or_a_script_in_it():
    for html in (overview_page(make_overview(tree=make_tree())), agency_page()):
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)


def test_names_are_written_as_words_and_never_as_tags():
    row = UnitRow(unit=make_unit("<b>Xã</b> & Phường"), figure=make_figure())

    html = overview_page(make_overview(row))

    assert "<b>Xã" not in html
    assert "&lt;b&gt;Xã&lt;/b&gt; &amp; Phường" in html


def test_a_correction_says_what_it_corrects_and_an_old_version_that_it_is_old():
    corrected = make_head(version=2, newest_version=2, correction="Sửa số phiếu.")
    old = make_head(version=1, newest_version=2)

    assert "Sửa số phiếu." in overview_page(make_overview(publication=corrected))
    assert "Đây là bản cũ." in overview_page(make_overview(publication=old))


def test_other_versions_can_be_reached():
    heads = [make_head(version=2, newest_version=2), make_head(newest_version=2)]
    page = make_overview(publication=heads[0])

    assert "/results/mot-cua/10/?version=1" in overview_page(page, versions=heads)


def test_a_mean_is_shown_without_per_cent_and_without_verdicts():
    mean = make_figure(4.05, low=3.98, high=4.12, kind=FigureKind.MEAN)
    row = UnitRow(unit=make_unit(), figure=mean)

    html = overview_page(make_overview(row, figure=mean))

    assert "3,98 – 4,12" in html
    assert "So với mốc" not in html


def test_a_unit_says_what_it_would_take_to_know():
    figure = make_figure(verdicts=(make_verdict(further_answers=427),))

    html = agency_page(make_agency(headline=figure))

    assert "Nếu tỷ lệ giữ nguyên, cần thêm khoảng 430 phiếu để kết luận" in html


def test_a_waiting_unit_has_words_instead_of_an_empty_chart():
    html = agency_page(
        make_agency(
            unit=make_waiting_unit(), headline=None, tree=None, extras=(), history=()
        )
    )

    assert "Kỳ này chưa đủ 10 phiếu, dồn sang kỳ tháng 11/2026." in html
    assert svgs(html) == []


def test_an_indicative_unit_has_no_verdict_and_no_share():
    figure = make_figure(
        None, n=None, n_band="10–19", satisfied_band="10–19", verdicts=()
    )
    html = agency_page(
        make_agency(
            unit=make_unit(n=None, n_band="10–19"),
            headline=figure,
            tree=None,
            extras=(),
            history=(),
        )
    )

    assert "Tham khảo: 10–19 phiếu, 10–19 hài lòng" in html
    assert 'class="chip' not in html
    assert "headline__number" not in html


def test_forms_of_several_periods_say_from_when_they_are():
    first = make_agency().history[0].period

    html = agency_page(make_agency(unit=make_unit(first_period=first)))

    assert "từ 01/09/2026 đến 31/10/2026" in html


def test_every_answer_can_be_read_as_a_number():
    html = agency_page()

    for label in ("Rất hài lòng", "Không sử dụng / không biết"):
        assert f'<th scope="row">{label}</th>' in html


def test_a_question_of_one_counter_day_says_why_it_has_no_interval():
    figure = make_figure(None, withheld=Withheld.ONE_CLUSTER, verdicts=())

    html = agency_page(make_agency(headline=figure, history=()))

    assert "Phiếu đến từ quá ít quầy và ngày" in html


def test_a_wide_interval_asks_for_care():
    use_language("en")
    shaky = make_figure(0.7, n=32, reliability=Reliability.SUPPRESS)

    assert "read this number with care" in agency_page(make_agency(headline=shaky))
    assert "read this number with care" not in agency_page()


def test_ids_on_a_page_are_unique():
    for html in (overview_page(make_overview(tree=make_tree())), agency_page()):
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))

"""What a publication leaves out, from the answers to the page."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from survey.database import session, transaction
from survey.results import drafting, reading
from survey.results.computing.earlier import check_not_subtractable
from survey.results.errors import DiffersByTooFew
from survey.results.models import Figure, FigureOption, Publication
from tests.factories import make_unit
from tests.survey.results.factories import (
    find_figure,
    make_draft,
    make_published,
    make_wave,
    rated,
    respond,
)


def rate(unit, period, code: int, times: int) -> None:
    respond(unit, period, rated(code), times=times)


LEVELS = {5: 20, 4: 20, 3: 7, 2: 6, 1: 2}


def rate_many(unit, period, **changes) -> None:
    """Rate by all levels; `_1=4` asks for four answers with code 1."""
    counts = LEVELS | {int(name[1:]): n for name, n in changes.items()}
    for code, n in counts.items():
        rate(unit, period, code, n)


def codes_of(publication: Publication, unit, item: str) -> set[int]:
    statement = (
        select(FigureOption.code)
        .join(Figure, Figure.id == FigureOption.figure_id)
        .where(
            Figure.publication_id == publication.id,
            Figure.unit_id == (unit.id if unit else None),
            Figure.measure == "satisfied",
            Figure.subject == item,
        )
    )
    return set(session().scalars(statement))


def test_a_count_below_five_is_hidden_with_the_next_lowest(app):
    unit, other = make_unit(), make_unit()
    [period] = make_wave([unit, other]).periods
    rate_many(unit, period)
    rate_many(other, period, _1=9)

    draft = make_draft(period)

    assert codes_of(draft, unit, "a1") == {5, 4, 3, 98}
    # and the same two of the other unit, or the sum would tell them
    assert codes_of(draft, other, "a1") == {5, 4, 3, 98}
    assert codes_of(draft, None, "a1") == {5, 4, 3, 2, 1, 98}


def test_of_a_single_unit_the_sum_hides_what_the_unit_hides(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate_many(unit, period)

    draft = make_draft(period)

    assert codes_of(draft, unit, "a1") == codes_of(draft, None, "a1") == {5, 4, 3, 98}


def test_nothing_is_hidden_where_all_counts_are_large(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate_many(unit, period, _1=5)

    assert codes_of(make_draft(period), unit, "a1") == {5, 4, 3, 2, 1, 98}


def test_a_mean_is_kept_back_with_the_options_it_would_tell(app):
    unit, other = make_unit(), make_unit()
    [period] = make_wave([unit, other]).periods
    rate_many(unit, period)
    rate_many(other, period, _1=9)
    draft = make_draft(period)

    assert find_figure(draft, unit, "a1", "score").value is None
    assert find_figure(draft, unit, "access", "score").value is None
    assert find_figure(draft, None, "a1", "score").value is not None
    assert find_figure(draft, unit, "a1").value == pytest.approx(40 / 55)


def test_everybody_against_is_not_told_of_each(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate(unit, period, 1, 40)

    assert 1 not in codes_of(make_draft(period), unit, "a1")


def test_the_page_says_what_is_hidden(app, client):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate_many(unit, period)
    published = make_published(period)

    options = reading.agency(published, unit.code).tree.children[0].items[0].options
    page = client.get(
        f"/results/{published.wave.slug}/{period.number}/{unit.code}"
    ).get_data(as_text=True)

    assert [option.withheld for option in options] == [False] * 3 + [True] * 2 + [False]
    assert "đã ẩn" in page
    assert "fewer than 5" not in page


def test_a_correction_never_prints_what_its_first_version_hid(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate_many(unit, period)
    first = make_published(period)

    second = make_draft(period, correction="Sửa tên đơn vị")

    assert codes_of(second, unit, "a1") == codes_of(first, unit, "a1")


def test_a_correction_that_differs_by_a_few_answers_is_refused(app):
    unit = make_unit()
    [period] = make_wave([unit]).periods
    rate_many(unit, period, _1=9)
    make_published(period)
    with transaction():
        drafting.prepare(period, "Bổ sung")
    figures = drafting.compute_figures(period)

    fewer = [replace(figure, n=figure.n - 3) for figure in figures]
    with pytest.raises(DiffersByTooFew):
        check_not_subtractable(period, fewer)
    check_not_subtractable(period, [replace(f, n=f.n - 12) for f in figures])

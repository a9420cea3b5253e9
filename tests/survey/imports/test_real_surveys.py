"""Surveys that others made and published, imported and estimated by the platform.

What was printed about them is printed by us too, to the last digit.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from survey.accounts.models import Role
from survey.database import session, transaction
from survey.responses.models import Answer, Response
from survey.results.drafting import draft_publication
from survey.results.models import Figure, FigureOption, Publication
from tests.factories import make_account
from tests.survey.imports.factories import REAL, load, shared_data

# Which item of our instruments a column of the published figures is.
ITEMS = {
    "per_2018": {
        "Agua": "water",
        "Basura": "refuse",
        "Cal_Vive": "fast_bus",
        "Cal_Ruta": "bus",
        "ContAgua": "water_quality",
        "BasuraCalle": "street_litter",
    },
    "per_2021": {
        "Q57": "water",
        "Q58": "refuse",
        "Q63": "paving",
        "Q68": "libraries",
        "Q72": "pavements",
        "Q85": "bus",
        "Q89": "fast_bus",
    },
    "per_2022": {
        "Q53": "water",
        "Q54": "refuse",
        "Q58": "green_areas",
        "Q59": "paving",
        "Q80": "bus",
        "Q84": "fast_bus",
        "Q56": "traffic_lights",
    },
    "par_2021": {"Q107.5": "municipal", "Q108.5": "state", "Q109.5": "federal"},
}
SHARES = {"3,4": "some_or_much", "1,2": "never_or_little"}
DOES_NOT_KNOW = 5


@dataclass(frozen=True)
class Printed:
    """A figure that was published, and what the file itself gives."""

    variable: str
    statistic: str
    n: int
    published: str
    recomputed: float

    def is_matched_by(self, value: float) -> bool:
        decimals = len(self.published.partition(".")[2])
        return (
            abs(value - float(self.published)) <= 0.5 * 10**-decimals
            and abs(value - self.recomputed) <= 1e-4
        )


def printed_of(survey: str) -> list[Printed]:
    path = shared_data("juarez", "published_reference.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Printed(
                variable=line["variable"],
                statistic=line["statistic"],
                n=int(line["n_valid"]),
                published=line["published"],
                recomputed=float(line["recomputed"]),
            )
            for line in csv.DictReader(file)
            if line["file"] == survey and line["match_to_published_decimals"] == "yes"
        ]


def draft_of(survey: str, csv_path: Path) -> Publication:
    wave = load(REAL / f"{survey}.yaml", csv_path)
    designer = make_account(Role.DESIGNER)
    with transaction():
        return draft_publication(wave.periods[0], designer)


def figure_of_all(draft: Publication, measure: str, item: str) -> Figure:
    return (
        session()
        .scalars(
            select(Figure).where(
                Figure.publication_id == draft.id,
                Figure.unit_id.is_(None),
                Figure.measure == measure,
                Figure.subject == item,
            )
        )
        .one()
    )


@pytest.mark.parametrize(
    ("survey", "rows"), [("per_2018", 6), ("per_2021", 7), ("per_2022", 7)]
)
def test_the_published_means_of_a_city_are_reproduced(app, survey, rows):
    draft = draft_of(survey, shared_data("juarez", f"{survey}.csv"))

    printed = printed_of(survey)

    assert len(printed) == rows
    kept_back = 0
    for line in printed:
        figure = figure_of_all(draft, "mean_score", ITEMS[survey][line.variable])
        assert line.statistic == "mean1_10"
        assert figure.n == line.n
        if figure.value is None:  # few answers, and options that hardly anybody chose
            assert figure.n < 500
            kept_back += 1
            continue
        assert line.is_matched_by(figure.value), (line, figure.value)
    assert kept_back <= 2


def test_published_shares_with_those_who_do_not_know_in_the_base_are_reproduced(app):
    draft = draft_of("par_2021", shared_data("juarez", "par_2021.csv"))

    printed = printed_of("par_2021")

    assert len(printed) == 8
    for line in printed:
        codes = line.statistic.removeprefix("pct_incl_dk:")
        measure = SHARES.get(codes, "some_or_much")
        figure = figure_of_all(draft, measure, ITEMS["par_2021"][line.variable])
        share = figure.value if codes in SHARES else share_of(figure, DOES_NOT_KNOW)
        assert figure.n == line.n
        assert line.is_matched_by(100 * share), (line, share)


def share_of(figure: Figure, code: int) -> float:
    return session().get_one(FigureOption, (figure.id, code)).share


@pytest.mark.parametrize(
    ("survey", "n", "mean"),
    [("sfo_2013", 3334, 3.98), ("sfo_2015", 2810, 4.04), ("sfo_2016", 2919, 4.05)],
)
def test_the_weighted_means_of_an_airport_are_reproduced(app, survey, n, mean):
    draft = draft_of(survey, shared_data("sfo", f"{survey}.csv"))

    figure = figure_of_all(draft, "whole_mean", "whole")

    assert figure.n == n
    assert round(figure.value, 2) == mean
    assert figure.value == pytest.approx(weighted_mean_of_file(survey), abs=1e-9)


def weighted_mean_of_file(survey: str) -> float:
    """Return the mean by hand: no mapping, no database, no estimator."""
    column = "Q7O_WHOLE" if survey == "sfo_2013" else "Q7ALL"
    path = shared_data("sfo", f"{survey}.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        pairs = [
            (float(line["WEIGHT"]), int(line[column])) for line in csv.DictReader(file)
        ]
    valid = [(weight, code) for weight, code in pairs if 1 <= code <= 5]
    return sum(w * code for w, code in valid) / sum(w for w, _ in valid)


def test_typing_errors_of_a_real_file_become_blanks_and_lose_no_row(app):
    wave = load(REAL / "par_2021.yaml", shared_data("juarez", "par_2021.csv"))

    responses = select(func.count()).where(Response.wave_id == wave.id)
    marks = select(func.count()).where(Answer.code > DOES_NOT_KNOW)

    assert session().scalar(responses) == 1537
    assert session().scalar(marks) > 0

"""A population of which all is known: the weights must lead back to it."""

import numpy as np
import pytest

from analysis.design import Design
from analysis.estimators import share
from analysis.weighting.calibration import Margin, post_stratify
from analysis.weighting.nonresponse import cell_weights

RANDOM = np.random.default_rng(16)
PEOPLE, VILLAGES = 40_000, 400
VILLAGE = RANDOM.integers(0, VILLAGES, PEOPLE)
YOUNG = RANDOM.random(PEOPLE) < 0.4
CHANCE = np.where(YOUNG, 0.75, 0.92) + RANDOM.normal(0, 0.03, VILLAGES)[VILLAGE]
SATISFIED = RANDOM.random(PEOPLE) < CHANCE
TRUTH = SATISFIED.mean()


def survey(random):
    """Draw 40 villages whole; the young answer half as often as the others."""
    drawn = random.choice(VILLAGES, 40, replace=False)
    people = np.flatnonzero(np.isin(VILLAGE, drawn))
    answered = random.random(len(people)) < np.where(YOUNG[people], 0.4, 0.8)
    return people, np.full(len(people), VILLAGES / 40), answered


def estimates(random):
    people, weights, answered = survey(random)
    celled = cell_weights(weights, answered, YOUNG[people])
    psus, hits = VILLAGE[people], SATISFIED[people]
    naive = Design.of(weights * answered, psus=psus)
    adjusted = Design.of(celled, psus=psus)
    known = Margin(YOUNG[people], {True: YOUNG.sum(), False: (~YOUNG).sum()})
    return [share(hits, d) for d in (naive, adjusted, post_stratify(naive, known))]


def test_weights_undo_the_silence_and_errors_are_what_they_say():
    runs = [estimates(RANDOM) for _ in range(120)]

    naive, celled, stratified = (
        np.array([run[kind].value for run in runs]) for kind in range(3)
    )
    assert abs(naive.mean() - TRUTH) > 0.015
    assert celled.mean() == pytest.approx(TRUTH, abs=0.003)
    assert stratified.mean() == pytest.approx(TRUTH, abs=0.003)
    stated = np.mean([run[2].se for run in runs])
    assert stratified.std() == pytest.approx(stated, rel=0.2)
    held = [run[2].low <= TRUTH <= run[2].high for run in runs]
    assert np.mean(held) > 0.88

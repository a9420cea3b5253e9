from questionnaires import Instrument
from survey.results.subjects import composites, headline_subject, subjects_of
from tests.survey.results.factories import small_service


def subjects(instrument: Instrument, measure_id: str) -> list[str]:
    measure = next(m for m in instrument.measures if m.id == measure_id)
    return [subject.id for subject in subjects_of(measure, instrument)]


def test_a_measure_of_the_tree_is_of_every_node_and_item_below_it():
    found = subjects(small_service({}), "satisfied")

    assert found == ["service", "access", "outcome", "a1", "a2", "r1", "r2"]


def test_a_measure_of_one_item_is_of_that_item():
    instrument = small_service({})

    assert subjects(instrument, "satisfied_overall") == ["overall"]
    assert headline_subject(instrument.measures[2]) == "overall"


def test_a_measure_of_several_items_has_a_whole():
    instrument = small_service({"of: service": "of: [a1, r1]"})

    assert subjects(instrument, "satisfied") == ["*", "a1", "r1"]
    assert headline_subject(instrument.headline) == "*"
    assert composites(instrument)["*satisfied"] == ("a1", "r1")


def test_options_are_never_composed():
    instrument = small_service({"of: [reasons]": "of: [a1, a2]"})

    assert subjects(instrument, "why") == ["a1", "a2"]


def test_every_node_is_tallied_with_the_items_below_it():
    assert composites(small_service({})) == {
        "service": ("a1", "a2", "r1", "r2"),
        "access": ("a1", "a2"),
        "outcome": ("r1", "r2"),
    }

import pytest

from survey.imports import errors

REFUSALS = [
    errors.MappingNotSound("m.yaml", ["line 1: wave: is missing"]),
    errors.FileIsEmpty(),
    errors.FileHasChanged(),
    errors.FileHasNoRows(),
    errors.TooManyRows(7),
    errors.EncodingIsOther("utf-8", "utf-16"),
    errors.ByteOrderUnknown(),
    errors.ByteNotReadable("utf-8", position=1, line=2, byte=255, likely="latin-1"),
    errors.FileHasNul(3),
    errors.LineTooLong(4),
    errors.QuoteOutOfPlace(5, begins=6, fails=7),
    errors.SeparatorIsOther(",", [";", "tab"]),
    errors.ColumnsMissing({"a": ["b"], "c": []}),
    errors.ColumnsTwice(["a", "b"]),
    errors.CellsRefused(3, ["one", "two"]),
    errors.CellsRefused(1, ["one"]),
    errors.UnitsUnknown(["x1", "x2"]),
    errors.UnitHasOtherName("x", known="Xã A", written="Xã B"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: type(each).__name__)
def test_every_refusal_is_a_filled_in_sentence(refusal):
    sentence = str(refusal)

    assert sentence.strip() == sentence != ""
    assert "%(" not in sentence
    assert "None" not in sentence


def test_every_refusal_is_tried():
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.ImportRefused)
    }

    assert kinds - {errors.ImportRefused} == {type(each) for each in REFUSALS}


def test_a_mapping_tells_all_its_problems():
    refusal = errors.MappingNotSound("m.yaml", ["first", "second"])

    assert str(refusal).splitlines()[1:] == ["first", "second"]

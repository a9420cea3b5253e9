import unicodedata
from datetime import date
from pathlib import Path

import pytest

from survey.agencies import loading
from survey.agencies.errors import UnitsNotReadable
from survey.agencies.loading import load_units, read_units
from survey.agencies.models import UnitKind
from survey.agencies.service import find_unit, list_units
from survey.database import transaction

SHIPPED = Path(loading.__file__).with_name("units") / "lai_chau_tuyen_quang.csv"
HEADER = "code,name,kind,parent,valid_from,valid_to\n"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "units.csv"
    path.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    return path


def test_the_units_of_both_provinces_are_loaded_once(app):
    with transaction():
        first = load_units(SHIPPED)
    with transaction():
        again = load_units(SHIPPED)

    assert (first, again) == (199, 0)
    assert len(list_units(UnitKind.COMMUNE, find_unit("12"))) == 38
    assert len(list_units(UnitKind.COMMUNE, find_unit("08"))) == 124


def test_names_are_composed_and_districts_have_ended():
    rows = read_units(SHIPPED.read_bytes())

    assert all(unicodedata.is_normalized("NFC", row.name) for row in rows)
    ended = [row.name for row in rows if row.valid_to is not None]
    assert len(ended) == 8
    assert "Huyện Sìn Hồ" in ended


def test_a_decomposed_name_is_stored_composed(tmp_path):
    name = unicodedata.normalize("NFD", "Xã Mường Than")
    path = write(tmp_path, f"1,{name},commune,,2025-07-01,")

    assert read_units(path.read_bytes())[0].name == "Xã Mường Than"


def test_every_unsound_line_is_named_and_nothing_is_loaded(app, tmp_path):
    path = write(
        tmp_path,
        "1,Xã Tốt,commune,,2025-07-01,",
        "1,Xã Trùng,commune,,2025-07-01,",
        "2,,commune,,2025-07-01,",
        "3,Xã Mồ Côi,commune,9,2025-07-01,",
        "4,Xã Lạ,village,,2025-07-01,",
        "5,Xã Không Ngày,commune,,mai,",
    )

    with pytest.raises(UnitsNotReadable) as refusal, transaction():
        load_units(path)

    assert [problem.split(":")[0] for problem in refusal.value.problems] == [
        "dòng 3",
        "dòng 4",
        "dòng 5",
        "dòng 6",
        "dòng 7",
    ]
    assert find_unit("1") is None


def test_other_columns_are_refused(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("mã,tên\n1,Xã\n", "utf-8")

    with pytest.raises(UnitsNotReadable, match="code, name, kind"):
        read_units(path.read_bytes())


def test_a_file_of_a_vietnamese_spreadsheet_is_read_as_well(app):
    text = (
        "\ufeffcode;name;kind;parent;valid_from;valid_to\r\n"
        "1;Tỉnh Thử;province;;01/07/2025;\r\n"
        "2;  Xã   Thử ;commune;1;01/07/2025;31/12/2025\r\n"
    )
    first, second = read_units(text.encode("utf-8"))
    assert first.valid_from == date(2025, 7, 1)
    assert (second.name, second.parent) == ("Xã Thử", "1")
    assert second.valid_to == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1,Xã,commune,,2025-07-01,2025-06-30", "valid_to"),
        ("1,Xã,commune,,2025-07-01,,thừa", "nhiều ô"),
        ("1,Xã", "loại"),
    ],
)
def test_what_a_line_lacks_or_has_too_much_is_told(app, tmp_path, line, told):
    with pytest.raises(UnitsNotReadable, match=told):
        read_units(write(tmp_path, line).read_bytes())


def test_a_file_in_another_encoding_is_refused(app):
    content = "code,name,kind,parent,valid_from,valid_to\n1,Xã Đá".encode("utf-16")
    with pytest.raises(UnitsNotReadable, match="UTF-8"):
        read_units(content)


def test_a_parent_may_be_known_already(app, tmp_path):
    with transaction():
        load_units(write(tmp_path, "1,Tỉnh,province,,2025-07-01,"))
        load_units(write(tmp_path, "2,Xã,commune,1,2025-07-01,"))
    assert find_unit("2").parent.code == "1"

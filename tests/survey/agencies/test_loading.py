import unicodedata
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
    rows = read_units(SHIPPED)

    assert all(unicodedata.is_normalized("NFC", row.name) for row in rows)
    ended = [row.name for row in rows if row.valid_to is not None]
    assert len(ended) == 8
    assert "Huyện Sìn Hồ" in ended


def test_a_decomposed_name_is_stored_composed(tmp_path):
    name = unicodedata.normalize("NFD", "Xã Mường Than")
    path = write(tmp_path, f"1,{name},commune,,2025-07-01,")

    assert read_units(path)[0].name == "Xã Mường Than"


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
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    assert find_unit("1") is None


def test_other_columns_are_refused(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("mã,tên\n1,Xã\n", "utf-8")

    with pytest.raises(UnitsNotReadable, match="code, name, kind"):
        read_units(path)

import pytest

from survey.database import session
from survey.waves.models import WaveState
from survey.waves.service import find_wave
from survey.waves.targets import TARGETS
from tests.factories import make_instrument, make_unit, make_wave


def create(cli, *more: str, slug: str = "dot-moi"):
    arguments = ["waves", "create", slug, "--name", "Đợt mới"]
    arguments += ["--name-en", "New wave", "--instrument", "quick_counter"]
    arguments += ["--from", "2027-01-01", "--to", "2027-03-31", *more]
    return cli.invoke(args=arguments)


def test_a_wave_is_drafted_and_opened_from_the_command_line(cli):
    make_instrument("quick_counter")
    unit = make_unit()

    created = create(cli, "--unit", unit.code)
    opened = cli.invoke(args=["waves", "open", "dot-moi"])

    assert "drafted with 1 units" in created.output
    assert "is open until 2027-03-31" in opened.output
    assert find_wave("dot-moi").state is WaveState.OPEN


def test_all_communes_of_a_province_can_be_rated(cli):
    make_instrument("quick_counter")
    province = make_unit(kind="province")
    make_unit(parent_id=province.id)
    make_unit(parent_id=province.id)

    created = create(cli, "--communes-of", province.code)

    assert "drafted with 2 units" in created.output


def test_an_unknown_instrument_is_named(cli):
    result = create(cli)

    assert result.exit_code == 2
    assert "no instrument is called 'quick_counter'" in result.output


def test_an_unknown_unit_is_named(cli):
    make_instrument("quick_counter")

    assert "no unit has the code '99'" in create(cli, "--unit", "99").output


def test_a_wave_without_units_does_not_open(cli):
    make_instrument("quick_counter")
    create(cli)

    result = cli.invoke(args=["waves", "open", "dot-moi"])

    assert result.exit_code == 1
    assert "Error:" in result.output


def test_the_list_marks_illustrations(cli):
    make_wave(slug="vi-du", illustrative=True)

    assert "DỮ LIỆU MINH HOẠ" in cli.invoke(args=["waves", "list"]).output


def targets() -> dict[float, str]:
    targets = find_wave("dot-moi").index_targets
    return {target.value: target.legal_text for target in targets}


def test_a_wave_is_measured_against_the_targets_in_force(cli):
    make_instrument("quick_counter")
    create(cli, "--unit", make_unit().code)

    assert targets() == {target.value: target.legal_text for target in TARGETS}


def test_other_targets_come_with_what_sets_them(cli):
    make_instrument("quick_counter")
    create(
        cli, "--target", "0.8", "--legal", "QĐ 1", "--target", "0.9", "--legal", "QĐ 2"
    )

    assert targets() == {0.8: "QĐ 1", 0.9: "QĐ 2"}


@pytest.mark.parametrize(
    "options",
    [
        ["--target", "0.8"],
        ["--legal", "QĐ 1"],
        ["--target", "85", "--legal", "QĐ 1"],
        ["--target", "0.8", "--legal", "QĐ 1", "--target", "0.8", "--legal", "QĐ 2"],
        ["--cut", "0"],
        ["--cut", "29"],
    ],
)
def test_unusable_options_are_refused(cli, options):
    make_instrument("quick_counter")

    assert create(cli, *options).exit_code == 2
    assert find_wave("dot-moi") is None


def test_a_unit_that_is_named_twice_is_rated_once(cli):
    make_instrument("quick_counter")
    province = make_unit(kind="province")
    commune = make_unit(parent_id=province.id)

    created = create(
        cli,
        "--unit",
        commune.code,
        "--unit",
        commune.code,
        "--communes-of",
        province.code,
    )

    assert "drafted with 1 units" in created.output


def test_a_slug_that_no_address_can_hold_is_refused_in_a_sentence(cli):
    make_instrument("quick_counter")

    result = create(cli, slug="Đợt mới")

    assert result.exit_code == 1
    assert "Đợt mới" in result.output


def test_a_wave_is_offered_in_further_languages(cli):
    wave = make_wave(slug="mot-cua")

    result = cli.invoke(args=["waves", "languages", "mot-cua", "hmn", "vi"])
    refused = cli.invoke(args=["waves", "languages", "mot-cua", "hmn"])

    session().refresh(wave)
    assert result.output == "Wave mot-cua offers hmn,vi.\n"
    assert refused.exit_code == 1
    assert wave.languages == "hmn,vi"

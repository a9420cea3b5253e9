from datetime import date

import pytest

from survey.channels import Channel
from survey.invitations.errors import VisitsNotReadable
from survey.waves.errors import WaveNotOpen
from tests.factories import make_unit, make_wave
from tests.survey.invitations.inviting.files import HEAD, VISIT, file_of, read


def test_a_line_names_an_office_by_code_or_by_name(wave):
    reading = read(
        wave,
        "2026-11-04,03500,0912345678,,",
        "04/11/2026,xa muong than,0912345679,,en",
        "2026-11-04,Phường  Tân Phong,,Ba@Example.vn,",
    )

    assert reading.bad == []
    assert [visit.unit.code for visit in reading.visits] == ["03500", "03500", "03501"]
    assert {visit.visited_on for visit in reading.visits} == {date(2026, 11, 4)}
    assert reading.visits[2].channel is Channel.EMAIL
    assert reading.visits[2].address == "ba@example.vn"
    assert reading.visits[1].language == "en"


def test_telephone_numbers_go_by_the_channel_that_was_chosen(wave):
    assert read(wave, VISIT).visits[0].channel is Channel.SMS
    assert read(wave, VISIT, phones=Channel.ZALO).visits[0].channel is Channel.ZALO


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (HEAD, VISIT),
        ("Ngày;Đơn vị;Số điện thoại", "04/11/2026;03500;0912345678"),
        ("Ngày trả kết quả\tCơ quan\tĐiện thoại", "4/11/2026\t03500\t912345678"),
        ("no,Visited On,OFFICE,E-mail", "7,2026-11-04,03500,ba@example.vn"),
    ],
)
def test_spreadsheets_write_their_files_in_their_own_ways(wave, head, line):
    plain = file_of(line, head=head)

    for file in (plain, b"\xef\xbb\xbf" + plain, plain.replace(b"\r\n", b"\n")):
        assert len(read(wave, file=file).visits) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("4.11.2026,03500,0912345678,,", "day of the visit such as"),
        ("2026-11-06,03500,0912345678,,", "in the future"),
        ("2026-10-21,03500,0912345678,,", "more than 14 days ago"),
        ("2026-11-04,99999,0912345678,,", "No office"),
        ("2026-11-04,03500,02133876543,,", "Neither a mobile number"),
        ("2026-11-04,03500,1,a@b,", "Neither a mobile number"),
        ("2026-11-04,03500,,,", "No number"),
        ("2026-11-04", "No number"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_what_to_do(wave, line, problem, app):
    with app.test_request_context("/?lang=en"):
        reading = read(wave, VISIT, line)

    assert len(reading.visits) == 1
    (bad,) = reading.bad
    assert bad.number == 3
    assert problem in bad.problem


def test_a_bad_line_is_not_quoted(wave):
    reading = read(wave, "2026-11-04,03500,0912 345 67,bà@nội,")

    assert "0912" not in reading.bad[0].problem
    assert "bà@" not in reading.bad[0].problem


def test_a_name_that_two_offices_have_needs_the_code(app):
    twins = [make_unit(name="Xã Tân Lập"), make_unit(name="Xã Tân Lập")]
    wave = make_wave(*twins, instrument="quick_counter")

    reading = read(wave, "2026-11-04,Xã Tân Lập,0912345678,,")

    assert (len(reading.visits), len(reading.bad)) == (0, 1)


def test_nobody_is_invited_to_a_wave_that_ends_before_she_could_answer(app):
    unit = make_unit(code="1")
    wave = make_wave(unit, instrument="quick_counter", closes_on=date(2026, 11, 8))

    assert len(read(wave, "2026-11-04,1,0912345678,,", after_days=3).visits) == 1
    assert len(read(wave, "2026-11-04,1,0912345678,,", after_days=4).bad) == 1


def test_a_wave_that_is_over_invites_nobody(app, hands):
    unit = make_unit(code="1")
    wave = make_wave(unit, closes_on=date(2026, 11, 4))

    with pytest.raises(WaveNotOpen):
        read(wave, "2026-11-04,1,0912345678,,")


@pytest.mark.parametrize(
    "file",
    [
        b"\n",
        b"PK\x03\x04\xff\xfe",
        "số,tên\r\n1,2\r\n".encode(),
        b"visited_on,office\r\n",
        HEAD.encode("utf-16"),
        b"visited_on,office,phone\r\n\0\r\n",
        b'visited_on,office,phone\r\n"' + b"x" * 200_000,
    ],
)
def test_what_is_no_list_of_visits_is_refused(wave, file):
    with pytest.raises(VisitsNotReadable):
        read(wave, file=file)


def test_a_file_that_is_too_long_is_refused(wave):
    with pytest.raises(VisitsNotReadable):
        read(wave, *[VISIT] * 1001)

import json
from collections import Counter

import pytest
from sqlalchemy import func, select

from survey.accounts.models import Role
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import find_unit
from survey.audit.models import AuditEntry
from survey.audit.service import find_break
from survey.database import session, transaction
from survey.imports import service
from survey.imports.errors import UnitHasOtherName, UnitsUnknown
from survey.imports.mapping import load_mapping
from survey.instruments.models import InstrumentVersion
from survey.instruments.service import item_ids
from survey.responses.models import Answer, Channel, Comment, Response
from survey.waves.errors import SlugIsTaken, UnitMayNotBeRated
from survey.waves.models import Wave, WaveKind, WaveState
from tests.factories import make_account, make_unit
from tests.survey.imports.factories import (
    EXAMPLE,
    Q1,
    UNIT,
    WAVE,
    load,
    read,
    write_csv,
    write_mapping,
)


def load_example():
    return load(EXAMPLE / "mapping.yaml", EXAMPLE / "answers.csv")


def responses_of(wave):
    return session().scalars(select(Response).where(Response.wave_id == wave.id)).all()


def count_of(model):
    return session().scalar(select(func.count()).select_from(model))


def codes_of(wave, item):
    item_id = item_ids(wave.instrument_version_id)[item]
    statement = select(Answer.code).where(Answer.item_id == item_id)
    return Counter(session().scalars(statement))


def test_a_file_becomes_a_closed_wave_of_its_own(app):
    wave = load_example()

    assert wave.kind is WaveKind.IMPORTED
    assert wave.state is WaveState.CLOSED
    assert wave.languages == "vi,en"
    assert [(period.number, period.ends_on.month) for period in wave.periods] == [
        (1, 3),
        (2, 6),
    ]
    assert all(period.closed_at for period in wave.periods)
    assert [(t.value, t.only_reference) for t in wave.index_targets] == [(0.85, True)]
    assert {unit.code for unit in wave.units} == {"vi-du-a", "vi-du-b"}


def test_weights_strata_and_clusters_are_kept_but_not_what_clusters_were_called(app):
    responses = responses_of(load_example())

    assert Counter(r.base_weight for r in responses) == {1.25: 24, 0.75: 21}
    assert {r.stratum for r in responses} == {"vùng cao", "vùng thấp"}
    assert sorted(Counter(r.cluster for r in responses).values()) == [7, 7, 7, 8, 8, 8]
    assert not any("Bản" in r.cluster or "Tổ" in r.cluster for r in responses)
    assert {r.channel for r in responses} == {Channel.IMPORTED}
    assert {r.service_field for r in responses} == {1, 2}


def test_every_answer_of_the_file_is_stored_and_nothing_else(app):
    wave = load_example()
    outcome, _ = read(EXAMPLE / "mapping.yaml", EXAMPLE / "answers.csv")

    for number, column in enumerate(outcome.rows.columns):
        codes = Counter(outcome.rows.codes[number :: len(outcome.rows.columns)])
        codes.pop(-2, None)
        assert codes_of(wave, column.code) == codes
    words = set(session().scalars(select(Comment.words)))
    assert words == {"Hướng dẫn rõ; cảm ơn", 'Bảng ghi "chờ 5 phút"'}


def test_comments_are_kept_to_the_letter(app, tmp_path):
    mapping = write_mapping(tmp_path, WAVE, UNIT, "items: {words: A}\n")
    words = {"a\tb\\.\nc", "\\N", 'nói "ừ"', "Tốt, lắm"}
    cells = ['"' + each.replace('"', '""') + '"' for each in words]

    load(mapping, write_csv(tmp_path, "\n".join(["A", *cells])))

    assert set(session().scalars(select(Comment.words))) == words


def test_the_order_of_the_file_is_lost(app, tmp_path):
    mapping = write_mapping(tmp_path, WAVE, UNIT, "items: {age: A}\n")
    ages = range(18, 98)
    csv = write_csv(tmp_path, "A\n" + "".join(f"{age}\n" for age in ages))

    wave = load(mapping, csv)

    by_id = select(Answer.code).where(Answer.wave_id == wave.id)
    stored = list(session().scalars(by_id.order_by(Answer.response_id)))
    assert sorted(stored) == list(ages)
    assert stored != list(ages)


def test_what_was_imported_is_on_record_without_an_answer(app):
    wave = load_example()

    [entry] = session().scalars(
        select(AuditEntry).where(AuditEntry.act == "import.load")
    )
    detail = json.loads(entry.detail)

    assert entry.subject == f"wave:{wave.slug}"
    assert entry.actor.startswith("account:")
    assert (detail["rows"], detail["skipped"]) == (45, 1)
    assert len(detail["file_sha256"]) == len(detail["mapping_sha256"]) == 64
    assert find_break() is None


def test_a_new_unit_is_made_and_a_known_one_is_used(app, tmp_path):
    known = make_unit(code="dv-b", name="Xã B", kind=UnitKind.COMMUNE)
    agency = "agency: {column: M}\nnew_units: {dv-a: Đơn vị A}\n"
    mapping = write_mapping(tmp_path, WAVE, agency, Q1)

    wave = load(mapping, write_csv(tmp_path, "A,M\n5,dv-a\n4,dv-b\n"))

    made = find_unit("dv-a")
    assert (made.kind, made.name) == (UnitKind.OTHER, "Đơn vị A")
    assert set(wave.units) == {made, known}


def test_a_wave_is_imported_only_once(app):
    load_example()

    with pytest.raises(SlugIsTaken):
        service.check_names(load_mapping(EXAMPLE / "mapping.yaml"))


def test_unknown_units_are_told_together(app, tmp_path):
    agency = "agency: {column: M, units: {a: x1, b: x2, c: x1}}\n"
    mapping = load_mapping(write_mapping(tmp_path, WAVE, agency, Q1))

    with pytest.raises(UnitsUnknown) as refusal:
        service.check_names(mapping)

    assert refusal.value.codes == ["x1", "x2"]


def test_a_new_unit_may_not_take_the_code_of_another(app, tmp_path):
    make_unit(code="dv", name="Xã Khác")

    with pytest.raises(UnitHasOtherName, match="Xã Khác"):
        service.check_names(load_mapping(write_mapping(tmp_path)))


def test_a_unit_of_a_level_that_the_instrument_may_not_rate_is_refused(app, tmp_path):
    make_unit(code="12", kind=UnitKind.PROVINCE)
    mapping = write_mapping(tmp_path, WAVE, "agency: {unit: '12'}\n", Q1)

    with pytest.raises(UnitMayNotBeRated):
        load(mapping, write_csv(tmp_path, "A\n5\n"))

    assert count_of(Wave) == count_of(InstrumentVersion) == 0


def test_an_import_that_breaks_off_leaves_nothing(app, tmp_path):
    mapping = load_mapping(EXAMPLE / "mapping.yaml")
    outcome, _ = read(mapping, EXAMPLE / "answers.csv")
    account = make_account(Role.DESIGNER)

    class Killed(BaseException):
        pass

    def break_off(rows: int) -> None:
        raise Killed

    with pytest.raises(Killed), transaction():
        service.load(mapping, outcome, account, advance=break_off)

    for model in (Wave, Unit, InstrumentVersion, Response, Answer, Comment, AuditEntry):
        assert count_of(model) == 0


def test_a_rehearsal_leaves_nothing_and_refuses_what_loading_would(app, tmp_path):
    mapping = load_mapping(EXAMPLE / "mapping.yaml")
    outcome, _ = read(mapping, EXAMPLE / "answers.csv")

    with transaction():
        service.rehearse(mapping, outcome.rows)
    assert count_of(Wave) == count_of(Unit) == 0

    load_example()
    with pytest.raises(SlugIsTaken), transaction():
        service.rehearse(mapping, outcome.rows)

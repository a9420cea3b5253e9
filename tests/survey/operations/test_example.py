"""The example wave, with few answers: it takes the same way as every other."""

import pytest
from sqlalchemy import func, select

from survey import clock
from survey.accounts import service as accounts
from survey.agencies.models import Unit
from survey.audit.service import find_break, list_entries
from survey.database import session
from survey.kiosks.models import Kiosk
from survey.operations import example, install
from survey.operations.example_answers import PLACES, Place
from survey.responses.models import Answer, Comment, InboxRow, Response
from survey.results.models import Batch, Figure, Publication
from survey.waves.errors import IllustrationsNotInProduction
from survey.waves.models import Period, Wave, WaveKind, WaveState
from tests.survey.kiosks.factories import make_kiosk

FEW = (
    Place("Xã Minh hoạ 1", 0.4, (12, 14)),
    Place("Xã Minh hoạ 2", -0.4, (6, 5)),
)


@pytest.fixture
def few(app, monkeypatch):
    monkeypatch.setattr(example, "PLACES", FEW)
    install.fill()


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model))


def test_the_example_is_published_marked_and_closed(few):
    assert example.make_example() is True

    wave = session().scalar(select(Wave).where(Wave.slug == example.SLUG))
    assert wave.illustrative
    assert wave.state is WaveState.CLOSED
    assert all(unit.illustrative for unit in wave.units)
    assert count(Publication) == 2
    assert count(Response) == 37
    assert count(InboxRow) == 0


def test_too_few_answers_are_carried_over_to_the_next_period(few):
    example.make_example()

    batches = session().scalars(select(Batch).order_by(Batch.n)).all()

    assert [batch.n for batch in batches] == [11, 12, 14]
    assert batches[0].first_period_id != batches[0].last_period_id


def test_its_accounts_sign_nobody_in(few):
    example.make_example()

    invented = [accounts.find_account(n) for n in (example.DRAFTER, example.APPROVER)]

    assert all(account.disabled_at for account in invented)


def test_the_audit_log_runs_forward(few):
    example.make_example()

    moments = [entry.at for entry in reversed(list_entries())]

    assert moments == sorted(moments)


def test_making_it_again_changes_nothing(few):
    example.make_example()
    before = count(Figure)

    assert example.make_example() is False
    assert count(Figure) == before


def test_an_interrupted_example_is_made_anew(few, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(example, "_publish", interrupt)
        with pytest.raises(KeyboardInterrupt):
            example.make_example()

    assert example.make_example() is True
    assert count(Publication) == 2


def interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_one_command_drops_it_and_nothing_else(few, cli):
    real = {unit.code for unit in session().scalars(select(Unit))}
    example.make_example()

    result = cli.invoke(args=["operations", "drop-example"])

    assert "1 example waves were dropped" in result.output
    assert {unit.code for unit in session().scalars(select(Unit))} == real
    assert accounts.find_account(example.DRAFTER) is None
    for model in (Response, Answer, Comment, Publication, Figure, Batch):
        assert count(model) == 0
    assert {wave.kind for wave in session().scalars(select(Wave))} == {WaveKind.COUNTER}
    assert find_break() is None


def test_a_kiosk_that_was_tried_out_there_goes_with_it(few, cli):
    example.make_example()
    make_kiosk(session().scalars(select(Unit).where(Unit.illustrative)).first())

    cli.invoke(args=["operations", "drop-example"])

    assert count(Kiosk) == 0
    assert session().scalar(select(func.count(Unit.id)).where(Unit.illustrative)) == 0


def test_production_refuses_it(few, app, cli):
    app.config["MODE"] = "production"
    try:
        result = cli.invoke(args=["operations", "install", "--example"])
    finally:
        app.config["MODE"] = "embedded"

    assert result.exit_code == 1
    assert "không nhận dữ liệu minh hoạ" in result.output
    assert count(Publication) == 0
    # Not even the first administrator, whose link would be lost.
    assert accounts.list_accounts() == []


def test_a_refused_example_leaves_no_account(few, app):
    app.config["MODE"] = "production"
    try:
        with pytest.raises(IllustrationsNotInProduction):
            example.make_example()
    finally:
        app.config["MODE"] = "embedded"

    assert accounts.list_accounts() == []


def test_the_invented_units_carry_their_name():
    assert all("Minh hoạ" in place.name for place in PLACES)


def test_its_periods_lie_in_the_past(few):
    example.make_example()

    last = session().scalar(
        select(func.max(Period.ends_on)).join(Wave).where(Wave.illustrative)
    )
    assert last < clock.today()

from datetime import timedelta

from sqlalchemy import select

from survey.database import session
from survey.responses import jobs
from survey.responses.models import Spent
from tests.survey.responses.factories import DAY, send


def test_the_sweep_can_be_run_twice_and_never_says_how_many_came(quick):
    send(quick)
    late = DAY + timedelta(days=121)

    first, again = jobs.sweep(late), jobs.sweep(late)

    assert first == again
    assert session().scalars(select(Spent)).all() == []


def test_the_sweep_is_a_command(quick, cli):
    send(quick)

    result = cli.invoke(args=["responses", "sweep"])

    assert result.exit_code == 0
    assert len(session().scalars(select(Spent)).all()) == 1

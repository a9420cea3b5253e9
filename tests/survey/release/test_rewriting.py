"""After a period's close no night of release shows in its rows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, literal_column, select, text

from survey.database import Base, engine, session, transaction
from survey.instruments.service import item_ids
from survey.release import service
from survey.responses.models import Answer, Comment, Response
from tests.survey.release.tables import RELEASED, count, responses
from tests.survey.responses.factories import DAY, send_many

OCTOBER = date(2026, 10, 1)


def release(wave, today=DAY) -> None:
    with transaction():
        service.release(wave, today)


def close(wave, today=OCTOBER, number=1):
    with transaction():
        return service.close_period(wave, wave.periods[number - 1], today)


def nights(wave, set_clock, coming: list[int]) -> None:
    """Let so many people come on each day, and release them at night."""
    for number, people in enumerate(coming):
        day = DAY + timedelta(days=number)
        set_clock(day)
        answers = {"overall": 1 + number % 5, "comment": "Tốt"}
        send_many(wave, people, day=day, answers=answers)
        release(wave, day)


def codes_by_label(wave) -> list[tuple[int, ...]]:
    """Return the codes that share each label, whatever the label is."""
    overall = item_ids(wave.instrument_version_id)["overall"]
    rows = session().execute(
        select(Response.cluster, Answer.code)
        .join(Answer, Answer.response_id == Response.id)
        .where(Answer.item_id == overall)
    )
    together: dict[str, list[int]] = {}
    for label, code in rows:
        together.setdefault(label, []).append(code)
    return sorted(tuple(sorted(codes)) for codes in together.values())


def test_all_rows_of_a_closed_period_have_numbers_and_labels_of_their_own(
    wave, set_clock
):
    nights(wave, set_clock, [10] * 4)
    numbers = {row.id for row in responses()}
    clusters = {row.cluster for row in responses()}
    comments = set(session().scalars(select(Comment.id)))
    answers, grouped = count(Answer), codes_by_label(wave)

    counts = close(wave)

    assert (counts.released, counts.in_period) == (0, 40)
    assert not numbers & {row.id for row in responses()}
    assert not clusters & {row.cluster for row in responses()}
    assert not comments & set(session().scalars(select(Comment.id)))
    assert (count(Response), count(Comment), count(Answer)) == (40, 40, answers)
    assert codes_by_label(wave) == grouped


@pytest.fixture
def on_postgres(app) -> None:
    if engine().dialect.name != "postgresql":
        pytest.skip("asks PostgreSQL which transaction wrote a row")


@pytest.mark.usefixtures("on_postgres")
def test_one_transaction_wrote_all_rows_of_a_closed_period(wave, set_clock):
    nights(wave, set_clock, [10] * 3)
    before = [transactions_of(model) for model in RELEASED]

    close(wave)

    after = [transactions_of(model) for model in RELEASED]
    assert before == [3, 3, 3]
    assert after == [1, 1, 1]


@pytest.mark.usefixtures("on_postgres")
def test_comments_of_all_periods_are_mixed_at_each_close(wave, set_clock):
    nights(wave, set_clock, [10])
    close(wave)
    set_clock(OCTOBER)
    send_many(wave, 10, day=OCTOBER, answers={"overall": 5, "comment": "x"})
    release(wave, OCTOBER)

    close(wave, date(2026, 11, 1), number=2)

    assert transactions_of(Comment) == 1
    assert transactions_of(Response) == 2


# So many come on each day that their number tells the day: for the test alone.
COMING = [10 + 5 * number % 12 for number in range(12)]


@pytest.mark.usefixtures("on_postgres")
def test_neither_transaction_nor_place_gives_the_days_of_the_labels_back(
    wave, set_clock
):
    nights(wave, set_clock, COMING)
    while_open = days_in_order()

    close(wave)

    assert while_open == list(range(len(COMING)))
    # Chance alone exceeds it once in ten thousand times.
    assert abs(rank_correlation(days_in_order())) < 0.9


def transactions_of(model: type[Base]) -> int:
    session().rollback()
    writer = literal_column("xmin::text").distinct()
    return session().scalar(select(func.count(writer)).select_from(model)) or 0


def days_in_order() -> list[int]:
    """Return the days of the labels by transaction and place of their first rows."""
    session().rollback()
    sizes = session().scalars(
        text(
            "SELECT count(*) FROM response GROUP BY cluster "
            "ORDER BY min(xmin::text::bigint), min(ctid)"
        )
    )
    return [COMING.index(size) for size in sizes]


def rank_correlation(order: list[int]) -> float:
    n = len(order)
    apart = sum((rank - place) ** 2 for place, rank in enumerate(order))
    return 1 - 6 * apart / (n * (n * n - 1))

"""The least that could take in a form: what the platform's speed is held against.

One page with 28 questions and a token, one row for what comes back, committed
to the disk. No languages, no paging, no sealing, no receipt, no second look.
"""

import hashlib
import hmac
import json
import os
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, abort, render_template, request
from sqlalchemy import Column, Engine, MetaData, String, Table, create_engine, event
from sqlalchemy.types import Uuid

QUESTIONS = 28
CODES = {"1", "2", "3", "4", "5"}
SECRET = b"the floor keeps no secrets"

answers = Table(
    "floor_answer",
    MetaData(),
    Column("uuid", Uuid, primary_key=True),
    Column("body", String, nullable=False),
)


def make_engine(url: str) -> Engine:
    """Return an engine that keeps what it acknowledges, as ours does."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def token_of(uuid: UUID) -> str:
    """Return the token that the page carries for this form."""
    return hmac.new(SECRET, uuid.bytes, hashlib.sha256).hexdigest()


def create_app(url: str) -> Flask:
    """Return the application; its table is made where it is lacking."""
    app = Flask(__name__)
    engine = make_engine(url)
    answers.metadata.create_all(engine)
    engine.dispose()  # the workers are forked from here

    @app.get("/")
    def form() -> str:
        uuid = uuid4()
        return render_template(
            "floor.html", uuid=uuid, token=token_of(uuid), questions=QUESTIONS
        )

    @app.post("/")
    def submit() -> str:
        uuid = UUID(request.form["uuid"])
        if not hmac.compare_digest(token_of(uuid), request.form["token"]):
            abort(400)
        given = {f"q{n}": request.form[f"q{n}"] for n in range(1, QUESTIONS + 1)}
        if not CODES.issuperset(given.values()):
            abort(400)
        with engine.begin() as connection:
            connection.execute(answers.insert(), {"uuid": uuid, "body": _json(given)})
        return "Counted"

    return app


def _json(given: dict[str, str]) -> str:
    return json.dumps(given)


if "FLOOR_DATABASE_URL" in os.environ:
    app = create_app(os.environ["FLOOR_DATABASE_URL"])

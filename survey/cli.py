"""The commands of all rooms, each imported only when it is called for."""

from importlib import import_module

import click
from flask import Flask

ROOMS = {
    "accounts": "Accounts of staff and their sign-in links.",
    "agencies": "Units: load and list them.",
    "audit": "The chained log of what staff and jobs did.",
    "evidence": "Signed documents of what stood there, day by day.",
    "imports": "Survey microdata from CSV.",
    "instruments": "Questionnaires: check, publish, translate, record.",
    "invitations": "People who were served are asked to rate.",
    "jobs": "The worker, and the jobs that were asked for.",
    "kiosks": "Tablets and PCs at the counter: list them.",
    "operations": "Install, serve, back up and examine the platform.",
    "outbox": "Messages to citizens and offices.",
    "release": "The de-identifying release.",
    "responses": "Housekeeping of drafts and counted submissions.",
    "results": "Batches, tallies, figures and publications.",
    "waves": "Rounds of the survey: create, open, close.",
}


class LazyGroup(click.Group):
    """A group that imports its room's commands on first use.

    The web process builds all groups and calls none, so that it never loads
    the statistics that some commands need.
    """

    def __init__(self, room: str, summary: str) -> None:
        super().__init__(room, help=summary)
        self._room = room

    def _loaded(self) -> click.Group:
        group: click.Group = import_module(f"survey.{self._room}.commands").cli
        return group

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._loaded().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._loaded().get_command(ctx, cmd_name)


def add_commands(app: Flask) -> None:
    """Give the `flask` command one lazy group for each room."""
    for room, summary in ROOMS.items():
        app.cli.add_command(LazyGroup(room, summary))
    app.cli.add_command(_doctor)


@click.command("doctor")
@click.pass_context
def _doctor(context: click.Context) -> None:
    """Examine the installation; short for `operations doctor`."""
    context.forward(import_module("survey.operations.commands").doctor)

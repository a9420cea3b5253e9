"""Install, serve, back up and examine; what `make run` and its relatives call."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import click
import segno
from flask import current_app
from flask.cli import AppGroup

from survey.accounts import factors
from survey.accounts import service as accounts
from survey.audit.service import record
from survey.database import engine, session, transaction
from survey.errors import SurveyError
from survey.operations import backup as backups
from survey.operations import install as installing
from survey.operations import restoring, serving
from survey.operations.doctor import examine
from survey.operations.errors import OperationRefused
from survey.operations.links import list_links
from survey.waves import service as waves

cli = AppGroup("operations", help="Install, serve, back up and examine the platform.")
PID_FILE = "serve.pid"
COMMAND = "command:operations admin-link"
URL_FILE = "serve.url"  # where the running platform answers


@cli.command("install")
@click.option("--example/--no-example", default=False, help="The example wave.")
@click.option("--waves/--no-waves", "open_waves", default=True, help="Counter waves.")
def install(example: bool, open_waves: bool) -> None:
    """Migrate the database and load what a fresh installation needs."""
    with _refusals():
        if example:
            waves.check_may_illustrate()  # at once: the link below is shown only once
        installing.migrate()
        installing.load()
        if open_waves:
            installing.open_waves()
        secret = installing.make_first_administrator()
        if example:
            _make_example()
    if secret:
        _show_link(secret)


def _make_example() -> None:
    from survey.operations import example  # brings numpy and scipy

    if example.is_complete():
        return
    label = "Making the example wave (DỮ LIỆU MINH HOẠ)"
    with click.progressbar(length=example.count_answers(), label=label) as bar:
        example.make_example(bar.update)


@cli.command("serve")
@click.option("--port", default=8000, show_default=True)
@click.option("--lan", is_flag=True, help="Also answer to phones in this network.")
def serve(port: int, lan: bool) -> None:
    """Run web and worker until Ctrl-C."""
    addresses = ["127.0.0.1"]
    if lan and serving.lan_address() != addresses[0]:
        addresses.append(serving.lan_address())
    public_url = f"http://{addresses[-1]}:{port}"
    current_app.config["PUBLIC_URL"] = public_url
    with _refusals():
        for address in addresses:
            serving.check_port_is_free(address, port)
        processes = serving.Processes(addresses, port, public_url)
        processes.wait_until_ready(f"http://{addresses[0]}:{port}")
    _show_links(lan)
    # A session that has read keeps SQLite from emptying its write-ahead log,
    # and with it the traces that a release erases.
    session().close()
    engine().dispose()
    url_file = current_app.config["VAR_DIR"] / URL_FILE
    url_file.write_text(public_url + "\n", "ascii")
    try:
        code = processes.run(current_app.config["VAR_DIR"] / PID_FILE)
    finally:
        url_file.unlink(missing_ok=True)
    raise SystemExit(code)


def _show_links(lan: bool) -> None:
    for label, address in list_links():
        click.echo(f"{label}: {address}")
        if lan and label == "phone":
            click.echo(_qr(address))
    if lan:
        click.echo(
            "Without TLS everything on these pages works. Keeping answers on a phone "
            "without signal, and kiosks, will need TLS: browsers demand it."
        )
    click.echo("Ctrl-C stops the platform; its data stay under var/.")


def _qr(address: str) -> str:
    drawing = StringIO()
    # A Micro QR is smaller, and most readers cannot read it.
    segno.make(address, micro=False).terminal(drawing, border=2, compact=True)
    return drawing.getvalue()


@cli.command("admin-link")
@click.argument("username", default=installing.ADMINISTRATOR)
@click.option(
    "--new-factor", is_flag=True, help="Forget the lost telephone or sheet of codes."
)
def admin_link(username: str, new_factor: bool) -> None:
    """Issue a fresh one-time sign-in link for USERNAME."""
    account = accounts.find_account(username)
    if account is None:
        raise click.BadParameter(f"no account is called {username!r}")
    with transaction():
        if new_factor:
            factors.forget(account)
            record(COMMAND, "factor.forget", accounts.actor(account))
        secret = accounts.issue_link(account, by=COMMAND)
    _show_link(secret)


def _show_link(secret: str) -> None:
    running = current_app.config["VAR_DIR"] / URL_FILE
    if running.exists():
        current_app.config["PUBLIC_URL"] = running.read_text("ascii").strip()
    address = accounts.link_address(secret)
    click.echo(f"administrator (once, within 24 hours): {address}")


@cli.command("drop-example")
def drop_example() -> None:
    """Remove the example wave with its units, answers and accounts."""
    from survey.operations.example import drop_example as drop

    count = drop()
    click.echo(f"{count} example waves were dropped." if count else "There is none.")


@cli.command("backup")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=None)
def backup(folder: Path | None) -> None:
    """Write database and keys into one archive."""
    with _refusals():
        path = backups.make_backup(folder or current_app.config["VAR_DIR"] / "backups")
    click.echo(f"Backup written: {path}")
    click.echo("It holds the keys: keep it where only the operator can read it.")


@cli.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(path: Path, yes: bool) -> None:
    """Put the database and the keys of the backup PATH in place."""
    with _refusals():
        _check_not_serving()
        archive = backups.read_backup(path)
        made_at = archive.manifest["made_at"]
        if not yes:
            click.confirm(
                f"Replace the present data by those of {made_at}?", abort=True
            )
        restoring.restore(archive)
    click.echo(f"Restored to {made_at}. What was there lies beside it (.before-…).")


def _check_not_serving() -> None:
    pid_file = current_app.config["VAR_DIR"] / PID_FILE
    if not pid_file.exists():
        return
    try:
        os.kill(int(pid_file.read_text("ascii")), 0)
    except (ProcessLookupError, ValueError):
        return
    except PermissionError:
        pass  # it runs, under another user
    raise OperationRefused("The platform is running: stop it before restoring.")


@cli.command("doctor")
def doctor() -> None:
    """Examine the installation and say what to do."""
    findings = examine()
    for finding in findings:
        mark = "ok     " if finding.problem is None else "PROBLEM"
        click.echo(f"{mark} {finding.what}: {finding.problem or 'good'}")
    if any(finding.problem for finding in findings):
        raise SystemExit(1)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn a refusal into one line for the engineer instead of a traceback."""
    try:
        yield
    except SurveyError as refusal:
        raise click.ClickException(str(refusal)) from refusal

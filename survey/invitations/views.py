"""Sheets of codes as staff make them, follow them and call them back."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from survey import clock
from survey.accounts.access import get_current_account, role_required
from survey.accounts.models import FIELDWORK
from survey.accounts.service import actor
from survey.agencies.tenancy import Scope, current_scope
from survey.audit.service import record
from survey.database import transaction
from survey.i18n import VIETNAMESE, use_language
from survey.i18n import gettext as _
from survey.invitations import batches, sheets
from survey.invitations.errors import InvitationError, SerialsRefused
from survey.invitations.forms import CountBackForm, PrintForm, SheetsForm, VoidForm
from survey.invitations.models import CodeBatch
from survey.invitations.offices import get_office, list_offices
from survey.invitations.serials import read_serials, write_serials
from survey.invitations.sheets import Order

bp = Blueprint(
    "codes", __name__, url_prefix="/staff/codes", template_folder="templates"
)


@bp.get("/")
@role_required(*FIELDWORK)
def index() -> ResponseReturnValue:
    """List the batches of printed codes and what became of them."""
    return render_template(
        "codes/index.html",
        counts=batches.list_batches(_scope()),
        today=clock.today(),
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(*FIELDWORK)
def new() -> ResponseReturnValue:
    """Choose an office and a number of sheets, then look at it once more."""
    form = SheetsForm()
    form.office.choices = list_offices(_scope())
    if form.validate_on_submit():
        order = _order(form)
        try:
            sheets.check_order(order)
        except InvitationError as refusal:
            form.expires_on.errors = [str(refusal)]
        else:
            return _ask(order)
    status = 422 if form.is_submitted() else 200
    return render_template("codes/new.html", form=form), status


def _order(form: SheetsForm) -> Order:
    wave, unit = get_office(form.office.data, _scope())
    expires_on = form.expires_on.data or sheets.usual_expiry(wave)
    return Order(wave, unit, form.sheets.data or 0, expires_on)


def _ask(order: Order) -> ResponseReturnValue:
    form = PrintForm(formdata=None)
    form.office.data = f"{order.wave.slug}/{order.unit.code}"
    form.sheets.data, form.expires_on.data = order.sheets, order.expires_on
    form.newest.data = batches.find_newest(order.wave, order.unit)
    return render_template(
        "codes/confirm.html",
        order=order,
        form=form,
        illustrative=order.wave.illustrative,
    )


@bp.post("/print")
@role_required(*FIELDWORK)
def print_sheets() -> ResponseReturnValue:
    """Make the codes and show them, this once, on sheets to be printed."""
    form = PrintForm()
    form.office.choices = list_offices(_scope())
    if not form.validate_on_submit() or form.newest.data is None:
        abort(400)
    order = _order(form)
    try:
        with transaction():
            batch, pages = sheets.draw(
                order, newest=form.newest.data, address_of=_code_address
            )
            _record("codes.print", batch, size=batch.size, until=order.expires_on)
    except InvitationError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".index"))
    use_language(VIETNAMESE)  # what hangs at the counter is for everybody
    return render_template(
        "codes/sheets.html",
        batch=batch,
        pages=pages,
        typed=_typed_address("/c"),
    )


@bp.get("/<int:batch_id>")
@role_required(*FIELDWORK)
def batch(batch_id: int) -> ResponseReturnValue:
    """Show a batch, and take labels back that were not used."""
    return _show(_get(batch_id), CountBackForm())


def _show(found: CodeBatch, form: CountBackForm) -> ResponseReturnValue:
    page = render_template(
        "codes/batch.html",
        count=batches.count(found),
        form=form,
        today=clock.today(),
        illustrative=found.wave.illustrative,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:batch_id>/returned")
@role_required(*FIELDWORK)
def check_returned(batch_id: int) -> ResponseReturnValue:
    """Show how many labels were listed, before they are made void."""
    found, form = _get(batch_id), CountBackForm()
    if not form.validate_on_submit():
        return _show(found, form)
    serials = read_serials(form.serials.data or "")
    return render_template(
        "codes/returned.html",
        batch=found,
        form=form,
        size=len(serials),
        listed=write_serials(serials),
    )


@bp.post("/<int:batch_id>/returned/confirmed")
@role_required(*FIELDWORK)
def count_back(batch_id: int) -> ResponseReturnValue:
    """Make labels void that came back unused."""
    found, form = _get(batch_id), CountBackForm()
    if not form.validate_on_submit():
        return _show(found, form)
    serials = read_serials(form.serials.data or "")
    try:
        with transaction():
            number = batches.count_back(found, serials)
            _record("codes.count_back", found, returned=write_serials(serials))
    except SerialsRefused as refusal:
        with transaction():  # asking for single labels again and again leaves a trace
            _record("codes.count_back_refused", found, asked=write_serials(serials))
        form.serials.errors = [str(refusal)]
        return _show(found, form)
    flash(_("%(number)s labels are counted back and void.", number=number), "success")
    return redirect(url_for(".batch", batch_id=batch_id))


@bp.route("/<int:batch_id>/void", methods=["GET", "POST"])
@role_required(*FIELDWORK)
def void(batch_id: int) -> ResponseReturnValue:
    """Make all unused codes of a batch void."""
    found, form = _get(batch_id), VoidForm()
    if not form.validate_on_submit():
        page = render_template("codes/void.html", count=batches.count(found), form=form)
        return page, 422 if form.is_submitted() else 200
    with transaction():
        number = batches.void_rest(found, handed_out=form.why.data == "lost")
        _record("codes.void", found, why=form.why.data, void=number)
    flash(_("%(number)s codes are void.", number=number), "success")
    return redirect(url_for(".batch", batch_id=batch_id))


def _get(batch_id: int) -> CodeBatch:
    found = batches.find_batch(batch_id)
    if found is None or not _scope().holds(found.unit):
        abort(404)
    return found


def _scope() -> Scope:
    return current_scope(*FIELDWORK)


def _code_address(code: str) -> str:
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}/c/{code}"


def _typed_address(path: str) -> str:
    """Return an address as people type it, without the scheme."""
    public = urlsplit(current_app.config["PUBLIC_URL"])
    return f"{public.netloc}{public.path.rstrip('/')}{path}"


def _record(act: str, subject: CodeBatch, **detail: object) -> None:
    told = {name: str(value) for name, value in detail.items()}
    record(
        actor(get_current_account()),
        act,
        f"code_batch:{subject.id}",
        wave=subject.wave.slug,
        unit=subject.unit.code,
        **told,
    )

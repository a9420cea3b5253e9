"""Many accounts from one file, shown before they are added."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts import importing, service
from survey.accounts.access import get_current_account, role_required
from survey.accounts.administration import is_proved
from survey.accounts.blueprint import bp
from survey.accounts.errors import AccountError
from survey.accounts.forms import LARGEST_FILE, AccountFileForm, ProofForm
from survey.accounts.models import Role
from survey.accounts.uploads import take_files
from survey.database import transaction

take_files(bp, LARGEST_FILE, ("import_accounts", "add_accounts"))


@bp.route("/accounts/import", methods=["GET", "POST"])
@role_required(Role.ADMINISTRATOR, everywhere=True)
def import_accounts() -> ResponseReturnValue:
    """Read a file of accounts and show what it would add."""
    form, reading, content = AccountFileForm(), None, b""
    if form.validate_on_submit():
        content = form.file.data.read()
        reading = importing.read(content)
    return _page(form, reading, content)


@bp.post("/accounts/import/add")
@role_required(Role.ADMINISTRATOR, everywhere=True)
def add_accounts() -> ResponseReturnValue:
    """Add the accounts of the file that was shown; print a link for each, once."""
    content = request.form.get("text", "").encode("utf-8")
    reading, proof = importing.read(content), ProofForm()
    if reading.problems or not (proof.validate_on_submit() and is_proved(proof)):
        return _page(AccountFileForm(formdata=None), reading, content, proof)
    try:
        with transaction():
            by = service.actor(get_current_account())
            added = importing.add(reading.accounts, by=by)
    except AccountError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".import_accounts"))
    links = [(account, service.link_address(secret)) for account, secret in added]
    return render_template("accounts/imported.html", links=links)


def _page(
    form: AccountFileForm,
    reading: importing.Reading | None,
    content: bytes,
    proof: ProofForm | None = None,
) -> ResponseReturnValue:
    is_fine = reading is not None and not reading.problems and proof is None
    page = render_template(
        "accounts/import.html",
        form=form,
        reading=reading,
        proof=proof or ProofForm(formdata=None),
        Role=Role,
        text=content.decode("utf-8-sig") if reading and not reading.problems else "",
    )
    return page, 422 if form.is_submitted() and not is_fine else 200

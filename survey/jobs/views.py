from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.accounts.access import WATCHING, get_current_account, staff_only
from survey.accounts.models import Role
from survey.jobs import service
from survey.jobs.models import JobState
from survey.jobs.names import job_name

bp = Blueprint("jobs", __name__, url_prefix="/staff/jobs", template_folder="templates")
bp.add_app_template_filter(job_name)

REFRESH = 2  # seconds


@bp.get("/")
@staff_only
def index() -> ResponseReturnValue:
    """List the newest jobs: one's own; for an administrator also everybody's."""
    account = get_current_account()
    everybody = account.has(Role.ADMINISTRATOR)
    own = not everybody or request.args.get("whose") == "own"
    jobs = service.list_jobs(account if own else None)
    return render_template(
        "jobs/index.html", jobs=jobs, own=own, everybody=everybody, State=JobState
    )


@bp.get("/<int:job_id>")
@staff_only
def job(job_id: int) -> ResponseReturnValue:
    """Show one job; the page reloads itself until the job has ended."""
    listed = service.find_job(job_id)
    account = get_current_account()
    if listed is None or not (
        account.has(Role.ADMINISTRATOR) or listed.job.requested_by == account.id
    ):
        abort(404)
    page = render_template("jobs/job.html", listed=listed, State=JobState)
    response = make_response(page)
    if listed.job.state in {JobState.REQUESTED, JobState.RUNNING}:
        again = f"{url_for('.job', job_id=job_id)}?{WATCHING}=yes"
        response.headers["Refresh"] = f"{REFRESH}; url={again}"
    return response

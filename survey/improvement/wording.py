from survey.i18n import lazy_gettext as _l
from survey.improvement.models import ActionState

STATES = {
    ActionState.PLANNED: _l("to be done"),
    ActionState.LATE: _l("overdue"),
    ActionState.DONE: _l("done, not on the public page"),
    ActionState.SHOWN: _l("done, on the public page"),
    ActionState.DROPPED: _l("dropped"),
}


def action_state(state: ActionState) -> str:
    """Return where an action stands, in words."""
    return str(STATES[state])

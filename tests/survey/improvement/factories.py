from datetime import timedelta
from typing import Any

from survey import clock
from survey.accounts.models import Role
from survey.agencies.models import Unit
from survey.database import transaction
from survey.improvement import service
from survey.improvement.models import ImprovementAction
from tests.factories import make_account


def plan(**values: Any) -> service.Plan:
    """What an office plans, due in a month."""
    usual = {
        "what": "Mở thêm quầy vào sáng thứ Hai",
        "owner": "Trưởng Bộ phận Một cửa",
        "due_on": clock.today() + timedelta(days=30),
    }
    return service.Plan(**usual | values)


def make_action(unit: Unit, point: Any = None, **values: Any) -> ImprovementAction:
    """Plan an action of a unit."""
    with transaction():
        return service.plan(unit, point, plan(**values), make_account(Role.VIEWER))


def make_done(unit: Unit, point: Any = None) -> ImprovementAction:
    """Plan an action and mark it as done today."""
    action = make_action(unit, point)
    with transaction():
        service.finish(
            action, "Đã mở quầy số 2.", clock.today(), make_account(Role.VIEWER)
        )
    return action

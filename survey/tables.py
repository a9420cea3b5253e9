"""Every table of the platform, brought onto the one metadata.

Migrations, the data dictionary and the tests import this; rooms do not.
"""

from survey.accounts import factor_models
from survey.accounts import models as accounts
from survey.agencies import models as agencies
from survey.audit import models as audit
from survey.database import Base
from survey.evidence import models as evidence
from survey.improvement import models as improvement
from survey.instruments import models as instruments
from survey.invitations import models as invitations
from survey.jobs import models as jobs
from survey.kiosks import models as kiosks
from survey.outbox import models as outbox
from survey.release import models as release
from survey.responses import models as responses
from survey.results import file_models, step_models
from survey.results import models as results
from survey.slips import models as slips
from survey.waves import dossier_models
from survey.waves import models as waves

ROOMS = (
    audit,
    accounts,
    jobs,
    agencies,
    instruments,
    waves,
    outbox,
    invitations,
    kiosks,
    responses,
    slips,
    release,
    results,
    improvement,
    evidence,
)
# A room may keep its tables in more than one module.
FURTHER = (factor_models, step_models, file_models, dossier_models)
metadata = Base.metadata

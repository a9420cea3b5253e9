"""Pause open waves, and put closed ones away.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = ("paused_at", "archived_at")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column(
            "wave", sa.Column(name, sa.DateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("wave", name)

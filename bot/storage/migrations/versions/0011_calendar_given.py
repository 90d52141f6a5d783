"""Entries of calendar files that somebody gave"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_given",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kept_to", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "kept_to", "key", name=op.f("pk_calendar_given")),
    )


def downgrade() -> None:
    op.drop_table("calendar_given")

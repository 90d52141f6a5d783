"""Calendar feeds"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_calendars_workspace_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_calendars")),
        sa.UniqueConstraint("workspace", "kind", "subject", name=op.f("uq_calendars_workspace")),
    )
    op.create_table(
        "calendar_entries",
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["row_id"], ["calls.id"], name=op.f("fk_calendar_entries_row_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("row_id", "issuer", name=op.f("pk_calendar_entries")),
    )
    op.create_index("ix_calls_owner_updated_at", "calls", ["owner", "updated_at", "revision"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_calls_owner_updated_at", table_name="calls")
    op.drop_table("calendar_entries")
    op.drop_table("calendars")

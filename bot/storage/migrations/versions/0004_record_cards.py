"""Cards that are kept true: which stand in channels, and which are to be drawn anew"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("news", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "call_id", "channel_id", "role", name=op.f("pk_posts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "updates",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "channel_id", "ref", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_try_at"), "updates", ["try_at"], unique=False)
    op.add_column("playground_messages", sa.Column("thread", sa.Integer(), nullable=True))
    op.add_column(
        "playground_messages", sa.Column("broadcast", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("playground_messages", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ("edited_at", "broadcast", "thread"):
        op.drop_column("playground_messages", column)
    op.drop_table("updates")
    op.drop_table("posts")
